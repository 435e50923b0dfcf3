import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type MatcherBinds, matcherBinds, type Question, question } from '#columns';
import type { Matcher } from '#matchers';
import { type Grouping, type LabelledRange, labelledRanges, type Range } from '#metrics';

/** Which alerts a report speaks of: `scopes` as scopeIds gives them, starts in `range` (epoch ms) by the clocks of `zone`. An empty list means any. */
export type ReportAsk = {
  readonly scopes: readonly number[];
  readonly range: Range;
  readonly zone: string;
  readonly priority: 'LOW' | 'HIGH' | 'ALL';
  readonly sources: readonly number[];
  readonly policies: readonly number[];
  readonly numbers: readonly string[];
  readonly matchers: readonly Matcher[];
};

/** Whoever asks the columns: a gateway in one of its places for heavy reads, a worker for as long as it takes. */
export type Asking = <Row, Binds extends object>(question: Question<Row, Binds>, binds: Binds) => AsyncIterable<Row[]>;

/** What asked.duck.sql binds, and the range. */
export type AskedBinds = {
  readonly scopes: number[];
  readonly priority: string;
  readonly sources: number[];
  readonly policies: number[];
  readonly numbers: string[];
  readonly from: number;
  readonly until: number;
} & MatcherBinds;

const ASKED = readFileSync(fileURLToPath(new URL('./asked.duck.sql', import.meta.url)), 'utf8').trim();

/** A question whose place `asked` is filled with the conditions of every report: scope, priority, sources, policies, numbers and matchers of an episode `a`. */
export const reportQuestion = <Row, Binds extends object>(
  here: string,
  file: string,
  variant: Readonly<Record<string, string>> = {},
): Question<Row, Binds & AskedBinds> => question<Row, Binds & AskedBinds>(here, file, { asked: ASKED, ...variant });

export const askedBinds = ({ scopes, priority, sources, policies, numbers, range, matchers }: ReportAsk): AskedBinds => ({
  scopes: [...scopes],
  priority,
  sources: [...sources],
  policies: [...policies],
  numbers: [...numbers],
  from: range.from,
  until: range.until,
  ...matcherBinds(matchers),
});

/** What the buckets of a range bind: where each begins and ends, and its label; of `NONE` the range itself, without a label. */
export function bucketBinds({ range, zone }: ReportAsk, grouping: Grouping | 'NONE') {
  const pieces = piecesOf(range, zone, grouping);
  return {
    labels: pieces.map(({ label }) => label),
    froms: pieces.map(({ from }) => from),
    untils: pieces.map(({ until }) => until),
  };
}

/** The buckets of a range; of `NONE` the range itself, without a label. */
export const piecesOf = (range: Range, zone: string, grouping: Grouping | 'NONE'): LabelledRange[] =>
  grouping === 'NONE' ? [{ ...range, label: '' }] : labelledRanges(range, zone, grouping);

/** All rows of a question whose answer is small. */
export async function wholly<Row>(batches: AsyncIterable<Row[]>): Promise<Row[]> {
  const all: Row[] = [];
  for await (const rows of batches) all.push(...rows);
  return all;
}
