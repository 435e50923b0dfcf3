// MTTA, MTTR and percentiles. Durations are milliseconds, answers are whole seconds, `undefined` where there is nothing to measure (never 0).

export type Count = bigint | number;

/** Numerator over a positive denominator, rounded to the nearest integer, halves towards plus infinity. Exact at any size. */
export function halfUp(numerator: bigint, denominator: bigint): bigint {
  const [top, bottom] = [2n * numerator + denominator, 2n * denominator];
  const truncated = top / bottom;
  return top < 0n && truncated * bottom !== top ? truncated - 1n : truncated;
}

/** Milliseconds from start to end (epoch ms). An end before the start counts as 0; a missing one gives undefined and is left out of means. */
export const durationMs = (start: number, end: number | null | undefined): number | undefined =>
  end === null || end === undefined ? undefined : Math.max(0, end - start);

/** Whole seconds of one duration in whole milliseconds, rounded half up. */
export const secondsOf = (ms: Count): number => Number(halfUp(exact(ms), 1000n));

/**
 * The mean in whole seconds from a sum of milliseconds and the number of durations in it, rounded half up once; undefined for none.
 * A sum over many alerts can pass 2^53: hand it over as bigint. A number that is no safe integer throws a RangeError.
 * Negative durations are made 0 before they are summed (`durationMs`).
 */
export function meanSeconds(sumMs: Count, n: Count): number | undefined {
  const size = exact(n);
  return size > 0n ? Number(halfUp(exact(sumMs), 1000n * size)) : undefined;
}

/** The mean of a list in whole seconds, by the same rules; null and undefined entries are left out, negative ones count as 0. */
export function meanSecondsOf(durations: Iterable<number | null | undefined>): number | undefined {
  const known = measured(durations);
  return meanSeconds(
    known.reduce((sum, ms) => sum + BigInt(ms), 0n),
    known.length,
  );
}

/** Mean seconds between failures: from the first start to the last one (epoch ms) over n - 1 gaps; undefined below two alerts. */
export const meanSecondsBetween = (firstStart: number, lastStart: number, n: number): number | undefined =>
  meanSeconds(lastStart - firstStart, n - 1);

export const PERCENTILES = { p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
export type Percentile = keyof typeof PERCENTILES;

/** Whole seconds, `n` durations went in; without any, `n` is 0 and nothing else is there. */
export type DurationSummary = { readonly n: number } & { readonly [figure in 'mean' | 'min' | 'max' | Percentile]?: number };

/** Sums a list up, null and undefined left out. Equals avg, min, max and percentile_disc over the same milliseconds in PostgreSQL. */
export function summaryOf(durations: Iterable<number | null | undefined>): DurationSummary {
  const sorted = measured(durations).sort((a, b) => a - b);
  const at = (share: number): number | undefined => inSeconds(nearestRank(sorted, share));
  const { p50, p90, p95, p99 } = PERCENTILES;
  const figures = {
    mean: meanSecondsOf(sorted),
    min: inSeconds(sorted[0]),
    p50: at(p50),
    p90: at(p90),
    p95: at(p95),
    p99: at(p99),
    max: inSeconds(sorted.at(-1)),
  };
  return sorted.length === 0 ? { n: 0 } : { n: sorted.length, ...figures };
}

/**
 * The nearest-rank percentile of ascending values: the one at rank ceil(share * n), always a value that was measured. It is what
 * PostgreSQL's percentile_disc computes, down to the same double multiplication; percentile_cont interpolates and may differ in the last bit.
 */
export const nearestRank = (ascending: readonly number[], share: number): number | undefined =>
  ascending[Math.max(Math.ceil(share * ascending.length), 1) - 1];

const inSeconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : secondsOf(ms));

function measured(durations: Iterable<number | null | undefined>): number[] {
  const known: number[] = [];
  for (const ms of durations) if (ms !== null && ms !== undefined) known.push(Math.max(0, ms));
  return known;
}

function exact(value: Count): bigint {
  if (typeof value === 'bigint') return value;
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no exact integer`);
  return BigInt(value);
}
