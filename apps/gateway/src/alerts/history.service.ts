import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { type Db, OrganizationTree, prepared, Store, snapshot, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type ListBinds, listBinds, type Scope, singleId } from '#scope';
import { HISTORY_SORTS, type HistoryFilter, type HistoryPage, type HistoryQuery, type HistorySort } from './alerts.dto.js';
import { type Position, positionOf } from './history-cursor.js';
import { EVER, HistoryGuide, type Place } from './history-guide.js';
import { type HistoryRow, ORDERS } from './history-order.js';
import { RANKED, RANKS, type RankCounts, type RankPart, rankHolding } from './history-ranks.js';
import { paginationOf, shown } from './history-shown.js';
import { perLevels } from './levels.js';

type Direction = 'asc' | 'desc';
type Filters = { from_date: string | null; to_date: string | null } & Record<'system_key' | 'alertname' | 'severity', string[] | null>;
type SearchBinds = Filters & ListBinds & { after_key: string | null; after_id: number | null; skip: number; size: number };
type PageBinds = ListBinds &
  Place['starts'] & { severity: string[] | null; bound_at: string; bound_id: number; end_at: string; skip: number; size: number };
type Found = { readonly total: number; readonly rows: HistoryRow[] };

const DIRECTIONS = ['asc', 'desc'] as const;
const page = (direction: Direction) =>
  perLevels((without) =>
    prepared<HistoryRow, PageBinds>(import.meta.url, './history-page.sql', {
      ...without,
      direction: direction.toUpperCase(),
      ...(direction === 'asc' ? { beyond: '>', within: '<' } : { beyond: '<', within: '>=' }),
    }),
  );
const search = (sort: HistorySort, direction: Direction) =>
  perLevels((without) =>
    sql<HistoryRow, SearchBinds>(import.meta.url, './history-search.sql', {
      ...without,
      key: ORDERS[sort].expression,
      bounded: ORDERS[sort].bounded ?? ORDERS[sort].expression,
      type: ORDERS[sort].type,
      direction: direction.toUpperCase(),
      beyond: direction === 'asc' ? '>' : '<',
    }),
  );

const pages = { asc: page('asc'), desc: page('desc') };
const searches = new Map(
  HISTORY_SORTS.flatMap((sort) => DIRECTIONS.map((direction) => [`${sort} ${direction}`, search(sort, direction)] as const)),
);
const countFound = perLevels((without) =>
  sql<{ count: number }, Filters & ListBinds>(import.meta.url, './history-search-count.sql', without),
);

@Injectable()
export class HistoryService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
  ) {}

  async history(scope: Scope, query: HistoryQuery): Promise<HistoryPage> {
    const filters = filtersOf(query);
    const after = query.cursor === undefined ? null : positionOf(query.cursor, query);
    const { total, rows } = matchesNothing(query) ? { total: 0, rows: [] } : await this.find(scope, query, filters, after);
    const tree = await this.tree.current();
    return { alerts: rows.slice(0, query.page_size).map((row) => shown(row, tree)), pagination: paginationOf(query, total, rows) };
  }

  /** The projections know neither systems nor names, and only the order of recording. */
  private async find(scope: Scope, query: HistoryQuery, filters: Filters, after: Position | null): Promise<Found> {
    if (filters.system_key || filters.alertname) {
      const roots = listBinds(scope);
      const [{ count }, rows] = await Promise.all([
        countFound(roots).one(this.store, { ...filters, ...roots }),
        this.search(scope, query, filters, after),
      ]);
      return { total: count, rows };
    }
    if (query.sort_by === 'created_at') return this.guided(scope, query, after);
    if (query.sort_by === 'severity' && !filters.from_date && !filters.to_date) return this.ranked(scope, query, filters, after);
    const total = await snapshot(this.store, async (db) => (await HistoryGuide.open(db, scope, guidedBy(query))).total);
    const beyond = after === null && (query.page - 1) * query.page_size >= total;
    return { total, rows: beyond ? [] : await this.search(scope, query, filters, after) };
  }

  /** One row more than the page holds tells whether another page follows. */
  private async guided(scope: Scope, query: HistoryQuery, after: Position | null): Promise<Found> {
    const reading = {
      skip: after ? 0 : (query.page - 1) * query.page_size,
      size: query.page_size + 1,
      direction: query.sort_direction,
      begunAt: after && Date.parse(after.key),
    };
    return snapshot(this.store, async (db) => {
      const guide = await HistoryGuide.open(db, scope, guidedBy(query));
      const place = await guide.place(reading);
      return { total: guide.total, rows: place ? await this.page(db, scope, query, place, after) : [] };
    });
  }

  /** A page that one severity holds is read in the order of ids, which has an index; any other is sorted. */
  private async ranked(scope: Scope, query: HistoryQuery, filters: Filters, after: Position | null): Promise<Found> {
    const counts = await snapshot(this.store, (db) => rankCounts(db, scope, query));
    const skip = (query.page - 1) * query.page_size;
    const part = after ? partAfter(after) : rankHolding(counts, query.sort_direction, skip, query.page_size + 1);
    if (part && counts[part.severity] > 0) {
      const position = after && { key: String(after.id), id: after.id };
      const own = { ...filters, severity: [part.severity] };
      const rows = await this.search(scope, { ...query, sort_by: 'id' }, own, position, part.skip);
      if (rows.length > query.page_size) return { total: counts.total, rows };
    }
    const beyond = after === null && skip >= counts.total;
    return { total: counts.total, rows: beyond ? [] : await this.search(scope, query, filters, after) };
  }

  private page(db: Db, scope: Scope, query: HistoryQuery, place: Place, after: Position | null): Promise<HistoryRow[]> {
    const [from, until] = [new Date(place.from).toISOString(), new Date(place.until).toISOString()];
    const [begin, end_at] = query.sort_direction === 'desc' ? [until, from] : [from, until];
    const bound = after ? { bound_at: after.key, bound_id: after.id } : { bound_at: begin, bound_id: 0 };
    const binds = { ...place.starts, ...bound, end_at, severity: guidedBy(query).severity, skip: place.rest, size: query.page_size + 1 };
    const roots = listBinds(within(scope, place));
    return pages[query.sort_direction](roots).rows(db, { ...roots, ...binds });
  }

  private async search(
    scope: Scope,
    query: HistoryQuery,
    filters: Filters,
    after: Position | null,
    skip = after ? 0 : (query.page - 1) * query.page_size,
  ): Promise<HistoryRow[]> {
    const position = { after_key: after?.key ?? null, after_id: after?.id ?? null };
    const window = { skip, size: query.page_size + 1 };
    const roots = listBinds(scope);
    const statement = searches.get(`${query.sort_by} ${query.sort_direction}`)?.(roots);
    return statement?.rows(this.store, { ...filters, ...roots, ...position, ...window }) ?? [];
  }
}

async function rankCounts(db: Db, scope: Scope, query: HistoryQuery): Promise<RankCounts> {
  const asked = guidedBy(query);
  const countOf = async (severity: string[] | null): Promise<number> => (await HistoryGuide.open(db, scope, { ...asked, severity })).total;
  const wanted = (severity: string): boolean => asked.severity?.includes(severity) ?? true;
  const counts = { critical: 0, warning: 0, info: 0, total: await countOf(asked.severity) };
  for (const severity of RANKED) if (wanted(severity)) counts[severity] = await countOf([severity]);
  return counts;
}

function partAfter({ key }: Position): RankPart | undefined {
  const severity = RANKED.find((one) => String(RANKS[one]) === key);
  return severity && { severity, skip: 0 };
}

/** Only what has alerts there. */
const within = ({ subtrees, singles }: Scope, { scopes }: Place): Scope => ({
  subtrees: subtrees.filter((node) => scopes.has(node.id)),
  singles: singles.filter((node) => scopes.has(singleId(node))),
});

/** An instant before or after every recorded one says no more than the first and the last of them. */
const clamped = (instant: number): number => Math.min(Math.max(instant, EVER.from), EVER.until);
const list = (values: string[] | undefined): string[] | null => (values && values.length > 0 ? values : null);

const guidedBy = ({ from_date, to_date, severity }: HistoryFilter) => ({
  from: clamped(from_date ?? EVER.from),
  until: clamped(to_date ?? EVER.until),
  severity: list(severity),
});

/** Refuses with 400 a range that is none. */
function filtersOf({ from_date, to_date, system_key, alertname, severity }: HistoryFilter): Filters {
  if (from_date !== undefined && to_date !== undefined && to_date <= from_date)
    throw Refusal.field('to_date', 'must be after from_date', instantText(to_date));
  const text = (instant: number | undefined): string | null => (instant === undefined ? null : new Date(clamped(instant)).toISOString());
  return {
    from_date: text(from_date),
    to_date: text(to_date),
    system_key: list(system_key),
    alertname: list(alertname),
    severity: list(severity),
  };
}

/** A firing alert is not history. */
const matchesNothing = ({ status }: HistoryFilter): boolean => status !== undefined && status.length > 0 && !status.includes('resolved');
