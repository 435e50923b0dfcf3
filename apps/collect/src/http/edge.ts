import { createHash, timingSafeEqual } from 'node:crypto';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebhookTokens } from '#persistence';
import { Refusal } from '#runtime';

declare module 'fastify' {
  interface FastifyRequest {
    /** The tenant whose own token the caller showed. */
    tenant?: string | undefined;
  }
}

/** What a route asks of its caller: a Bearer secret of the webhook or of a tenant, or nothing. */
type Need = 'webhook-token' | 'nothing';
export const Needs = (needs: Need): MethodDecorator => RouteConfig({ needs });

/** Refuses before bodies are read. A route that does not declare what it needs stops the boot. */
export function guardEdge(server: FastifyInstance, webhookTokens: readonly string[], tenantTokens: WebhookTokens): void {
  const digests = webhookTokens.map(digest);
  server.addHook('onRoute', (route) => {
    if (!needOf(route.config)) throw new Error(`${String(route.method)} ${route.url} does not declare what it needs`);
  });
  server.decorateRequest('tenant', undefined);
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store').header('x-request-id', request.id);
    if (!request.is404 && needOf(request.routeOptions.config) === 'webhook-token')
      request.tenant = await identify(request, digests, tenantTokens);
  });
}

function needOf(config: unknown): Need | undefined {
  const needs = typeof config === 'object' && config !== null && 'needs' in config ? config.needs : undefined;
  return needs === 'webhook-token' || needs === 'nothing' ? needs : undefined;
}

/** The tenant of its own token; undefined with a secret that speaks for all. Refuses with 401. */
async function identify(request: FastifyRequest, digests: readonly Buffer[], tenantTokens: WebhookTokens): Promise<string | undefined> {
  const { authorization } = request.headers;
  if (!authorization) throw new Refusal('credentials-missing');
  const [, token = ''] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
  const given = digest(token);
  // Every one is compared, in constant time.
  const matches = digests.filter((known) => timingSafeEqual(known, given));
  if (token !== '' && matches.length > 0) return undefined;
  const tenant = await tenantTokens.tenantOf(token, Date.now());
  if (tenant === undefined) throw new Refusal('credentials-invalid');
  return tenant;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
