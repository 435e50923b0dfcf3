import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { OrganizationTree, type Reasons, Store, sql } from '#persistence';
import type { Scope } from '#scope';
import type { Wrap } from '../http/long-answers.js';
import { type List, listed, type PageQuery } from '../http/paged.js';
import { visibleTenants } from '../http/visible-tenants.js';
import type { BackfillReport, ReasonCount } from './backfills.dto.js';

type Instants = 'since' | 'until' | 'position' | 'started_at';
type Row = Pick<BackfillReport, 'id' | 'url' | 'tenant' | 'recorded'> &
  Record<Instants, Date> & { ended_at: Date | null; left_out: Reasons; set_aside: Reasons };

const list = sql<Row, { tenants: string[] | null; before: number | null; most: number }>(import.meta.url, './list.sql');

@Injectable()
export class BackfillsService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
  ) {}

  /** Those of tenants that the scope sees whole. */
  async list(scope: Scope, query: PageQuery, wrap: Wrap): Promise<object> {
    const tenants = visibleTenants(scope, await this.tree.current());
    const backfills: List<BackfillReport, [number]> = {
      kinds: ['number'],
      read: async (after, most) =>
        (await list.rows(this.store, { tenants, before: after?.[0] ?? null, most })).map((row) => [[row.id], shown(row)]),
    };
    return listed(wrap, 'backfills', backfills, query);
  }
}

function shown({ since, until, position, started_at, ended_at, left_out, set_aside, ...row }: Row): BackfillReport {
  const text = (at: Date): string => instantText(at.getTime());
  return {
    ...row,
    ...{ since: text(since), until: text(until), position: text(position), started_at: text(started_at) },
    ...{ ended_at: ended_at && text(ended_at), left_out: countsOf(left_out), set_aside: countsOf(set_aside) },
  };
}

const countsOf = (reasons: Reasons): ReasonCount[] =>
  Object.entries(reasons)
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count);
