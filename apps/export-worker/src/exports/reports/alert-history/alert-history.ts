import { Readable } from 'node:stream';
import { matches, parseMatchers, readableLabels } from '#matchers';
import { sql } from '#persistence';
import { scopeIds } from '#scope';
import type { Column } from '../../encode/columns.js';
import { sifted } from '../../encode/copy-rows.js';
import type { Job } from '../../job.js';
import { copied, type ReportType } from '../report-type.js';

type Filters = Partial<Readonly<Record<'system_key' | 'alertname' | 'severity' | 'status' | 'filter', readonly string[]>>>;
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

const filtersOf = ({ filters }: Job): Filters => filters as Filters; // validated by the gateway

const all = copied(columns, rows, (job: Job, scope): Binds => {
  const { system_key = [], alertname = [], severity = [], status = [] } = filtersOf(job);
  return { scopes: scopeIds(scope), from: job.from_at, until: job.until_at, system_key, alertname, severity, status };
});

/** What matchers read of a row. */
const READ = ['labels', 'alertname', 'severity', 'system_key', 'organization_id'].map((read) =>
  columns.findIndex(({ name }) => name === read),
);

/** The rows of GET /api/alerts/history. Matchers are tried here, as they are everywhere, and not by PostgreSQL. */
export const alertHistory: ReportType = {
  columns,
  read(sources, job, scope, tree, write) {
    const matchers = parseMatchers(filtersOf(job).filter);
    if (matchers.length === 0) return all.read(sources, job, scope, tree, write);
    const holds = matches(matchers);
    const passes = ([labels, ...told]: readonly (Buffer | null)[]): boolean => {
      const [alertname, severity, system_key, organization_id] = told.map((cell) => cell?.toString());
      return holds(readableLabels(JSON.parse(labels?.toString('utf8', 1) ?? '{}'), { alertname, severity, system_key, organization_id }));
    };
    return all.read(sources, job, scope, tree, ({ expected, rows: found }) =>
      write({ expected, rows: Readable.from(sifted(found, READ, passes), { objectMode: false }) }),
    );
  },
};
