import { sql } from '#persistence';
import { type ListBinds, listBinds } from '#scope';
import type { Column } from '../../encode/columns.js';
import type { Job } from '../../job.js';
import { copied } from '../report-type.js';

type Filters = Partial<Readonly<Record<'system_key' | 'alertname' | 'severity' | 'status', readonly string[]>>>;
type Binds = ListBinds &
  Readonly<Record<'system_key' | 'alertname' | 'severity' | 'status', readonly string[]>> & { from: Date; until: Date; owner: number };

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
];

export const alertHistory = copied(columns, rows, ({ filters, from_at, until_at }: Job, scope, tree): Binds => {
  const { system_key = [], alertname = [], severity = [], status = [] } = filters as Filters; // validated by the gateway
  const owner = [...tree.all()].find(({ role }) => role === 'owner')?.id ?? 0;
  return { ...listBinds(scope), owner, from: from_at, until: until_at, system_key, alertname, severity, status };
});
