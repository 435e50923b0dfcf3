import { Injectable } from '@nestjs/common';
import { KeyRing, OrganizationTree, Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type ListBinds, listBinds, type Node, type Scope, type Tree } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import type { Wrap } from '../http/long-answers.js';
import { OwnTree } from '../http/own-tree.js';
import { type List, listed, type PageQuery } from '../http/paged.js';
import { RateLimits as EdgeLimits } from '../http/rates/rate-limits.js';
import type { RateLimit, RateLimitInput, RateLimitsInput } from './rate-limits.dto.js';

type Whose = { organization: number; kind: 'key' | 'subject'; name: string };
type Row = Whose & { per_minute: number };

type Asked = { after_organization: number; after_kind: string; after_name: string; most: number };
const list = sql<Row, ListBinds & Asked>(import.meta.url, './rate-limits.sql');
const set = sql<never, Row & { set_by: number }>(import.meta.url, './set-rate-limit.sql');
const setter = sql<{ set_by: number | null }, Whose>(import.meta.url, './rate-limit-setter.sql');
const unset = sql<never, Whose>(import.meta.url, './unset-rate-limit.sql');
const keyOrganization = sql<{ organization: number }, { id: string }>(import.meta.url, './key-organization.sql');

/** Before every limit. */
const FIRST = [0, '', ''] as const;

@Injectable()
export class RateLimitsService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly own: OwnTree,
    private readonly ring: KeyRing,
    private readonly limits: EdgeLimits,
  ) {}

  async list(scope: Scope, query: PageQuery, wrap: Wrap): Promise<object> {
    const tree = await this.tree.current();
    const limits: List<RateLimit, readonly [number, string, string]> = {
      kinds: ['number', 'string', 'string'],
      read: async (after, most) => {
        const [after_organization, after_kind, after_name] = after ?? FIRST;
        const rows = await list.rows(this.store, { ...listBinds(scope), after_organization, after_kind, after_name, most });
        return rows.map((row) => [[row.organization, row.kind, row.name], shown(row, tree)]);
      },
    };
    return listed(wrap, 'items', limits, query, { default_per_minute: this.limits.default });
  }

  /** All or none. Nobody but the owner's administrators gives a higher limit than their own, and nobody changes one that was set from above them. */
  async put(caller: Caller, scope: Scope, { items }: RateLimitsInput, wrap: Wrap): Promise<object> {
    const most = caller.organization.role === 'owner' ? Number.POSITIVE_INFINITY : this.limits.limitOf(caller);
    if (items.some(({ per_minute }) => per_minute !== null && per_minute > most)) throw new Refusal('permission-missing');
    const resolved: (Whose & { per_minute: number | null })[] = [];
    for (const [i, item] of items.entries()) resolved.push({ ...(await this.whose(caller, item, i)), per_minute: item.per_minute });
    const { organization } = caller;
    const tree = await this.tree.current();
    await this.store.transaction(async (tx) => {
      for (const { per_minute, ...whose } of resolved) {
        const before = await setter.first(tx, whose);
        if (before && isAbove(before.set_by, organization, tree)) throw new Refusal('permission-missing');
        await (per_minute === null ? unset.rows(tx, whose) : set.rows(tx, { ...whose, per_minute, set_by: organization.id }));
      }
    });
    await this.ring.refreshed();
    return this.list(scope, {}, wrap);
  }

  /** A key outside the caller's tree is answered like one that does not exist. */
  private async whose(caller: Caller, { organization_id, api_key_id, subject }: RateLimitInput, index: number): Promise<Whose> {
    if (api_key_id === undefined) {
      const [organization = caller.organization] = await this.own.find(caller, [organization_id]);
      return { organization: organization.id, kind: 'subject', name: subject ?? '' };
    }
    const key = await keyOrganization.first(this.store, { id: api_key_id });
    const tree = await this.tree.current();
    const node = key && tree.get(key.organization);
    if (!node || !tree.contains(caller.organization, node))
      throw Refusal.field(`items.${index}.api_key_id`, 'api_key_id is not known', api_key_id);
    return { organization: node.id, kind: 'key', name: api_key_id };
  }
}

function isAbove(setter: number | null, organization: Node, tree: Tree): boolean {
  const node = setter === null ? undefined : tree.get(setter);
  return node !== undefined && node.id !== organization.id && tree.contains(node, organization);
}

const shown = ({ organization, kind, name, per_minute }: Row, tree: Tree): RateLimit => ({
  organization_id: tree.get(organization)?.publicId ?? '',
  ...(kind === 'key' ? { api_key_id: name } : { subject: name }),
  per_minute,
});
