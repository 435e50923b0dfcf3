import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { askedOf, type Callers, checkPermission } from './callers.js';
import { dialectOf } from './dialects.js';

/**
 * What every request passes, as hooks that run before bodies are read: 401, 403 and 429 come before any word about parameters.
 * A route that does not declare what it needs stops the boot.
 */
export function guardEdge(server: FastifyInstance, callers: Callers): void {
  server.addHook('onRoute', (route) => {
    if (route.config?.needs === undefined) throw new Error(`${String(route.method)} ${route.url} does not declare what it needs`);
  });
  server.decorateRequest('caller', undefined);
  server.decorateRequest('scope', undefined);
  server.addHook('onRequest', (request, reply) => admit(request, reply, callers));
  server.addHook('preSerialization', async (request, reply, payload) => {
    const { message } = request.routeOptions.config;
    return message === undefined || reply.statusCode >= 400
      ? payload
      : dialectOf(request.originalUrl).wrap(payload, message, reply.statusCode);
  });
}

async function admit(request: FastifyRequest, reply: FastifyReply, callers: Callers): Promise<void> {
  reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store').header('x-request-id', request.id);
  const { needs, keysOnly } = request.routeOptions.config;
  if (request.is404 || needs === undefined || needs === 'nothing') return;
  const caller = await callers.identify(request, Date.now());
  checkPermission(caller, needs, request.method);
  request.caller = caller;
  request.scope = await callers.scopeOf(caller, keysOnly ? { organizations: [], descendants: true } : askedOf(request.query));
}
