import { DAY_MS, dateOf, dayOf, QUARTER_MS, type Range } from '#metrics';
import { type Db, prepared } from '#persistence';
import { type Scope, scopeIds } from '#scope';
import { type Counted, windowOf } from './window.js';

/** Which resolved alerts, as far as the projections can count them. Instants are epoch ms. */
export type Guided = Range & { readonly severity: string[] | null };
export type Reading = {
  readonly skip: number;
  readonly size: number;
  readonly direction: 'asc' | 'desc';
  /** The instant a cursor stands at. */
  readonly begunAt: number | null;
};
/** Where a page lies: recorded in the range and started in another, with so many rows of the range before it, in these of the scopes. */
export type Place = Range & { readonly starts: Starts; readonly rest: number; readonly scopes: readonly number[]; readonly share: Share };
/** So many of the alerts recorded in some whole days are the scope's. */
export type Share = { readonly first_day: number; readonly end_day: number; readonly own: number };

type Starts = { readonly starts_from: string; readonly starts_until: string };
type Day = Counted & { readonly first_start: number; readonly last_start: number; readonly scopes: readonly number[] };
/** A part of a day that the range begins or ends with. */
type Edge = Day & Range;
type DayBinds = { scopes: number[]; severity: string[] | null; first_day: number; end_day: number };
type EdgeBinds = Starts & { scopes: number[]; severity: string[] | null; from: string; until: string };

type MonthBinds = DayBinds & { first_month: number; end_month: number; head_end: number; tail_start: number };

const countMonths = prepared<Counted, MonthBinds>(import.meta.url, './months.sql');
const countDays = prepared<Day, DayBinds>(import.meta.url, './days.sql');
const countQuarters = prepared<Counted, { scopes: number[]; first: number; end: number }>(import.meta.url, './quarters.sql');
const countEdge = prepared<{ n: number }, EdgeBinds>(import.meta.url, './edge.sql');
const countEdgeOfFew = prepared<{ n: number }, EdgeBinds>(import.meta.url, './edge-by-organization.sql');

/** Every instant that is recorded lies in here. */
export const EVER: Range = { from: dayOf(1, 1, 1) * DAY_MS, until: dayOf(9999, 12, 31) * DAY_MS };
/** To pass over so few rows costs less than to ask for the quarter of an hour they lie in. */
const FEW = 20;
/** To look into so many organizations costs about as much as to read through the rows of half a day. */
const FEW_ORGANIZATIONS = 500;

/** Walks the counts of months, then days, then quarters to where a page lies, so that none of the rows before it is read. */
export class HistoryGuide {
  private constructor(
    private readonly db: Db,
    private readonly scope: Scope,
    private readonly asked: Guided,
    private readonly months: readonly Counted[],
    private readonly edges: readonly Edge[],
  ) {}

  /** Inside a snapshot: every count of the guide and the page itself see the same alerts. */
  static async open(db: Db, scope: Scope, asked: Guided, organizations: number): Promise<HistoryGuide> {
    const months = await countMonths.rows(db, monthsOf(daysOf(scope, asked)));
    const edges: Edge[] = [];
    for (const part of edgesOf(asked)) edges.push(...(await countedEdge(db, scope, asked, part, organizations)));
    return new HistoryGuide(db, scope, asked, months, edges);
  }

  /** How many alerts there are. */
  get total(): number {
    return [...this.months, ...this.edges].reduce((sum, { n }) => sum + n, 0);
  }

  /** Undefined: the page is empty. */
  async place({ skip, size, direction, begunAt }: Reading): Promise<Place | undefined> {
    const begun = begunAt === null ? undefined : Math.floor(begunAt / DAY_MS);
    const months = windowOf(inOrder(this.withEdges(), direction, begun && monthOf(begun)), skip, size, begun && monthOf(begun));
    if (months.run.length === 0) return undefined;
    const days = windowOf(inOrder(await this.days(months.run), direction, begun), months.rest, size, begun);
    if (days.run.length === 0) return undefined;
    const place = this.placed(days.run, days.rest);
    return place.rest > FEW && begun === undefined ? this.narrowed(place, direction) : place;
  }

  private withEdges(): Counted[] {
    const counts = new Map(this.months.map(({ date, n }) => [date, n]));
    for (const { date, n } of this.edges) counts.set(monthOf(date), (counts.get(monthOf(date)) ?? 0) + n);
    return [...counts].map(([date, n]) => ({ date, n }));
  }

  private async days(months: readonly Counted[]): Promise<Day[]> {
    const dates = months.map(({ date }) => date);
    const [first, end] = [Math.min(...dates), monthAfter(Math.max(...dates))];
    const whole = daysOf(this.scope, this.asked);
    const within = { first_day: Math.max(first, whole.first_day), end_day: Math.min(end, whole.end_day) };
    const found = await countDays.rows(this.db, { ...whole, ...within });
    return [...found, ...this.edges.filter(({ date }) => date >= first && date < end)];
  }

  private placed(run: readonly Day[], rest: number): Place {
    const dates = run.map(({ date }) => date);
    return {
      from: Math.max(this.asked.from, Math.min(...dates) * DAY_MS),
      until: Math.min(this.asked.until, (Math.max(...dates) + 1) * DAY_MS),
      starts: startsOf(run),
      rest,
      scopes: [...new Set(run.flatMap(({ scopes }) => scopes))],
      share: { first_day: Math.min(...dates), end_day: Math.max(...dates) + 1, own: run.reduce((sum, { n }) => sum + n, 0) },
    };
  }

  /** Only subtrees have counts by quarter, and only whole ones. */
  private async narrowed(place: Place, direction: 'asc' | 'desc'): Promise<Place> {
    const isCounted = this.scope.singles.length === 0 && this.scope.subtrees.every(({ role }) => role !== 'customer');
    const outer = direction === 'desc' ? place.until - DAY_MS : place.from;
    if (!isCounted || this.asked.severity || outer % DAY_MS !== 0) return place;
    const first = outer / QUARTER_MS;
    const quarters = await countQuarters.rows(this.db, { scopes: scopeIds(this.scope), first, end: first + DAY_MS / QUARTER_MS });
    const { run, rest } = windowOf(inOrder(quarters, direction), place.rest, 1);
    const [next] = run;
    if (!next) return place;
    return direction === 'desc'
      ? { ...place, until: (next.date + 1) * QUARTER_MS, rest }
      : { ...place, from: next.date * QUARTER_MS, rest };
  }
}

/** In reading order, from the one where it begun. */
const inOrder = <T extends Counted>(stretches: readonly T[], direction: 'asc' | 'desc', begun?: number): T[] => {
  const sign = direction === 'asc' ? 1 : -1;
  return stretches.filter(({ date }) => begun === undefined || (date - begun) * sign >= 0).sort((a, b) => (a.date - b.date) * sign);
};

const monthOf = (day: number): number => {
  const { year, month } = dateOf(day);
  return dayOf(year, month, 1);
};
const monthAfter = (firstDay: number): number => monthOf(firstDay + 31);

const daysOf = (scope: Scope, { from, until, severity }: Guided): DayBinds => ({
  scopes: scopeIds(scope),
  severity,
  first_day: Math.ceil(from / DAY_MS),
  end_day: Math.floor(until / DAY_MS),
});

/** Whole months, and the days before and after them. */
function monthsOf(days: DayBinds): MonthBinds {
  const first_month = monthAfter(monthOf(days.first_day - 1));
  const end_month = monthOf(days.end_day);
  const head_end = Math.min(first_month, days.end_day);
  return { ...days, first_month, end_month, head_end, tail_start: Math.max(end_month, head_end) };
}

/** What the whole days of a range leave at its ends. */
function edgesOf({ from, until }: Range): Range[] {
  const [first, end] = [Math.ceil(from / DAY_MS) * DAY_MS, Math.floor(until / DAY_MS) * DAY_MS];
  if (first > end) return [{ from, until }];
  return [
    { from, until: first },
    { from: end, until },
  ].filter((edge) => edge.from < edge.until);
}

async function countedEdge(db: Db, scope: Scope, { severity }: Guided, edge: Range, organizations: number): Promise<Edge[]> {
  const date = Math.floor(edge.from / DAY_MS);
  const [day] = await countDays.rows(db, { scopes: scopeIds(scope), severity, first_day: date, end_day: date + 1 });
  if (!day) return [];
  const range = { from: new Date(edge.from).toISOString(), until: new Date(edge.until).toISOString() };
  const count = organizations > FEW_ORGANIZATIONS ? countEdge : countEdgeOfFew;
  const { n } = await count.one(db, { scopes: [...day.scopes], ...startsOf([day]), ...range, severity });
  return n > 0 ? [{ ...day, ...edge, n }] : [];
}

function startsOf(days: readonly Day[]): Starts {
  const [first, last] = [Math.min(...days.map((day) => day.first_start)), Math.max(...days.map((day) => day.last_start))];
  const text = (quarter: number, otherwise: string): string => {
    const instant = new Date(quarter * QUARTER_MS);
    return instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999 ? instant.toISOString() : otherwise;
  };
  return { starts_from: text(first, '-infinity'), starts_until: text(last + 1, 'infinity') };
}
