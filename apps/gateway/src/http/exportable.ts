import { EARLIEST_START, type Range } from '#metrics';
import type { Need } from './route.js';

/** What the worker is given: the filters it understands, and the instants the dates stand for. */
export type Order = { readonly filters: object; readonly range: Range };

/** A report that can be exported. A feature makes one beside its endpoint; app.ts lists them; the worker has a report type of the same name. */
export type Exportable<Filters extends object = object> = {
  readonly name: string;
  /** Of its files, in their order. */
  readonly columns: readonly string[];
  /** What its endpoint asks for: any one of these, besides the role that orders exports. */
  readonly needs: readonly Need[];
  /** What `filters` may hold besides organization_id and include: the endpoint's own class of query parameters. */
  readonly filters: new () => Filters;
  /** Whose civil days start_date and end_date are. */
  readonly days: 'organization' | 'UTC';
  /** Refuses with 400 what the endpoint refuses. May narrow the range. `zoneOf` gives the zone of a parameter, the organization's own without one. */
  prepare(filters: Filters, range: Range, zoneOf: (asked: string | undefined) => string): Order;
};

/** Without the days of which nothing can tell: a report's cost is that of its days, whether anything happened or not. */
export const countable = ({ from, until }: Range): Range => ({ from: Math.min(until, Math.max(from, EARLIEST_START)), until });
