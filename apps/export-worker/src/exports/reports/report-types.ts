import { alertHistory } from './alert-history/alert-history.js';
import type { ReportType } from './report-type.js';

/** By the name that a job carries. The gateway's exportable reports have the same names. */
export const reportTypes: ReadonlyMap<string, ReportType> = new Map([['alert-history', alertHistory]]);
