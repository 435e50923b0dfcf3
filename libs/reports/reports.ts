// What reports ask of the columns, and the rows that they are: the same for answers and for files. Instants are epoch milliseconds unless a name says otherwise.
export { type AskedBinds, type Asking, askedBinds, bucketBinds, type ReportAsk, reportQuestion, wholly } from './asked.js';
export {
  AVAILABILITY_KEYS,
  type AvailabilityAsk,
  type AvailabilityKey,
  type AvailabilityRow,
  availabilityReport,
} from './availability/availability.js';
export { type BurstRow, burstsReport } from './bursts/bursts.js';
export { burdenOf, type HoursCount, type InterruptionsRow, interruptionsReport } from './interruptions/interruptions.js';
export {
  SUPPRESSION_KEYS,
  type SuppressionAsk,
  type SuppressionKey,
  type SuppressionRow,
  suppressionReport,
} from './suppression/suppression.js';
export { type TuningRow, tuningReport } from './tuning/tuning.js';
export { type AlertsRow, type AlertsSums, alertsReport, alertsSummary, METRICS, type Metric } from './volume/volume.js';
