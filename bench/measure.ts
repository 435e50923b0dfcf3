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

/** A line a human reads and, with `json`, one a program does. */
export function report({ work, limit, oursMs, limitMs, ratio, target, pass }: Outcome): void {
  console.log(
    `${pass ? 'ok  ' : 'MISS'}  ${work.padEnd(58)} ${shown(oursMs).padStart(9)} ms   ${limit.padEnd(40)} ${shown(limitMs).padStart(9)} ms   ratio ${ratio.toFixed(3)} (target ${target})`,
  );
  console.log(JSON.stringify({ work, limit, ours_ms: oursMs, limit_ms: limitMs, ratio, target, pass }));
}
