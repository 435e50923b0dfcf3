import { Injectable } from '@nestjs/common';
import { KeyRing, OrganizationTree, Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type ListBinds, listBinds, type Scope } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import { OwnTree } from '../http/own-tree.js';
import { RateLimits as EdgeLimits } from '../http/rates/rate-limits.js';
import type { RateLimitInput, RateLimits, RateLimitsInput } from './rate-limits.dto.js';

type Whose = { organization: number; kind: 'key' | 'subject'; name: string };
type Row = Whose & { per_minute: number };

const list = sql<Row, ListBinds>(import.meta.url, './rate-limits.sql');
const set = sql<never, Row>(import.meta.url, './set-rate-limit.sql');
const unset = sql<never, Whose>(import.meta.url, './unset-rate-limit.sql');
const keyOrganization = sql<{ organization: number }, { id: string }>(import.meta.url, './key-organization.sql');

@Injectable()
export class RateLimitsService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly own: OwnTree,
    private readonly ring: KeyRing,
    private readonly limits: EdgeLimits,
  ) {}

  async list(scope: Scope): Promise<RateLimits> {
    const tree = await this.tree.current();
    const rows = await list.rows(this.store, listBinds(scope));
    const items = rows.map(({ organization, kind, name, per_minute }) => ({
      organization_id: tree.get(organization)?.publicId ?? '',
      ...(kind === 'key' ? { api_key_id: name } : { subject: name }),
      per_minute,
    }));
    return { default_per_minute: this.limits.default, items };
  }

  /** All or none. Nobody but the owner's administrators gives a higher limit than their own. */
  async put(caller: Caller, scope: Scope, { items }: RateLimitsInput): Promise<RateLimits> {
    const most = caller.organization.role === 'owner' ? Number.POSITIVE_INFINITY : this.limits.limitOf(caller);
    if (items.some(({ per_minute }) => per_minute !== null && per_minute > most)) throw new Refusal('permission-missing');
    const resolved: (Whose & { per_minute: number | null })[] = [];
    for (const [i, item] of items.entries()) resolved.push({ ...(await this.whose(caller, item, i)), per_minute: item.per_minute });
    await this.store.transaction(async (tx) => {
      for (const { per_minute, ...whose } of resolved)
        await (per_minute === null ? unset.rows(tx, whose) : set.rows(tx, { ...whose, per_minute }));
    });
    await this.ring.refreshed();
    return this.list(scope);
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
