import { sql } from '../sql.js';
import type { ReportBinds } from './report-binds.js';

type Key = { bucket: string; source_id: number; policy_id: number; number: string };
/** A bucket's value for a source, policy and number; only where there is one. */
export type AlertReportValue = Key & { value: number };
/** Means are in whole seconds, null without a duration. */
export type AlertReportSums = Key & { count: number; mtta: number | null; mttr: number | null };

const valuing = (measure: 'count' | 'mtta' | 'mttr') =>
  sql<AlertReportValue, ReportBinds>(import.meta.url, './alert-report.sql', { measures: `label AS bucket, ${measure} AS value`, measure });

/** The values of GET /reports/alerts, by metric, in its order. */
export const alertReports = { COUNT: valuing('count'), MTTA: valuing('mtta'), MTTR: valuing('mttr') } as const;
/** The rows of GET /reports/alerts/summary, of the grouping `ALL`. */
export const alertSummary = sql<AlertReportSums, ReportBinds>(import.meta.url, './alert-report.sql');
/** The same without the bucket, in the order of the columns of its export. */
export const alertSummaryRows = sql<Omit<AlertReportSums, 'bucket'>, ReportBinds>(import.meta.url, './alert-report.sql', {
  measures: 'count, mtta, mttr',
});
