import { parseDate, startOfDay } from '#metrics';
import { type Store, sql } from '#persistence';
import type { Delivery } from './delivery.js';
import type { Figures } from './mail-text.js';

/** The filters that say which alerts a report speaks of, as the gateway validated them; those of other reports speak of no alerts. */
type Filters = Readonly<Record<'alertname' | 'severity' | 'system_key' | 'status' | 'numbers', string[]>> &
  Readonly<Record<'sources' | 'policies', number[]>> & { readonly priority: string };
type Binds = Filters & { subtrees: number[]; singles: number[]; before: Date; from: Date; until: Date };

const figures = sql<Figures, Binds>(import.meta.url, './figures.sql');
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
export function figuresOf(store: Store, one: Delivery): Promise<Figures> {
  return figures.one(store, {
    ...ALL,
    ...(!OF_OTHERS.includes(one.report_type) && (one.filters as Partial<Filters>)),
    subtrees: [...one.subtrees],
    singles: [...one.singles],
    before: new Date(daysBefore(one)),
    from: one.from_at,
    until: one.until_at,
  });
}

/** From when as many days as the range has begin before it; days may have 23 hours, or 25. */
function daysBefore({ start_date, end_date, timezone }: Delivery): number {
  const [first = 0, last = 0] = [parseDate(start_date), parseDate(end_date)];
  return startOfDay(2 * first - last - 1, timezone);
}
