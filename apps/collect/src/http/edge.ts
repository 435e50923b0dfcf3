import { createHash, timingSafeEqual } from 'node:crypto';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { WebhookTokens } from '#persistence';
import { type BodyClass, holdersAt, Refusal } from '#runtime';

/** Whose request it is. */
type Sender = {
  /** The address, as the gateway tells it of what it passes on. */
  readonly address: string;
  /** The tenant whose own token was shown. */
  readonly tenant?: string | undefined;
  /** Of a caller of the gateway: the organizations it speaks for, as `scopeIds` writes them. */
  readonly scopes?: readonly number[] | undefined;
  /** Showed a secret that speaks for all tenants: nobody counts its share. */
  readonly isTrusted: boolean;
};

declare module 'fastify' {
  interface FastifyRequest {
    sender?: Sender;
  }
}

/** What a route asks of its caller: a Bearer secret of the webhook or of a tenant, the one that the apps share, or nothing. */
type Need = 'webhook-token' | 'internal-secret' | 'nothing';
const NEEDS: readonly unknown[] = ['webhook-token', 'internal-secret', 'nothing'] satisfies Need[];
const isNeed = (needs: unknown): needs is Need => NEEDS.includes(needs);

/** What a route asks of its caller, and what its body may be. */
export const Needs = (needs: Need, body: BodyClass): MethodDecorator => RouteConfig({ needs, body });

export type Secrets = { readonly webhookTokens: readonly string[]; readonly internalSecret: string };

/** Refuses before bodies are read. A route that does not declare what it needs stops the boot. */
export function guardEdge(server: FastifyInstance, secrets: Secrets, tenantTokens: WebhookTokens): void {
  const digests = secrets.webhookTokens.map(digest);
  const internal = [digest(secrets.internalSecret)];
  server.addHook('onRoute', (route) => {
    if (!needOf(route.config)) throw new Error(`${String(route.method)} ${route.url} does not declare what it needs`);
  });
  server.decorateRequest('sender', undefined);
  server.addHook('onRequest', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store').header('x-request-id', request.id);
    const need = needOf(request.routeOptions.config);
    if (need === 'internal-secret' && !matches(tokenOf(request), internal)) throw new Refusal('credentials-invalid');
    const address = addressOf(request, internal);
    const scopes = need === 'webhook-token' ? scopesOf(request, internal) : undefined;
    if (scopes) request.sender = { address, scopes, isTrusted: false };
    else
      request.sender =
        need === 'webhook-token'
          ? { address, ...(await identify(request, digests, tenantTokens)) }
          : { address, isTrusted: need === 'internal-secret' };
  });
}

/** Who has a share of the memory for bodies. */
export function holdersOf({ sender }: FastifyRequest, trustedProxies: readonly string[]): string[] {
  if (!sender || sender.isTrusted) return [];
  const { address, tenant } = sender;
  return [...holdersAt(address, trustedProxies), ...(tenant === undefined ? [] : [`tenant/${tenant}`])];
}

/** Only the gateway is believed what it says in these ways, wherever it runs. */
function toldByGateway({ headers }: FastifyRequest, internal: readonly Buffer[], name: `x-passed-on-${string}`): string | undefined {
  const { 'x-passed-on-by': secret, [name]: told } = headers;
  return typeof secret === 'string' && typeof told === 'string' && matches(secret, internal) ? told : undefined;
}

const addressOf = (request: FastifyRequest, internal: readonly Buffer[]): string =>
  toldByGateway(request, internal, 'x-passed-on-for') ?? request.ip;

const scopesOf = (request: FastifyRequest, internal: readonly Buffer[]): number[] | undefined =>
  toldByGateway(request, internal, 'x-passed-on-scopes')?.split(',').filter(Boolean).map(Number);

function needOf(config: unknown): Need | undefined {
  const needs = typeof config === 'object' && config !== null && 'needs' in config ? config.needs : undefined;
  return isNeed(needs) ? needs : undefined;
}

/** The tenant of its own token, which speaks for no other, or a secret that speaks for all. Refuses with 401 and 403. */
async function identify(
  request: FastifyRequest,
  digests: readonly Buffer[],
  tenantTokens: WebhookTokens,
): Promise<Pick<Sender, 'tenant' | 'isTrusted'>> {
  const token = tokenOf(request);
  if (matches(token, digests)) return { isTrusted: true };
  const tenant = await tenantTokens.tenantOf(token, Date.now());
  if (tenant === undefined) throw new Refusal('credentials-invalid');
  if (namesAnother(request.query, tenant) || namesAnother(request.params, tenant)) throw new Refusal('permission-missing');
  return { tenant, isTrusted: false };
}

const namesAnother = (parameters: unknown, own: string): boolean => {
  const { tenant } = (parameters ?? {}) as Record<string, unknown>;
  return typeof tenant === 'string' && tenant !== '' && tenant !== own;
};

/** The Bearer token, or the password of Basic; empty when the header holds none. Refuses with 401 a request without the header. */
function tokenOf({ headers }: FastifyRequest): string {
  if (!headers.authorization) throw new Refusal('credentials-missing');
  const [, basic] = /^Basic +([\w+/=-]+) *$/i.exec(headers.authorization) ?? [];
  if (basic !== undefined)
    return Buffer.from(basic, 'base64')
      .toString()
      .replace(/^[^:]*:?/, '');
  return /^Bearer +(\S+) *$/i.exec(headers.authorization)?.[1] ?? '';
}

/** Compares with every one, in constant time. */
const matches = (token: string, digests: readonly Buffer[]): boolean =>
  token !== '' && digests.filter((known) => timingSafeEqual(known, digest(token))).length > 0;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
