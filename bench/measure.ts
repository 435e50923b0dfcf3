import { performance } from 'node:perf_hooks';

/** One measurement: our path against a limit taken in the same run. `better` says which way the ratio wants to go. */
export type Comparison = {
  readonly work: string;
  readonly limit: string;
  readonly target: number;
  readonly better: 'higher' | 'lower';
  /** How often each is repeated within a round, so that a round is long enough to time. */
  readonly repeat?: number;
  ours(): Promise<unknown>;
  theLimit(): Promise<unknown>;
};

export type Outcome = { work: string; limit: string; oursMs: number; limitMs: number; ratio: number; target: number; pass: boolean };

/** Both sides timed. */
export const compare = ({ repeat = 1, ours, theLimit, ...one }: Comparison, rounds: number): Promise<Outcome> =>
  compareTimes({ ...one, ours: () => timed(ours, repeat), theLimit: () => timed(theLimit, repeat) }, rounds);

/** Both sides tell how many milliseconds one piece of work took them. */
export type Times = Pick<Comparison, 'work' | 'limit' | 'target' | 'better'> & { ours(): Promise<number>; theLimit(): Promise<number> };

/** Interleaves both sides, `rounds` times after a warm-up. `higher`: throughput ours over the limit's; `lower`: time ours over the limit's. */
export async function compareTimes(one: Times, rounds: number): Promise<Outcome> {
  const [ours, limit]: [number[], number[]] = [[], []];
  for (let round = -1; round < rounds; round++) {
    const [a, b] = [await one.ours(), await one.theLimit()];
    if (round >= 0) {
      ours.push(a);
      limit.push(b);
    }
  }
  const [oursMs, limitMs] = [median(ours), median(limit)];
  const ratio = one.better === 'higher' ? limitMs / oursMs : oursMs / limitMs;
  const pass = one.better === 'higher' ? ratio >= one.target : ratio <= one.target;
  return { work: one.work, limit: one.limit, oursMs, limitMs, ratio, target: one.target, pass };
}

async function timed(work: () => Promise<unknown>, repeat: number): Promise<number> {
  const begun = performance.now();
  for (let i = 0; i < repeat; i++) await work();
  return (performance.now() - begun) / repeat;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

const shown = (ms: number): string => (ms >= 100 ? ms.toFixed(0) : ms >= 1 ? ms.toFixed(2) : ms.toFixed(3));

/** For programs: a line each, as soon as it is known. */
export function report({ oursMs, limitMs, ...one }: Outcome, rows: number): void {
  console.log(JSON.stringify({ ...one, rows, ours_ms: oursMs, limit_ms: limitMs }));
}

/** For people, and for docs/performance.md. */
export function table(outcomes: readonly Outcome[]): string {
  const lines = outcomes.map(
    ({ work, oursMs, limit, limitMs, ratio, target, pass }) =>
      `| ${work} | ${shown(oursMs)} | ${limit} | ${shown(limitMs)} | ${ratio.toFixed(3)} | ${target} | ${pass ? 'met' : 'missed'} |`,
  );
  return ['| work | ms | limit | ms | ratio | target | |', '|---|---|---|---|---|---|---|', ...lines].join('\n');
}

/** How the cost of each work grows with the rows, from a tenth of them to all: `ms ~ rows ** exponent`. */
export function growth(tenth: readonly Outcome[], whole: readonly Outcome[]): string {
  const lines = whole.map(({ work, oursMs }, i) => {
    const before = tenth[i]?.oursMs ?? Number.NaN;
    return `| ${work} | ${shown(before)} | ${shown(oursMs)} | ${Math.log10(oursMs / before).toFixed(2)} |`;
  });
  return ['| work | ms at a tenth | ms at all rows | exponent |', '|---|---|---|---|', ...lines].join('\n');
}
