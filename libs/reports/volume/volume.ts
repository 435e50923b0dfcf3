import type { Grouping } from '#metrics';
import { type Asking, askedBinds, bucketBinds, type ReportAsk, reportQuestion } from '../asked.js';

export const METRICS = ['COUNT', 'MTTA', 'MTTR'] as const;
export type Metric = (typeof METRICS)[number];

type Key = { alertSourceId: number; escalationPolicyId: number; callRoutingNumberPhoneNumber: string };
/** A bucket's value for a source, policy and number; only where there is one. Means are in whole seconds. */
export type AlertsRow = Key & { bucket: string; value: number };
/** Over the whole range. Means are in whole seconds, null without a duration. */
export type AlertsSums = Key & { count: number; mtta: number | null; mttr: number | null };
type Binds = ReturnType<typeof bucketBinds>;

const valuing = (measure: string) =>
  reportQuestion<AlertsRow, Binds>(import.meta.url, './volume.duck.sql', { measures: `bucket, ${measure} AS value`, measure });
const values: Readonly<Record<Metric, ReturnType<typeof valuing>>> = {
  COUNT: valuing('count'),
  MTTA: valuing('mtta'),
  MTTR: valuing('mttr'),
};
const sums = reportQuestion<AlertsSums, Binds>(import.meta.url, './volume.duck.sql', { measures: 'count, mtta, mttr' });

/** Alerts by bucket of their start, source, policy and number, in this order. */
export const alertsReport = (asking: Asking, ask: ReportAsk, metric: Metric, grouping: Grouping): AsyncIterable<AlertsRow[]> =>
  asking(values[metric], { ...askedBinds(ask), ...bucketBinds(ask, grouping) });

/** The same alerts over the whole range: means are over all of them, not over buckets. */
export const alertsSummary = (asking: Asking, ask: ReportAsk): AsyncIterable<AlertsSums[]> =>
  asking(sums, { ...askedBinds(ask), ...bucketBinds(ask, 'NONE') });
