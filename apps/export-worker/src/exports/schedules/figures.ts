import { matches, parseMatchers } from '#matchers';
import { parseDate, startOfDay } from '#metrics';
import { type Store, sql } from '#persistence';
import type { Delivery } from './delivery.js';
import type { Figures } from './mail-text.js';

/** The filters that say which alerts a report speaks of, as the gateway validated them; those of other reports speak of no alerts. */
type Filters = Readonly<Record<'alertname' | 'severity' | 'system_key' | 'status' | 'numbers', string[]>> &
  Readonly<Record<'sources' | 'policies', number[]>> & { readonly priority: string };
type Asked = Partial<Filters> & { readonly filter?: readonly string[] };
type Reach = { subtrees: number[]; singles: number[]; before: Date; until: Date };
type Series = { id: string; values: string[] };

const figures = sql<Figures, Filters & Reach & { series: string[] | null; from: Date }>(import.meta.url, './figures.sql');
const told = sql<Series, Reach & { names: string[] }>(import.meta.url, './figure-series.sql');
const ALL: Filters = {
  alertname: [],
  severity: [],
  system_key: [],
  status: [],
  sources: [],
  policies: [],
  numbers: [],
  priority: 'ALL',
};
/** Reports of other things than alerts; a filter of the same name means something else there. */
const OF_OTHERS = ['system-events', 'usage-summary', 'api-keys-usage'];

/** What a mail tells besides the file: the alerts that the report speaks of, in its range and in the one before. */
export async function figuresOf(store: Store, one: Delivery): Promise<Figures> {
  const filters: Asked = OF_OTHERS.includes(one.report_type) ? {} : (one.filters as Asked);
  const reach = { subtrees: [...one.subtrees], singles: [...one.singles], before: new Date(daysBefore(one)), until: one.until_at };
  return figures.one(store, { ...ALL, ...filters, ...reach, from: one.from_at, series: await seriesOf(store, reach, filters.filter) });
}

/** The series of which all matchers hold; null without matchers. They are tried here, as they are everywhere, and not by PostgreSQL. */
async function seriesOf(store: Store, reach: Reach, texts: readonly string[] = []): Promise<string[] | null> {
  const matchers = parseMatchers(texts);
  if (matchers.length === 0) return null;
  const [names, holds] = [matchers.map(({ name }) => name), matches(matchers)];
  const rows = await told.rows(store, { ...reach, names });
  return rows.filter(({ values }) => holds(Object.fromEntries(names.map((name, nth) => [name, values[nth] ?? ''])))).map(({ id }) => id);
}

/** From when as many days as the range has begin before it; days may have 23 hours, or 25. */
function daysBefore({ start_date, end_date, timezone }: Delivery): number {
  const [first = 0, last = 0] = [parseDate(start_date), parseDate(end_date)];
  return startOfDay(2 * first - last - 1, timezone);
}
