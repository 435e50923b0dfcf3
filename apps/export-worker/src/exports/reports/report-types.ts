import { alertHistory } from './alert-history/alert-history.js';
import { alerts, summaryOfAlerts } from './alerts/alerts.js';
import { apiKeysUsage } from './api-keys-usage/api-keys-usage.js';
import { availability, bursts, interruptions, suppression, tuning } from './findings.js';
import type { ReportType } from './report-type.js';
import { systemEvents } from './system-events/system-events.js';
import { usageSummary } from './usage-summary/usage-summary.js';

/** By the name that a job carries. The gateway's exportable reports have the same names. */
export const reportTypes: ReadonlyMap<string, ReportType> = new Map([
  ['alert-history', alertHistory],
  ['alerts', alerts],
  ['alerts-summary', summaryOfAlerts],
  ['api-keys-usage', apiKeysUsage],
  ['availability', availability],
  ['bursts', bursts],
  ['interruptions', interruptions],
  ['suppression', suppression],
  ['system-events', systemEvents],
  ['tuning', tuning],
  ['usage-summary', usageSummary],
]);
