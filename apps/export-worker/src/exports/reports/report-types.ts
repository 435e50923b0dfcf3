import { alertHistory } from './alert-history/alert-history.js';
import { alerts, alertsSummary } from './alerts/alerts.js';
import { apiKeysUsage } from './api-keys-usage/api-keys-usage.js';
import type { ReportType } from './report-type.js';
import { systemEvents } from './system-events/system-events.js';
import { usageSummary } from './usage-summary/usage-summary.js';

/** By the name that a job carries. The gateway's exportable reports have the same names. */
export const reportTypes: ReadonlyMap<string, ReportType> = new Map([
  ['alert-history', alertHistory],
  ['alerts', alerts],
  ['alerts-summary', alertsSummary],
  ['api-keys-usage', apiKeysUsage],
  ['system-events', systemEvents],
  ['usage-summary', usageSummary],
]);
