import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Agent, type Dispatcher, request as send } from 'undici';
import { Refusal, readWhole } from '#runtime';
import { type Gate } from '../http/edge.js';
import { type Passing, passing } from './passing.js';
import { scopesOf } from './sending-caller.js';

const WEBHOOKS = [
  '/api/alert_history',
  '/api/webhooks/alertmanager',
  '/api/webhooks/alertmanager/events',
  '/api/v2/alerts',
  '/tenants/:tenant/api/v2/alerts',
];
/** Where callers may send as well, with what they need for it. */
const OF_CALLERS: Readonly<Record<string, string>> = {
  '/api/v2/alerts': 'manage:systems',
  '/tenants/:tenant/api/v2/alerts': 'manage:systems',
  '/api/webhooks/alertmanager/events': 'role:ADMIN',
};
const EVENTS = '/api/events';
const PASSED_ON = ['authorization', 'content-type', 'content-length', 'content-encoding'] as const;
/** Collect answers within 8 s; what takes longer will not come. */
const DEADLINE_MS = 9_000;
const EVENTS_IN_FLIGHT = 64;

type Collect = { readonly url: string; readonly agent: Dispatcher; secret(): Promise<string> };

/**
 * The paths of collect, reachable through the gateway; answers are passed on as they are. Webhooks are passed on as they come: only collect knows their
 * secrets; it is told the scope of callers who may send. Events come without a header that says who sends, so they are read first, and have connections of their own.
 */
export function proxyToCollect(server: FastifyInstance, url: string, internalSecret: () => Promise<string>, gate: Gate): void {
  let known: string | undefined;
  const secret = async (): Promise<string> => {
    known ??= await internalSecret();
    return known;
  };
  const open = (connections: number | null): Collect => {
    const agent = new Agent({ headersTimeout: 0, bodyTimeout: DEADLINE_MS, connections });
    server.addHook('onClose', () => agent.close());
    return { url, agent, secret };
  };
  passWebhooks(server, open(null), gate);
  passEvents(server, open(EVENTS_IN_FLIGHT));
}

function passWebhooks(server: FastifyInstance, collect: Collect, gate: Gate): void {
  void server.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', (_, _payload, done) => done(null));
    const config = { needs: 'nothing', body: 'passed' } as const;
    for (const path of WEBHOOKS)
      raw.post(path, { config }, async (request, reply) => {
        const need = OF_CALLERS[path];
        const scopes = need === undefined ? undefined : await scopesOf(request, reply, gate, need);
        return passOn(request, reply, collect, passing(request, reply, DEADLINE_MS), scopes);
      });
  });
}

function passEvents(server: FastifyInstance, collect: Collect): void {
  let inFlight = 0;
  void server.register(async (raw) => {
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', (request: FastifyRequest) => readWhole(request));
    raw.post(EVENTS, { config: { needs: 'nothing', body: 'event' } }, async (request, reply) => {
      if (inFlight >= EVENTS_IN_FLIGHT) throw new Refusal('busy', { retryAfterSeconds: 1 });
      inFlight += 1;
      const body = Buffer.isBuffer(request.body) ? request.body : null;
      return passOn(request, reply, collect, { body, signal: AbortSignal.timeout(DEADLINE_MS) }).finally(() => {
        inFlight -= 1;
      });
    });
  });
}

async function passOn(
  request: FastifyRequest,
  reply: FastifyReply,
  collect: Collect,
  { body, signal }: Passing,
  scopes?: readonly number[],
): Promise<FastifyReply> {
  const headers = Object.fromEntries(
    PASSED_ON.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, String(request.headers[name])]])),
  );
  try {
    const answer = await send(`${collect.url}${request.url}`, {
      method: 'POST',
      headers: {
        ...headers,
        ...{ 'x-passed-on-for': request.ip, 'x-passed-on-by': await collect.secret() },
        ...(scopes && { 'x-passed-on-scopes': scopes.join() }),
      },
      body,
      dispatcher: collect.agent,
      signal,
    });
    const retryAfter = answer.headers['retry-after'];
    if (retryAfter) void reply.header('retry-after', retryAfter);
    return reply
      .status(answer.statusCode)
      .type(String(answer.headers['content-type'] ?? 'application/json'))
      .send(answer.statusCode === 204 ? undefined : await answer.body.text());
  } catch (error) {
    throw signal.reason instanceof Refusal ? signal.reason : new Refusal('collect-unavailable', { retryAfterSeconds: 1, cause: error });
  }
}
