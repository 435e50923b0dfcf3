import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#runtime';
import { assistantServer, type Offered, offeredBy } from './assistant.js';

const PATH = '/mcp';
const PASSED_ON = ['accept', 'content-type', 'mcp-protocol-version'] as const;

/** `POST /mcp`, for assistants: Model Context Protocol over streamable HTTP, without sessions. `origins`: whose pages may call. */
export function addAssistants(server: FastifyInstance, document: () => OpenAPIObject, origins: readonly string[]): void {
  let offered: readonly Offered[] | undefined;
  const refuseForeign = async ({ headers: { origin } }: FastifyRequest): Promise<void> => {
    if (origin !== undefined && !origins.includes(origin)) throw new Refusal('origin-not-permitted');
  };
  server.post(
    PATH,
    { config: { needs: 'anyone', body: 'thing', reads: true }, onRequest: refuseForeign },
    async (request, reply): Promise<FastifyReply> => {
      offered ??= offeredBy(document());
      return answer(request, reply, server, offered);
    },
  );
  const config = { needs: 'anyone', body: 'thing', reads: true } as const;
  server.route({
    ...{ method: ['GET', 'DELETE'], url: PATH, config, onRequest: refuseForeign },
    handler: async () => {
      throw new Refusal('method-not-allowed', { headers: { allow: 'POST' } });
    },
  });
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  server: FastifyInstance,
  offered: readonly Offered[],
): Promise<FastifyReply> {
  const { caller } = request;
  if (!caller) throw new Error('a route that needs a caller has none');
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  const transport = new WebStandardStreamableHTTPServerTransport({ enableJsonResponse: true });
  const assistant = assistantServer(offered, { server, caller, signal: gone.signal });
  await assistant.connect(transport);
  try {
    const response = await transport.handleRequest(asRequest(request), { parsedBody: request.body });
    void reply.status(response.status);
    for (const [name, value] of response.headers) void reply.header(name, value);
    return reply.send(await response.text());
  } finally {
    await assistant.close();
  }
}

/** As the transport reads it; the body is read already. */
function asRequest({ headers }: FastifyRequest): Request {
  const passed = PASSED_ON.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])] as [string, string]]));
  return new Request(`http://localhost${PATH}`, { method: 'POST', headers: passed });
}
