import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { OrganizationTree, prepared, Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type ListBinds, listBinds, type Scope, scopeIds, type Tree } from '#scope';
import {
  HISTORY_SORTS,
  type HistoryAlert,
  type HistoryFilter,
  type HistoryPage,
  type HistoryQuery,
  type HistorySort,
} from './alerts.dto.js';
import { cursorAfter, type Position, positionOf } from './history-cursor.js';
import { compareRows, type HistoryRow, ORDERS } from './history-order.js';

type Filters = { from_date: Date | null; to_date: Date | null } & Record<'system_key' | 'alertname' | 'severity', string[] | null>;
type PageBinds = Filters & { roots: number[]; after_key: string | null; after_id: number | null; skip: number; size: number };
type Level = keyof ListBinds;

const COLUMNS: Readonly<Record<Level, string>> = {
  owners: 'a.owner_id',
  distributors: 'a.distributor_id',
  resellers: 'a.reseller_id',
  organizations: 'a.organization_id',
};
const LEVELS = Object.keys(COLUMNS) as Level[];

const counting = (level: Level) =>
  sql<{ count: number }, Filters & { roots: number[] }>(import.meta.url, './history-filtered-count.sql', { level: COLUMNS[level] });
const paging = (level: Level, sort: HistorySort, direction: 'asc' | 'desc') =>
  sql<HistoryRow, PageBinds>(import.meta.url, './history.sql', {
    level: COLUMNS[level],
    key: ORDERS[sort].expression,
    type: ORDERS[sort].type,
    direction: direction.toUpperCase(),
    beyond: direction === 'asc' ? '>' : '<',
  });

const counts = Object.fromEntries(LEVELS.map((level) => [level, counting(level)])) as Record<Level, ReturnType<typeof counting>>;
const pages = new Map(
  LEVELS.flatMap((level) =>
    HISTORY_SORTS.flatMap((sort) =>
      (['asc', 'desc'] as const).map((direction) => [`${level} ${sort} ${direction}`, paging(level, sort, direction)] as const),
    ),
  ),
);
const historyCount = prepared<{ history: number }, { scopes: number[] }>(import.meta.url, './history-count.sql');

@Injectable()
export class HistoryService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
  ) {}

  async history(scope: Scope, query: HistoryQuery): Promise<HistoryPage> {
    const filters = filtersOf(query);
    const after = query.cursor === undefined ? null : positionOf(query.cursor, query);
    const total = await this.count(scope, query, filters);
    const rows = matchesNothing(query) ? [] : await this.rows(scope, query, filters, after);
    const tree = await this.tree.current();
    return { alerts: rows.slice(0, query.page_size).map((row) => shown(row, tree)), pagination: paginationOf(query, total, rows) };
  }

  private async count(scope: Scope, query: HistoryQuery, filters: Filters): Promise<number> {
    if (matchesNothing(query)) return 0;
    if (Object.values(filters).every((filter) => filter === null))
      return (await historyCount.one(this.store, { scopes: scopeIds(scope) })).history;
    const found = await Promise.all(levelsOf(scope).map(([level, roots]) => counts[level].one(this.store, { ...filters, roots })));
    return found.reduce((sum, { count }) => sum + count, 0);
  }

  /** One row more than the page holds tells whether another page follows. */
  private async rows(scope: Scope, query: HistoryQuery, filters: Filters, after: Position | null): Promise<HistoryRow[]> {
    const skip = after ? 0 : (query.page - 1) * query.page_size;
    const size = query.page_size + 1;
    const levels = levelsOf(scope);
    // Several levels are merged here, and so each gives everything up to the end of the page.
    const window = levels.length > 1 ? { skip: 0, size: skip + size } : { skip, size };
    const binds = { ...filters, ...window, after_key: after?.key ?? null, after_id: after?.id ?? null };
    const found = await Promise.all(
      levels.map(
        ([level, roots]) => pages.get(`${level} ${query.sort_by} ${query.sort_direction}`)?.rows(this.store, { ...binds, roots }) ?? [],
      ),
    );
    const [only = [], ...others] = found;
    return others.length === 0
      ? only
      : found
          .flat()
          .sort(compareRows(query.sort_by, query.sort_direction))
          .slice(skip, skip + size);
  }
}

const levelsOf = (scope: Scope): [Level, number[]][] => {
  const binds = listBinds(scope);
  return LEVELS.flatMap((level): [Level, number[]][] => (binds[level].length > 0 ? [[level, binds[level]]] : []));
};

/** Refuses with 400 a range that is none. */
function filtersOf({ from_date, to_date, system_key, alertname, severity }: HistoryFilter): Filters {
  if (from_date !== undefined && to_date !== undefined && to_date <= from_date)
    throw Refusal.field('to_date', 'must be after from_date', instantText(to_date));
  const date = (instant: number | undefined): Date | null => (instant === undefined ? null : new Date(instant));
  const list = (values: string[] | undefined): string[] | null => (values && values.length > 0 ? values : null);
  return {
    from_date: date(from_date),
    to_date: date(to_date),
    system_key: list(system_key),
    alertname: list(alertname),
    severity: list(severity),
  };
}

/** A firing alert is not history. */
const matchesNothing = ({ status }: HistoryFilter): boolean => status !== undefined && status.length > 0 && !status.includes('resolved');

function paginationOf(query: HistoryQuery, total: number, rows: readonly HistoryRow[]): HistoryPage['pagination'] {
  const { page, page_size } = query;
  const last = rows[page_size - 1];
  const more = rows.length > page_size && last !== undefined;
  return {
    page,
    page_size,
    total_count: total,
    total_pages: Math.ceil(total / page_size),
    has_next: more,
    has_prev: query.cursor !== undefined || page > 1,
    next_cursor: more ? cursorAfter(last, query) : null,
  };
}

function shown(row: HistoryRow, tree: Tree): HistoryAlert {
  const { recorded_at, starts_at, ends_at, acknowledged_at, ...rest } = row;
  const text = (at: Date): string => instantText(at.getTime());
  return {
    id: row.id,
    organization_id: tree.get(row.organization_id)?.publicId ?? '',
    system_key: rest.system_key,
    alertname: rest.alertname,
    severity: rest.severity,
    status: 'resolved',
    fingerprint: rest.fingerprint,
    starts_at: text(starts_at),
    ends_at: text(ends_at),
    acknowledged_at: acknowledged_at && text(acknowledged_at),
    summary: rest.annotations.summary ?? null,
    labels: rest.labels,
    annotations: rest.annotations,
    receiver: rest.receiver,
    resolution: rest.resolution,
    created_at: text(recorded_at),
  };
}
