import { type Grouping, type LabelledRange, labelledRanges, type Range } from '#metrics';
import type { Priority } from '../ledger/episode.js';

/** Which alerts a report speaks of. An empty list means any. */
export type ReportFilter = {
  readonly priority: Priority | 'ALL';
  readonly sources: readonly number[];
  readonly policies: readonly number[];
  readonly numbers: readonly string[];
};

/** `scopes` as scopeIds gives them, `range` in epoch ms of starts, `zone` known to both sides. `ALL` is one bucket without a label. */
export type ReportAsk = ReportFilter & {
  readonly scopes: readonly number[];
  readonly range: Range;
  readonly zone: string;
  readonly grouping: Grouping | 'ALL';
};

/** Every bind of alert-report.sql: never null, so that they can also travel as settings. */
export type ReportBinds = ReturnType<typeof reportBinds>;

export function reportBinds({ range, zone, grouping, scopes, priority, sources, policies, numbers }: ReportAsk) {
  const pieces: LabelledRange[] = grouping === 'ALL' ? [{ ...range, label: '' }] : labelledRanges(range, zone, grouping);
  const labels = [...new Set(pieces.map((piece) => piece.label))].sort();
  return {
    scopes: [...scopes],
    labels,
    buckets: pieces.map((piece) => labels.indexOf(piece.label) + 1),
    since: instantOf(range.from),
    until: instantOf(range.until),
    bounds: pieces.map((piece) => instantOf(piece.from)),
    priority,
    sources: [...sources],
    policies: [...policies],
    numbers: [...numbers],
  };
}

/** An instant as PostgreSQL reads it whatever the session's settings; its calendar has no year 0. */
export function instantOf(ms: number): string {
  const at = new Date(ms);
  const year = at.getUTCFullYear();
  const rest = at.toISOString().replace(/^[+-]?\d+/, '');
  return year > 0 ? `${String(year).padStart(4, '0')}${rest}` : `${String(1 - year).padStart(4, '0')}${rest} BC`;
}
