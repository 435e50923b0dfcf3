import { sql } from '#persistence';
import { scopeIds } from '#scope';
import type { Column } from '../../encode/columns.js';
import { copied } from '../report-type.js';

type Filters = { readonly severity?: string; readonly source?: string };
type Binds = { scopes: number[]; from: Date; until: Date; severity: string; source: string };

const rows = sql<never, Binds>(import.meta.url, './rows.sql');
const columns: readonly Column[] = [
  { name: 'timestamp', kind: 'instant' },
  { name: 'severity', kind: 'plain' },
  { name: 'message', kind: 'text' },
];

/** The events of GET /logs/system-events. */
export const systemEvents = copied(columns, rows, ({ filters, from_at, until_at }, scope): Binds => {
  const { severity = '', source = '' } = filters as Filters; // validated by the gateway
  return { scopes: scopeIds(scope), from: from_at, until: until_at, severity, source };
});
