import { labelledRanges, QUARTER_MS, quarterOf } from '#metrics';
import { sql } from '#persistence';
import { scopeIds } from '#scope';
import type { Column } from '../../encode/columns.js';
import { copied } from '../report-type.js';

type Filters = { readonly scopes?: readonly string[]; readonly timezone: string };
type Binds = { scopes: number[]; days: string[]; bounds: number[]; first: number; last: number; resources: string[] };

const rows = sql<never, Binds>(import.meta.url, './rows.sql');
const columns: readonly Column[] = [
  { name: 'user_id', kind: 'integer' },
  { name: 'scope', kind: 'text' },
  { name: 'date', kind: 'plain' },
  { name: 'calls', kind: 'integer' },
];
/** The first quarter that begins at or after an instant. */
const quarterFrom = (instant: number): number => quarterOf(instant + QUARTER_MS - 1);

/** The rows of GET /reports/api-keys/usage. */
export const apiKeysUsage = copied(columns, rows, ({ filters, from_at, until_at }, scope): Binds => {
  const { scopes: resources = [], timezone } = filters as Filters; // validated by the gateway
  const [first, last] = [quarterOf(from_at.getTime()), quarterFrom(until_at.getTime())];
  const days = labelledRanges({ from: first * QUARTER_MS, until: last * QUARTER_MS }, timezone, 'DAY');
  const bounds = days.map((day) => quarterFrom(day.from));
  return { scopes: scopeIds(scope), days: days.map((day) => day.label), bounds, first, last, resources: [...resources] };
});
