import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#runtime';
import { asking } from './asking.js';
import { dialectOf } from './dialects.js';
import type { EventTally } from './event-tally.js';
import type { Caller } from './identity/caller.js';
import { askedOf, type Callers, checkPermission } from './identity/callers.js';
import type { RateLimits } from './rates/rate-limits.js';

declare module 'fastify' {
  interface FastifyInstance {
    /** `METHOD /path/:parameter` of every route. */
    readonly declared?: ReadonlySet<string>;
  }
}

/** What the edge asks before it lets a request in. */
export type Gate = { readonly callers: Callers; readonly limits: RateLimits; readonly tally: EventTally };

/**
 * What every request passes, as hooks that run before bodies are read: 401, 403 and 429 come before any word about parameters.
 * A route that does not declare what it needs stops the boot.
 */
export function guardEdge(server: FastifyInstance, gate: Gate): void {
  const declared = new Set<string>();
  server.decorate('declared', declared);
  server.addHook('onRoute', ({ method, url, config }) => {
    if (config?.needs === undefined) throw new Error(`${String(method)} ${url} does not declare what it needs`);
    for (const one of [method].flat()) declared.add(`${one} ${url}`);
  });
  server.decorateRequest('caller', undefined);
  server.decorateRequest('scope', undefined);
  server.addHook('onRequest', (request, reply) => admit(request, reply, gate));
  server.addHook('preSerialization', async (request, reply, payload) => {
    const { message } = request.routeOptions.config;
    return message === undefined || reply.statusCode >= 400
      ? payload
      : dialectOf(request.originalUrl).wrap(payload, message, reply.statusCode);
  });
}

/** 401, address 403, 429, permission 403, scope 403, in this order. */
async function admit(request: FastifyRequest, reply: FastifyReply, gate: Gate): Promise<void> {
  reply.headers({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'x-request-id': request.id });
  const { config } = request.routeOptions;
  const { needs, keysOnly } = config;
  if (request.is404 || needs === undefined || needs === 'nothing') return;
  const caller = asking.getStore() ?? (await admitted(request, reply, gate, Date.now()));
  request.caller = caller;
  checkPermission(caller, config, request.method);
  request.scope = await gate.callers.scopeOf(caller, keysOnly ? { organizations: [], descendants: true } : askedOf(request.query));
}

async function admitted(request: FastifyRequest, reply: FastifyReply, gate: Gate, now: number): Promise<Caller> {
  const caller = await identified(request, reply, gate, now);
  request.caller = caller;
  await gate.limits.spend(caller, reply, now);
  return caller;
}

async function identified(request: FastifyRequest, reply: FastifyReply, gate: Gate, now: number): Promise<Caller> {
  try {
    return await gate.callers.identify(request, now);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'credentials-invalid') {
      gate.tally.note({ organization: null, severity: 'warning', source: 'authentication', message: 'a token or API key was refused' });
      await gate.limits.spendFailure(request.ip, reply, now);
    }
    throw error;
  }
}
