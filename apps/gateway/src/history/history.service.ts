import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { type Db, OrganizationTree, prepared, Store, snapshot, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds, sizeOf } from '#scope';
import type { Asked } from '../http/heavy/heavy-question.js';
import { HeavyReads } from '../http/heavy/heavy-reads.js';
import { type Position, positionOf } from './cursor.js';
import { EVER, HistoryGuide, type Place, type Share } from './guide/guide.js';
import { HISTORY_SORTS, type HistoryFilter, type HistoryPage, type HistoryQuery, type HistorySort } from './history.dto.js';
import { type HistoryRow, ORDERS } from './order.js';
import { paginationOf, shown } from './shown.js';

type Direction = 'asc' | 'desc';
type Filters = { from_date: string | null; to_date: string | null } & Record<'system_key' | 'alertname' | 'severity', string[] | null>;
type SearchBinds = Filters & { scopes: number[]; after_key: string | null; after_id: number | null; skip: number; size: number };
type PageBinds = Place['starts'] & {
  scopes: number[];
  severity: string[] | null;
  bound_at: string;
  bound_id: number;
  end_at: string;
  skip: number;
  size: number;
};
type Found = { readonly total: number; readonly rows: HistoryRow[] };

const DIRECTIONS = ['asc', 'desc'] as const;
const page = (file: string, direction: Direction) =>
  prepared<HistoryRow, PageBinds>(import.meta.url, file, {
    direction: direction.toUpperCase(),
    ...(direction === 'asc' ? { beyond: '>', within: '<' } : { beyond: '<', within: '>=' }),
  });
const search = (sort: HistorySort, direction: Direction) =>
  sql<HistoryRow, SearchBinds>(import.meta.url, './search.sql', {
    key: ORDERS[sort].expression,
    type: ORDERS[sort].type,
    direction: direction.toUpperCase(),
    beyond: direction === 'asc' ? '>' : '<',
  });

const both = (file: string) => ({ asc: page(file, 'asc'), desc: page(file, 'desc') });
const pages = { through: both('./page.sql'), byOrganization: both('./page-by-organization.sql') };
const recordedByAll = prepared<{ n: number }, Omit<Share, 'own'>>(import.meta.url, './guide/all.sql');
/** What it costs to look into an organization, in rows that are read one after the other. */
const LOOK = 8;
const searches = new Map(
  HISTORY_SORTS.flatMap((sort) => DIRECTIONS.map((direction) => [`${sort} ${direction}`, search(sort, direction)] as const)),
);
const countFound = sql<{ count: number }, Filters & { scopes: number[] }>(import.meta.url, './search-count.sql');

@Injectable()
export class HistoryService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly heavy: HeavyReads,
  ) {}

  async history(question: Asked, query: HistoryQuery): Promise<HistoryPage> {
    const filters = filtersOf(query);
    const after = query.cursor === undefined ? null : positionOf(query.cursor, query);
    const { total, rows } = matchesNothing(query) ? { total: 0, rows: [] } : await this.find(question, query, filters, after);
    return { alerts: rows.slice(0, query.page_size).map(shown), pagination: paginationOf(query, total, rows) };
  }

  /** The projections know neither systems nor names, and only the order of recording. */
  private async find(question: Asked, query: HistoryQuery, filters: Filters, after: Position | null): Promise<Found> {
    const { scope } = question;
    if (filters.system_key || filters.alertname) {
      return this.heavy.read(question, async (db) => {
        const { count } = await countFound.one(db, { ...filters, scopes: scopeIds(scope) });
        return { total: count, rows: await this.search(db, scope, query, filters, after) };
      });
    }
    if (query.sort_by === 'created_at') return this.guided(scope, query, after);
    const size = await this.sizeOf(scope);
    const total = await snapshot(this.store, async (db) => (await HistoryGuide.open(db, scope, guidedBy(query), size)).total);
    const beyond = after === null && (query.page - 1) * query.page_size >= total;
    return { total, rows: beyond ? [] : await this.heavy.read(question, (db) => this.search(db, scope, query, filters, after)) };
  }

  /** One row more than the page holds tells whether another page follows. */
  private async guided(scope: Scope, query: HistoryQuery, after: Position | null): Promise<Found> {
    const reading = {
      skip: after ? 0 : (query.page - 1) * query.page_size,
      size: query.page_size + 1,
      direction: query.sort_direction,
      begunAt: after && Date.parse(after.key),
    };
    const organizations = await this.sizeOf(scope);
    return snapshot(this.store, async (db) => {
      const guide = await HistoryGuide.open(db, scope, guidedBy(query), organizations);
      const place = await guide.place(reading);
      return { total: guide.total, rows: place ? await this.page(db, query, place, after, organizations) : [] };
    });
  }

  /** Read through, or put together by organization: whichever reads less. */
  private async page(db: Db, query: HistoryQuery, place: Place, after: Position | null, organizations: number): Promise<HistoryRow[]> {
    const [from, until] = [new Date(place.from).toISOString(), new Date(place.until).toISOString()];
    const [begin, end_at] = query.sort_direction === 'desc' ? [until, from] : [from, until];
    const bound = after ? { bound_at: after.key, bound_id: after.id } : { bound_at: begin, bound_id: 0 };
    const window = { skip: place.rest, size: query.page_size + 1 };
    const binds = { ...place.starts, ...bound, end_at, severity: guidedBy(query).severity, ...window, scopes: [...place.scopes] };
    const { own, ...days } = place.share;
    const all = organizations > 1 ? (await recordedByAll.one(db, days)).n : Number.POSITIVE_INFINITY;
    const through = ((window.skip + window.size) * all) / Math.max(own, 1);
    const way = through < organizations * LOOK ? pages.through : pages.byOrganization;
    return way[query.sort_direction].rows(db, binds);
  }

  private async search(db: Db, scope: Scope, query: HistoryQuery, filters: Filters, after: Position | null): Promise<HistoryRow[]> {
    const skip = after ? 0 : (query.page - 1) * query.page_size;
    const position = { after_key: after?.key ?? null, after_id: after?.id ?? null };
    const window = { skip, size: query.page_size + 1 };
    const statement = searches.get(`${query.sort_by} ${query.sort_direction}`);
    return statement?.rows(db, { ...filters, scopes: scopeIds(scope), ...position, ...window }) ?? [];
  }

  private async sizeOf(scope: Scope): Promise<number> {
    return sizeOf(scope, await this.tree.current());
  }
}

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
