import { sql } from '#persistence';
import { scopeIds } from '#scope';
import type { Column } from '../../encode/columns.js';
import { copied } from '../report-type.js';

type Filters = { readonly user_id?: string; readonly team_id?: string; readonly service?: string };
type Binds = {
  scopes: number[];
  from: Date;
  until: Date;
  start_date: string;
  end_date: string;
  subject: string;
  team: string;
  service: string;
};

const row = sql<never, Binds>(import.meta.url, './rows.sql');
const columns: readonly Column[] = [
  { name: 'start_date', kind: 'plain' },
  { name: 'end_date', kind: 'plain' },
  { name: 'total_users', kind: 'integer' },
  { name: 'active_users', kind: 'integer' },
  { name: 'total_sessions', kind: 'integer' },
];
const dateOf = (at: Date): string => at.toISOString().slice(0, 10);

/** The answer of GET /reports/usage-summary. */
export const usageSummary = copied(columns, row, ({ filters, from_at, until_at }, scope): Binds => {
  const { user_id = '', team_id = '', service = '' } = filters as Filters; // validated by the gateway
  const dates = { start_date: dateOf(from_at), end_date: dateOf(new Date(Math.max(from_at.getTime(), until_at.getTime() - 1))) };
  return { scopes: scopeIds(scope), from: from_at, until: until_at, ...dates, subject: user_id, team: team_id, service };
});
