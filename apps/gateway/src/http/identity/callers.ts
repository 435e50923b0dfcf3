import type { FastifyRequest } from 'fastify';
import type { OrganizationTree, StoredKey } from '#persistence';
import { Refusal } from '#runtime';
import { type Asked, resolveScope, type Scope, type Tree } from '#scope';
import type { RouteDeclaration } from '../route.js';
import type { ApiKeys } from './api-keys.js';
import type { Caller } from './caller.js';
import { isKeyText } from './key-text.js';
import type { RefusedTokens } from './refused-tokens.js';
import { TokenFault } from './token-fault.js';
import type { Tokens } from './tokens.js';

const MOST_ORGANIZATIONS = 500;

/** Turns a request into who asks and what they may speak of. */
export class Callers {
  constructor(
    private readonly tree: OrganizationTree,
    private readonly tokens: Tokens,
    private readonly keys: ApiKeys,
    private readonly refused: RefusedTokens,
  ) {}

  /** Refuses with 401, and an API key from outside its networks with 403. */
  async identify(request: FastifyRequest, now: number): Promise<Caller> {
    const credential = credentialOf(request);
    if (isKeyText(credential)) return this.ofKey(await this.keys.verify(credential, now), request.ip, now);
    if (request.routeOptions.config.keysOnly) throw new Refusal('credentials-invalid');
    try {
      return await this.ofToken(credential, now);
    } catch (error) {
      if (error instanceof Refusal && error.details.cause instanceof TokenFault)
        this.refused.note(error.details.cause, credential, request.id);
      throw error;
    }
  }

  private async ofToken(token: string, now: number): Promise<Caller> {
    const { organization: named, ...claims } = await this.tokens.verify(token, now);
    const organization = await this.findFresh((tree) => tree.find(named));
    if (!organization) throw new Refusal('credentials-invalid', { cause: new TokenFault('unknown organization') });
    return { ...claims, organization };
  }

  private async ofKey(key: StoredKey, address: string, now: number): Promise<Caller> {
    const organization = await this.findFresh((tree) => tree.get(key.organization));
    if (!organization) throw new Refusal('credentials-invalid');
    this.keys.admit(key, address, now);
    return {
      organization,
      subject: key.user,
      name: key.name,
      scopes: new Set(key.scopes),
      roles: new Set(key.roles),
      credential: `key/${key.id}`,
      expiresAt: key.expiresAt,
      key: { id: key.id, permissions: new Set(key.permissions), cidrs: key.cidrs },
    };
  }

  /** Contract 2.1. Refuses with 403 for what is outside, 400 for too many. */
  async scopeOf(caller: Caller, asked: Asked): Promise<Scope> {
    if (asked.organizations.length > MOST_ORGANIZATIONS) {
      throw Refusal.field('organization_id', `must not be given more than ${MOST_ORGANIZATIONS} times`, asked.organizations.length);
    }
    const tree = await this.tree.current();
    const isKnown = caller.organization.role === 'customer' || asked.organizations.every((id) => id === '' || tree.find(id));
    const scope = resolveScope(caller, asked, isKnown ? tree : await this.tree.refreshed());
    if (scope === 'outside') throw new Refusal('outside-scope');
    return scope;
  }

  /** What the tree in memory does not know may have been made a moment ago. */
  private async findFresh<T>(look: (tree: Tree) => T | undefined): Promise<T | undefined> {
    return look(await this.tree.current()) ?? look(await this.tree.refreshed());
  }
}

/** An `X-Api-Key` header, else what follows `Authorization: Bearer`. */
function credentialOf({ headers: { 'x-api-key': apiKey, authorization } }: FastifyRequest): string {
  if (apiKey) {
    if (typeof apiKey === 'string' && isKeyText(apiKey)) return apiKey;
    throw new Refusal('credentials-invalid');
  }
  if (!authorization) throw new Refusal('credentials-missing');
  const [, token] = /^Bearer +(\S+)$/i.exec(authorization) ?? [];
  if (!token) throw new Refusal('credentials-invalid');
  return token;
}

/** `organization_id` may be repeated; `include=descendants` is the only include that means something. */
export function askedOf(query: unknown): Asked {
  const { organization_id: named, include } = (query ?? {}) as Record<string, string | string[] | undefined>;
  return { organizations: named === undefined ? [] : [named].flat(), descendants: [include].flat().includes('descendants') };
}

/** Refuses with 403 unless the caller has one of the needs, stands where it must, and, with an API key, has the permission for the method. */
export function checkPermission(caller: Caller, { needs, ownerOnly, reads }: Partial<RouteDeclaration>, method: string): void {
  const permissions = reads || method === 'GET' || method === 'HEAD' ? ['read'] : ['read', 'write'];
  if (caller.key && !permissions.every((one) => caller.key?.permissions.has(one))) throw new Refusal('permission-missing');
  if (typeof needs === 'object' && !needs.some((need) => has(caller, need))) throw new Refusal('permission-missing');
  if (ownerOnly && caller.organization.role !== 'owner') throw new Refusal('permission-missing');
}

export const has = (caller: Caller, need: string): boolean =>
  need.startsWith('role:') ? caller.roles.has(need.slice('role:'.length)) : caller.scopes.has(need);
