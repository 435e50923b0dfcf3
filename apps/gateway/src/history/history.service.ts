import { Injectable } from '@nestjs/common';
import { type MatcherBinds, matcherBinds, question } from '#columns';
import { instantText } from '#metrics';
import { type Db, instantOf, OrganizationTree, prepared, Store, snapshot } from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds, sizeOf } from '#scope';
import type { Asked } from '../http/heavy/heavy-question.js';
import { HeavyReads } from '../http/heavy/heavy-reads.js';
import { matchersOf } from '../http/matchers.js';
import { type Position, positionOf } from './cursor.js';
import { EVER, HistoryGuide, type Place, type Share } from './guide/guide.js';
import { HISTORY_SORTS, type HistoryFilter, type HistoryPage, type HistoryQuery, type HistorySort } from './history.dto.js';
import { type HistoryRow, ORDERS } from './order.js';
import { paginationOf, shown } from './shown.js';

type Direction = 'asc' | 'desc';
type Filters = { from: number; until: number } & Record<'system_key' | 'alertname' | 'severity', string[] | null> & MatcherBinds;
type Window = { after_key: string | null; after_id: number | null; skip: number; size: number };
/** What names a row: its start says where it lies. */
type Told = { readonly id: number; readonly starts: number };
type Search = { readonly total: number; readonly rows: readonly Told[] | null };
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
  question<Search, Filters & Window & { scopes: number[] }>(import.meta.url, './search.duck.sql', {
    key: ORDERS[sort].expression,
    after: ORDERS[sort].after,
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
const rowsOf = prepared<HistoryRow, { ids: number[]; starts: string[] }>(import.meta.url, './rows.sql');
/** How often a page is asked for of which a row has changed before it was read. */
const ATTEMPTS = 3;

@Injectable()
export class HistoryService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly heavy: HeavyReads,
  ) {}

  async history(asked: Asked, query: HistoryQuery): Promise<HistoryPage> {
    const filters = filtersOf(query);
    const after = query.cursor === undefined ? null : positionOf(query.cursor, query);
    const { total, rows } = matchesNothing(query) ? { total: 0, rows: [] } : await this.find(asked, query, filters, after);
    return { alerts: rows.slice(0, query.page_size).map(shown), pagination: paginationOf(query, total, rows) };
  }

  /** The projections know dates and severities alone, and only the order of recording. */
  private find(asked: Asked, query: HistoryQuery, filters: Filters, after: Position | null): Promise<Found> {
    const isGuided = query.sort_by === 'created_at' && !filters.system_key && !filters.alertname && filters.names.length === 0;
    return isGuided ? this.guided(asked.scope, query, after) : this.search(asked, query, filters, after);
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

  /** The columns say which rows; their texts are read where they lie. */
  private async search(asked: Asked, query: HistoryQuery, filters: Filters, after: Position | null): Promise<Found> {
    const window: Window = {
      after_key: after?.key ?? null,
      after_id: after?.id ?? null,
      skip: after ? 0 : (query.page - 1) * query.page_size,
      size: query.page_size + 1,
    };
    const statement = searches.get(`${query.sort_by} ${query.sort_direction}`);
    if (!statement) throw new Error(`no order by ${query.sort_by}`);
    for (let attempt = 1; ; attempt++) {
      const [found] = await this.heavy.ask(asked, statement, { ...filters, ...window, scopes: scopeIds(asked.scope) });
      const told = found?.rows ?? [];
      const rows = await this.rows(told);
      if (rows.length === told.length || attempt === ATTEMPTS) return { total: found?.total ?? 0, rows };
    }
  }

  private rows(told: readonly Told[]): Promise<HistoryRow[]> {
    const binds = { ids: told.map(({ id }) => id), starts: told.map(({ starts }) => instantOf(starts)) };
    return snapshot(this.store, (db) => rowsOf.rows(db, binds), 'master');
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

/** Refuses with 400 a range that is none, and what is no matcher. */
function filtersOf({ from_date, to_date, system_key, alertname, severity, filter }: HistoryQuery): Filters {
  if (from_date !== undefined && to_date !== undefined && to_date <= from_date)
    throw Refusal.field('to_date', 'must be after from_date', instantText(to_date));
  return {
    from: clamped(from_date ?? EVER.from),
    until: clamped(to_date ?? EVER.until),
    system_key: list(system_key),
    alertname: list(alertname),
    severity: list(severity),
    ...matcherBinds(matchersOf('filter', filter)),
  };
}

/** A firing alert is not history. */
const matchesNothing = ({ status }: HistoryFilter): boolean => status !== undefined && status.length > 0 && !status.includes('resolved');
