import { Injectable } from '@nestjs/common';
import { OrganizationTree, Store, sql } from '#persistence';
import { type Node, nodesOf, type Scope } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import type { OrganizationTotals, TotalsByOrganization, TotalsByOrganizationQuery } from './by-organization.dto.js';
import type { Counters } from './counters.js';

const byOrganization = sql<Counters & { readonly scope: number }, { scopes: number[] }>(import.meta.url, './by-organization.sql');

const NONE: Counters = { active: 0, critical: 0, warning: 0, info: 0, muted: 0 };

@Injectable()
export class ByOrganizationService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
  ) {}

  /** The children of an organization; a parent outside the scope has none, like an unknown one. */
  async list({ organization }: Caller, scope: Scope, query: TotalsByOrganizationQuery): Promise<TotalsByOrganization> {
    const tree = await this.tree.current();
    const parent = query.parent_id === undefined ? organization : tree.find(query.parent_id);
    const seen = new Set(nodesOf(scope, tree).map((node) => node.id));
    const children = parent ? tree.childrenOf(parent).filter((child) => seen.has(child.id)) : [];
    const counted = new Map(
      (await byOrganization.rows(this.store, { scopes: children.map((child) => child.id) })).map((row) => [row.scope, row]),
    );
    const all = children.map((child) => shown(child, counted.get(child.id) ?? NONE)).sort(ORDERS[query.sort_by]);
    return pageOf(all, query);
  }
}

const shown = ({ publicId, name, role }: Node, { active, critical, warning, info, muted }: Counters): OrganizationTotals => ({
  organization_id: publicId,
  name,
  role,
  active,
  critical,
  warning,
  info,
  muted,
});

type Order = (a: OrganizationTotals, b: OrganizationTotals) => number;
const byName: Order = (a, b) => a.name.localeCompare(b.name, 'en') || (a.organization_id < b.organization_id ? -1 : 1);
const ORDERS: Readonly<Record<TotalsByOrganizationQuery['sort_by'], Order>> = {
  name: byName,
  active: (a, b) => b.active - a.active || byName(a, b),
  critical: (a, b) => b.critical - a.critical || byName(a, b),
};

function pageOf(all: OrganizationTotals[], { page, page_size }: TotalsByOrganizationQuery): TotalsByOrganization {
  const total_pages = Math.ceil(all.length / page_size);
  const organizations = all.slice((page - 1) * page_size, page * page_size);
  return {
    organizations,
    pagination: { page, page_size, total_count: all.length, total_pages, has_next: page < total_pages, has_prev: page > 1 },
  };
}
