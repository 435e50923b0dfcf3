import { alertReports, alertSummaryRows, type ReportAsk, type ReportBinds, reportBinds } from '#persistence';
import { type Scope, scopeIds } from '#scope';
import type { Column } from '../../encode/columns.js';
import type { Job } from '../../job.js';
import { copied, type ReportType } from '../report-type.js';

type Filters = {
  readonly metric: keyof typeof alertReports;
  readonly 'group-by': ReportAsk['grouping'];
  readonly timezone: string;
} & Pick<ReportAsk, 'priority'> &
  Partial<Pick<ReportAsk, 'sources' | 'policies' | 'numbers'>>;

const filtersOf = ({ filters }: Job): Filters => filters as Filters; // validated by the gateway

const key: readonly Column[] = [
  { name: 'alertSourceId', kind: 'integer' },
  { name: 'escalationPolicyId', kind: 'integer' },
  { name: 'callRoutingNumberPhoneNumber', kind: 'text' },
];
const rowColumns: readonly Column[] = [...key, { name: 'bucket', kind: 'plain' }, { name: 'value', kind: 'integer' }];
const summaryColumns: readonly Column[] = [
  ...key,
  { name: 'count', kind: 'integer' },
  { name: 'mtta', kind: 'integer' },
  { name: 'mttr', kind: 'integer' },
];

function bindsOf(job: Job, scope: Scope, grouping: ReportAsk['grouping']): ReportBinds {
  const { timezone, priority, sources = [], policies = [], numbers = [] } = filtersOf(job);
  const range = { from: job.from_at.getTime(), until: job.until_at.getTime() };
  return reportBinds({ scopes: scopeIds(scope), range, zone: timezone, grouping, priority, sources, policies, numbers });
}

/** The rows of GET /reports/alerts. */
export const alerts: ReportType = {
  columns: rowColumns,
  read: (snapshot, job, scope, tree) => {
    const { metric, 'group-by': grouping } = filtersOf(job);
    return copied(rowColumns, alertReports[metric], () => bindsOf(job, scope, grouping)).read(snapshot, job, scope, tree);
  },
};

/** The rows of GET /reports/alerts/summary. */
export const alertsSummary = copied(summaryColumns, alertSummaryRows, (job, scope) => bindsOf(job, scope, 'ALL'));
