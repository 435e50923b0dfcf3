import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { type Db, Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import type { Wrap } from '../http/long-answers.js';
import { OwnTree } from '../http/own-tree.js';
import { listed, type SearchQuery } from '../http/paged.js';
import type { Wanted } from './plan.js';
import { registries, save } from './registry.js';
import type {
  AlertSource,
  AlertSources,
  AlertSourcesInput,
  EscalationPolicies,
  EscalationPoliciesInput,
  EscalationPolicy,
} from './sources.dto.js';

type Listed<T> = Omit<T, 'created_at'> & { created_at: Date };
type Asked = { scopes: number[]; ids: number[] | null; q: string | null; after: number; most: number };
type Owned = { id: number; organization_id: number };

const sources = sql<Listed<AlertSource>, Asked>(import.meta.url, './list-sources.sql');
const policies = sql<Listed<EscalationPolicy>, Asked>(import.meta.url, './list-policies.sql');
const owned = sql<Owned, { ids: number[] }>(import.meta.url, './policies-known.sql');

@Injectable()
export class SourcesService {
  constructor(
    private readonly store: Store,
    private readonly ownTree: OwnTree,
  ) {}

  async putSources(caller: Caller, { items }: AlertSourcesInput): Promise<AlertSources> {
    const placed = await this.placed(caller, items);
    const wanted = placed.map((one, i): Wanted => ({ ...one, policy_id: items[i]?.escalation_policy_id }));
    const ids = await save(this.store, registries.source, wanted, beyondFor(caller), (tx) => requirePolicies(tx, wanted));
    return { items: inOrder(await this.sources(wholeTree(caller), ids), ids) };
  }

  async putPolicies(caller: Caller, { items }: EscalationPoliciesInput): Promise<EscalationPolicies> {
    const ids = await save(this.store, registries.policy, await this.placed(caller, items), beyondFor(caller));
    return { items: inOrder(await this.policies(wholeTree(caller), ids), ids) };
  }

  listSources = (scope: Scope, query: SearchQuery, wrap: Wrap): Promise<object> =>
    listed(
      wrap,
      'items',
      listOf((asked) => sources.rows(this.store, asked), scope, query),
      query,
    );
  listPolicies = (scope: Scope, query: SearchQuery, wrap: Wrap): Promise<object> =>
    listed(
      wrap,
      'items',
      listOf((asked) => policies.rows(this.store, asked), scope, query),
      query,
    );

  private async placed(caller: Caller, items: EscalationPoliciesInput['items']) {
    const organizations = await this.ownTree.find(
      caller,
      items.map((item) => item.organization_id),
    );
    return organizations.map((node, i) => ({ id: items[i]?.id, organization_id: node.id, name: items[i]?.name ?? '' }));
  }

  private sources = async (scope: Scope, ids: number[]): Promise<AlertSource[]> =>
    (await sources.rows(this.store, { ...ALL, scopes: scopeIds(scope), ids })).map(shown);

  private policies = async (scope: Scope, ids: number[]): Promise<EscalationPolicy[]> =>
    (await policies.rows(this.store, { ...ALL, scopes: scopeIds(scope), ids })).map(shown);
}

const ALL = { q: null, after: 0, most: 1_000_000 };

const listOf = <Row extends { id: number; created_at: Date }>(
  read: (asked: Asked) => Promise<Row[]>,
  scope: Scope,
  { q }: SearchQuery,
) => ({
  kinds: ['number'] as const,
  read: async (after: readonly [number] | null, most: number) =>
    (await read({ scopes: scopeIds(scope), ids: null, q: q ?? null, after: after?.[0] ?? 0, most })).map(
      (row) => [[row.id] as const, shown(row)] as const,
    ),
});

/** A source leads to policies of its own organization only; the others are answered like unknown ones. */
async function requirePolicies(db: Db, wanted: readonly Wanted[]): Promise<void> {
  const ids = [...new Set(wanted.flatMap((one) => one.policy_id ?? []))];
  const homes = new Map(ids.length > 0 ? (await owned.rows(db, { ids })).map((one) => [one.id, one.organization_id]) : []);
  wanted.forEach(({ policy_id, organization_id }, i) => {
    if (policy_id != null && homes.get(policy_id) !== organization_id)
      throw Refusal.field(`items.${i}.escalation_policy_id`, 'is not an escalation policy of the organization', policy_id);
  });
}

/** It moves on the ids of everybody. */
const beyondFor = ({ organization }: Caller) => (organization.role === 'owner' ? 'reserve' : 'refuse');

const wholeTree = ({ organization }: Caller): Scope => ({ subtrees: [organization], singles: [] });

const shown = <T extends { created_at: Date }>(row: T) => ({ ...row, created_at: instantText(row.created_at.getTime()) });

const inOrder = <T extends { readonly id: number }>(items: readonly T[], ids: readonly number[]): T[] => {
  const byId = new Map(items.map((one) => [one.id, one]));
  return ids.flatMap((id) => byId.get(id) ?? []);
};
