import type { Grouping } from '#metrics';
import { alertsReport, alertsSummary, type Metric } from '#reports';
import type { Column } from '../../encode/columns.js';
import type { Job } from '../../job.js';
import { askOf } from '../ask-of.js';
import { asked, type ReportType } from '../report-type.js';

type Filters = { readonly metric: Metric; readonly 'group-by': Grouping };
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

/** The rows of GET /reports/alerts. */
export const alerts: ReportType = asked(rowColumns, (asking, job, scope) => {
  const { metric, 'group-by': grouping } = filtersOf(job);
  return alertsReport(asking, askOf(job, scope), metric, grouping);
});

/** The rows of GET /reports/alerts/summary. */
export const summaryOfAlerts = asked(summaryColumns, (asking, job, scope) => alertsSummary(asking, askOf(job, scope)));
