import { Injectable } from '@nestjs/common';
import { organizationsOf, tenantsOf } from '#intake';
import {
  createWebhookToken,
  type ListedToken,
  listWebhookTokens,
  OrganizationTree,
  revokeWebhookToken,
  Store,
  systemEvent,
} from '#persistence';
import { Refusal } from '#runtime';
import type { Scope, Tree } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import type { Wrap } from '../http/long-answers.js';
import { type List, listed, type PageQuery } from '../http/paged.js';
import { visibleTenants } from '../http/visible-tenants.js';
import type { CreatedWebhookToken, WebhookToken } from './webhook-tokens.dto.js';

const ID = /^[0-9a-f]{12}$/;

@Injectable()
export class WebhookTokensService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
  ) {}

  /** A tenant that holds organizations of others is answered like one that holds none. */
  async create(caller: Caller, tenant: string): Promise<CreatedWebhookToken> {
    const tree = await this.tree.refreshed();
    if (!tenantsOf(tree).has(tenant) || !isVisible(tenant, wholeTree(caller), tree)) throw new Refusal('not-found');
    return this.store.transaction(async (tx) => {
      const made = await createWebhookToken(tx, tenant);
      await systemEvent(tx, { ...event(tenant, tree), message: `webhook token ${made.id} of tenant ${tenant} was created` });
      return made;
    });
  }

  async list(scope: Scope, query: PageQuery, wrap: Wrap): Promise<object> {
    const tenants = visibleTenants(scope, await this.tree.current());
    const list: List<WebhookToken, [string]> = {
      kinds: ['string'],
      read: async (after, most) =>
        (await listWebhookTokens(this.store, { tenants, after: after?.[0] ?? '', most })).map((token) => [[token.id], shown(token)]),
    };
    return listed(wrap, 'webhook_tokens', list, query);
  }

  async revoke(caller: Caller, id: string): Promise<WebhookToken> {
    const tree = await this.tree.refreshed();
    return this.store.transaction(async (tx) => {
      const token = ID.test(id) ? await revokeWebhookToken(tx, id) : undefined;
      if (!token || !isVisible(token.tenant, wholeTree(caller), tree)) throw new Refusal('not-found');
      await systemEvent(tx, { ...event(token.tenant, tree), message: `webhook token ${id} of tenant ${token.tenant} was revoked` });
      return shown(token);
    });
  }
}

const wholeTree = ({ organization }: Caller): Scope => ({ subtrees: [organization], singles: [] });

function isVisible(tenant: string, scope: Scope, tree: Tree): boolean {
  const visible = visibleTenants(scope, tree);
  return visible === null || visible.includes(tenant);
}

/** In the log of the tenant's only organization, else of the owner. */
function event(tenant: string, tree: Tree) {
  const [only, ...others] = organizationsOf(tenant, tree);
  return { organization: only && others.length === 0 ? only.id : null, severity: 'info', source: 'webhook-tokens' } as const;
}

const shown = ({ id, tenant, created_at, last_used_at }: ListedToken): WebhookToken => ({
  id,
  tenant,
  created_at: created_at.toISOString(),
  last_used_at: last_used_at?.toISOString() ?? null,
});
