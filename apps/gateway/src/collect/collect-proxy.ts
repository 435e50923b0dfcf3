import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Agent, request as send } from 'undici';
import { Refusal } from '#runtime';

const PATHS = ['/api/alert_history', '/api/webhooks/alertmanager', '/api/events'];
const PASSED_ON = ['authorization', 'content-type', 'content-length', 'content-encoding'] as const;
/** Collect answers within 8 s; what takes longer will not come. */
const DEADLINE_MS = 9_000;

/** The paths of collect, reachable through the gateway: bodies are passed on as they come, and answers as they are. */
export function proxyToCollect(server: FastifyInstance, collectUrl: string): void {
  const agent = new Agent({ headersTimeout: DEADLINE_MS, bodyTimeout: DEADLINE_MS, connections: 64 });
  server.addHook('onClose', () => agent.close());
  void server.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', (_, payload, done) => done(null, payload));
    for (const url of PATHS) raw.post(url, { config: { needs: 'nothing' } }, (request, reply) => passOn(request, reply, collectUrl, agent));
  });
}

async function passOn(request: FastifyRequest, reply: FastifyReply, collectUrl: string, agent: Agent): Promise<FastifyReply> {
  const headers = Object.fromEntries(
    PASSED_ON.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, String(request.headers[name])]])),
  );
  try {
    const answer = await send(`${collectUrl}${request.url}`, {
      method: 'POST',
      headers: { ...headers, 'x-forwarded-for': request.ip },
      body: request.raw,
      dispatcher: agent,
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    const retryAfter = answer.headers['retry-after'];
    if (retryAfter) void reply.header('retry-after', retryAfter);
    return reply
      .status(answer.statusCode)
      .type(String(answer.headers['content-type'] ?? 'application/json'))
      .send(answer.statusCode === 204 ? undefined : await answer.body.text());
  } catch (error) {
    throw new Refusal('collect-unavailable', { cause: error });
  }
}
