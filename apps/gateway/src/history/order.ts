import type { HistorySort } from './history.dto.js';

/** A resolved alert as the statement returns it. */
export type HistoryRow = {
  id: number;
  alert_id: string;
  organization_id: string;
  system_key: string | null;
  alertname: string;
  severity: string | null;
  fingerprint: string;
  starts_at: Date;
  ends_at: Date;
  acknowledged_at: Date | null;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  receiver: string | null;
  resolution: 'webhook' | 'inferred' | 'manual' | 'event' | 'import';
  recorded_at: Date;
};

export type Key = string | number;
type Order = {
  /** What the statement compares, and how it reads a key that is handed back to it. */
  readonly expression: string;
  readonly after: string;
  readonly keyOf: (row: HistoryRow) => Key;
  /** Whether a value that a caller sent can be a key. */
  readonly isKey: (value: unknown) => value is Key;
};

// Whatever passes here the columns can cast: a forged cursor is refused, never an error of ours.
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
const isText = (value: unknown): value is string => typeof value === 'string' && !value.includes('\0');
/** How critical a severity is; every other one shares 0. */
const RANKS = new Map<string | null, number>([
  ['critical', 3],
  ['warning', 2],
  ['info', 1],
]);
const isRank = (value: unknown): value is number => isWhole(value) && value >= 0 && value <= RANKS.size;
const isInstant = (value: unknown): value is string => {
  const instant = typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
  return instant.getUTCFullYear() >= 1 && instant.getUTCFullYear() <= 9999 && instant.toISOString() === value;
};

const BY_ID: Order = { expression: 'e.id', after: ':after_key::BIGINT', keyOf: (row) => row.id, isKey: isWhole };
const byInstant = (expression: string, of: (row: HistoryRow) => Date): Order => ({
  expression,
  after: 'epoch_ms(:after_key::TIMESTAMP)',
  keyOf: (row) => of(row).toISOString(),
  isKey: isInstant,
});

/** What each sort compares; ties go by id. All of history has one status, so that its order is that of the ids. */
export const ORDERS: Readonly<Record<HistorySort, Order>> = {
  id: BY_ID,
  status: BY_ID,
  alertname: { expression: 'e.alertname', after: ':after_key::VARCHAR', keyOf: (row) => row.alertname, isKey: isText },
  severity: {
    expression: `CASE e.severity WHEN 'critical' THEN 3 WHEN 'warning' THEN 2 WHEN 'info' THEN 1 ELSE 0 END`,
    after: ':after_key::INTEGER',
    keyOf: ({ severity }) => RANKS.get(severity) ?? 0,
    isKey: isRank,
  },
  starts_at: byInstant('e.starts', (row) => row.starts_at),
  ends_at: byInstant('e.ends', (row) => row.ends_at),
  created_at: byInstant('e.recorded', (row) => row.recorded_at),
};
