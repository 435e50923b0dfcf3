import type { FastifyRequest } from 'fastify';
import type { OrganizationTree } from '#persistence';
import { Refusal } from '#runtime';
import { type Asked, resolveScope, type Scope, type Tree } from '#scope';
import type { Caller } from './caller.js';
import type { RouteDeclaration } from './route.js';
import type { Tokens } from './tokens.js';

const MOST_ORGANIZATIONS = 500;

/** Turns a request into who asks and what they may speak of. */
export class Callers {
  constructor(
    private readonly tree: OrganizationTree,
    private readonly tokens: Tokens,
  ) {}

  /** Refuses with 401. */
  async identify(request: FastifyRequest, now: number): Promise<Caller> {
    const token = bearerOf(request);
    if (request.routeOptions.config.keysOnly) throw new Refusal('credentials-invalid');
    const { organization, ...claims } = await this.tokens.verify(token, now);
    const node = await this.findFresh((tree) => tree.find(organization));
    if (!node) throw new Refusal('credentials-invalid');
    return { ...claims, organization: node };
  }

  /** Contract 2.1. Refuses with 403 for what is outside, 400 for too many. */
  async scopeOf(caller: Caller, asked: Asked): Promise<Scope> {
    if (asked.organizations.length > MOST_ORGANIZATIONS) {
      throw Refusal.field('organization_id', `must not be given more than ${MOST_ORGANIZATIONS} times`, asked.organizations.length);
    }
    const scope = await this.findFresh((tree) => {
      const resolved = resolveScope(caller, asked, tree);
      return resolved === 'outside' ? undefined : resolved;
    });
    if (!scope) throw new Refusal('outside-scope');
    return scope;
  }

  /** What the tree in memory does not know may have been made a moment ago. */
  private async findFresh<T>(look: (tree: Tree) => T | undefined): Promise<T | undefined> {
    return look(await this.tree.current()) ?? look(await this.tree.refreshed());
  }
}

/** The credential of an `Authorization: Bearer` header. */
function bearerOf({ headers }: FastifyRequest): string {
  const { authorization } = headers;
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

/** Refuses with 403 unless the caller has one of the needs, and, with an API key, the permission for the method. */
export function checkPermission(caller: Caller, needs: RouteDeclaration['needs'], method: string): void {
  const permissions = method === 'GET' || method === 'HEAD' ? ['read'] : ['read', 'write'];
  if (caller.key && !permissions.every((one) => caller.key?.permissions.has(one))) throw new Refusal('permission-missing');
  if (typeof needs !== 'string' && !needs.some((need) => has(caller, need))) throw new Refusal('permission-missing');
}

export const has = (caller: Caller, need: string): boolean =>
  need.startsWith('role:') ? caller.roles.has(need.slice('role:'.length)) : caller.scopes.has(need);
