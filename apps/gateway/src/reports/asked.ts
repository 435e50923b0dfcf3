import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Question, question } from '#columns';
import { type Grouping, type LabelledRange, labelledRanges, type Range } from '#metrics';
import type { ReportAsk } from '#persistence';
import type { MatcherBinds } from '../http/matchers.js';

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
export type Asks = Omit<ReportAsk, 'grouping'> & { readonly matching: MatcherBinds };

const ASKED = readFileSync(fileURLToPath(new URL('./asked.duck.sql', import.meta.url)), 'utf8').trim();

/** A question whose place `asked` is filled with the conditions of every report: scope, priority, sources, policies, numbers and matchers of an episode `a`. */
export const reportQuestion = <Row, Binds extends object>(
  here: string,
  file: string,
  variant: Readonly<Record<string, string>> = {},
): Question<Row, Binds & AskedBinds> => question<Row, Binds & AskedBinds>(here, file, { asked: ASKED, ...variant });

export const askedBinds = ({ scopes, priority, sources, policies, numbers, range, matching }: Asks): AskedBinds => ({
  scopes: [...scopes],
  priority,
  sources: [...sources],
  policies: [...policies],
  numbers: [...numbers],
  from: range.from,
  until: range.until,
  ...matching,
});

/** The buckets of a range; of `NONE` the range itself, without a label. */
export const piecesOf = (range: Range, zone: string, grouping: Grouping | 'NONE'): LabelledRange[] =>
  grouping === 'NONE' ? [{ ...range, label: '' }] : labelledRanges(range, zone, grouping);
