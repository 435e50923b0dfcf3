export { auditLake } from './audit/audit.js';
export type { LakeDifference } from './audit/compare.js';
export { Lake, type LakeTables, type Source, sizesOf, WRITERS } from './delta-lake.js';
export { DeltaLog } from './log/log.js';
export type { TableState } from './log/state.js';
export { type SnapshotName, snapshotOf } from './snapshot-name.js';
export { rowsIn } from './table.js';
