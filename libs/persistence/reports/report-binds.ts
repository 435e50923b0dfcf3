import { coverOf, type Grouping, type LabelledRange, labelledRanges, quarterOf, type Range, type Run } from '#metrics';
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
  const covers = pieces.map(coverOf);
  const days = joined(covers.flatMap((cover) => cover.days));
  const quarters = joined(covers.flatMap((cover) => cover.quarters));
  const rests = covers.flatMap((cover) => cover.rest);
  return {
    scopes: [...scopes],
    labels,
    buckets: pieces.map((piece) => labels.indexOf(piece.label) + 1),
    since: instantOf(range.from),
    until: instantOf(range.until),
    bounds: pieces.map((piece) => instantOf(piece.from)),
    quarter_bounds: pieces.flatMap(wholeQuarters),
    day_firsts: days.map((run) => run.first),
    day_ends: days.map((run) => run.end),
    quarter_firsts: quarters.map((run) => run.first),
    quarter_ends: quarters.map((run) => run.end),
    rest_froms: rests.map((rest) => instantOf(rest.from)),
    rest_untils: rests.map((rest) => instantOf(rest.until)),
    priority,
    sources: [...sources],
    policies: [...policies],
    numbers: [...numbers],
  };
}

/** First and end of the whole quarters of a piece; a piece without any has an empty run, so that places stay in step. */
function wholeQuarters({ from, until }: Range): [number, number] {
  const first = quarterOf(from - 1) + 1;
  return [first, Math.max(first, quarterOf(until))];
}

/** Neighbouring runs are read in one go. */
function joined(runs: readonly Run[]): Run[] {
  const found: Run[] = [];
  for (const run of [...runs].sort((a, b) => a.first - b.first)) {
    const last = found.at(-1);
    if (last?.end === run.first) found[found.length - 1] = { first: last.first, end: run.end };
    else found.push(run);
  }
  return found;
}

/** An instant as PostgreSQL reads it whatever the session's settings; its calendar has no year 0. */
export function instantOf(ms: number): string {
  const at = new Date(ms);
  const year = at.getUTCFullYear();
  const rest = at.toISOString().replace(/^[+-]?\d+/, '');
  return year > 0 ? `${String(year).padStart(4, '0')}${rest}` : `${String(1 - year).padStart(4, '0')}${rest} BC`;
}
