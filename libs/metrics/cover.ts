// A range as the projections can answer it: whole UTC days, quarter hours at the edges, and what is left below a quarter.
import { DAY_MS, QUARTER_MS, type Range } from './civil.js';

/** Half-open `[first, end)` of whole units: UTC day numbers, or quarters as `quarterOf` numbers them. */
export type Run = { readonly first: number; readonly end: number };

/** Disjoint parts that together are exactly the range; `rest` in epoch ms, every part of it shorter than a quarter hour or two. */
export type Cover = { readonly days: readonly Run[]; readonly quarters: readonly Run[]; readonly rest: readonly Range[] };

/** Takes `[from, until)` in epoch ms, aligned or not, apart into at most one run of days, two runs of quarters and two rests. */
export function coverOf({ from, until }: Range): Cover {
  const quarters = wholeUnits({ from, until }, QUARTER_MS);
  if (!quarters) return { days: [], quarters: [], rest: nonEmpty([{ from, until }]) };
  const rest = nonEmpty([
    { from, until: quarters.first * QUARTER_MS },
    { from: quarters.end * QUARTER_MS, until },
  ]);
  const days = wholeUnits({ from, until }, DAY_MS);
  if (!days) return { days: [], quarters: [quarters], rest };
  const aDay = DAY_MS / QUARTER_MS;
  const edges = [
    { first: quarters.first, end: days.first * aDay },
    { first: days.end * aDay, end: quarters.end },
  ];
  return { days: [days], quarters: edges.filter((run) => run.first < run.end), rest };
}

function wholeUnits({ from, until }: Range, unit: number): Run | undefined {
  const run = { first: Math.ceil(from / unit), end: Math.floor(until / unit) };
  return run.first < run.end ? run : undefined;
}

const nonEmpty = (ranges: readonly Range[]): Range[] => ranges.filter(({ from, until }) => from < until);
