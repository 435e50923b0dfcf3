import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const WHOLE_MS = 600_000;
const REST_MS = 10_000;

/**
 * Cuts requests whose body does not come. Node's own requestTimeout cannot: it would also cut a long body that does come. A route that declares
 * `streams` watches its body itself; of an answered request only a moment's rest is waited for.
 */
export function limitBodies(server: FastifyInstance, wholeMs = WHOLE_MS, restMs = REST_MS): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!hasBody(request.raw) || streams(request)) return;
    const timer = cutAfter(request.raw, wholeMs);
    // Of a request that was answered before its body came the request itself never closes.
    reply.raw.once('close', () => clearTimeout(timer));
  });
  server.addHook('onResponse', async ({ raw }) => {
    if (!raw.complete) cutAfter(raw, restMs);
  });
}

const hasBody = ({ headers }: IncomingMessage): boolean => 'transfer-encoding' in headers || Number(headers['content-length'] ?? 0) > 0;

const streams = ({ routeOptions: { config } }: FastifyRequest): boolean => 'streams' in config && config.streams === true;

const cutAfter = (raw: IncomingMessage, milliseconds: number): NodeJS.Timeout =>
  setTimeout(() => {
    if (!raw.complete) raw.socket.destroy();
  }, milliseconds).unref();
