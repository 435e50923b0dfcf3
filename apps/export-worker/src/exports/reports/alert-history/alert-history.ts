import { sql } from '#persistence';
import { scopeIds } from '#scope';
import type { Column } from '../../encode/columns.js';
import type { Job } from '../../job.js';
import { copied } from '../report-type.js';

type Filters = Partial<Readonly<Record<'system_key' | 'alertname' | 'severity' | 'status', readonly string[]>>>;
type Binds = Readonly<Record<'system_key' | 'alertname' | 'severity' | 'status', readonly string[]>> & {
  scopes: number[];
  from: Date;
  until: Date;
};

const rows = sql<never, Binds>(import.meta.url, './rows.sql');

/** The fields of an entry of GET /api/alerts/history. */
const columns: readonly Column[] = [
  { name: 'id', kind: 'integer' },
  { name: 'organization_id', kind: 'text' },
  { name: 'system_key', kind: 'text' },
  { name: 'alertname', kind: 'text' },
  { name: 'severity', kind: 'text' },
  { name: 'status', kind: 'plain' },
  { name: 'fingerprint', kind: 'text' },
  { name: 'starts_at', kind: 'instant' },
  { name: 'ends_at', kind: 'instant' },
  { name: 'acknowledged_at', kind: 'instant' },
  { name: 'summary', kind: 'text' },
  { name: 'labels', kind: 'json' },
  { name: 'annotations', kind: 'json' },
  { name: 'receiver', kind: 'text' },
  { name: 'resolution', kind: 'plain' },
  { name: 'created_at', kind: 'instant' },
  { name: 'alert_id', kind: 'plain' },
];

export const alertHistory = copied(columns, rows, ({ filters, from_at, until_at }: Job, scope): Binds => {
  const { system_key = [], alertname = [], severity = [], status = [] } = filters as Filters; // validated by the gateway
  return { scopes: scopeIds(scope), from: from_at, until: until_at, system_key, alertname, severity, status };
});
