// How much of the alerting is noise. A series is every alert of one organization and fingerprint. Instants are epoch ms.
import { civilAt } from './clock.js';
import { halfUp } from './durations.js';

export const FLAPPING_WINDOW_MS = 30 * 60_000;
export const FLAPPING_ABOVE = 2;
export const REFIRE_WINDOW_MS = 24 * 3_600_000;

/** The most changes (starts and resolutions of one series, in any order) that any half-open window of 30 minutes holds. */
export function mostChanges(changes: readonly number[]): number {
  const sorted = [...changes].sort((a, b) => a - b);
  let most = 0;
  let oldest = 0;
  for (const [index, at] of sorted.entries()) {
    while (at - (sorted[oldest] ?? at) >= FLAPPING_WINDOW_MS) oldest += 1;
    most = Math.max(most, index - oldest + 1);
  }
  return most;
}

/** Whether a series changes more than 2 times within 30 minutes. */
export const isFlapping = (changes: readonly number[]): boolean => mostChanges(changes) > FLAPPING_ABOVE;

export type Episode = { readonly startsAt: number; readonly endsAt: number | null };
export type Refires = { readonly resolved: number; readonly refired: number };

/** Of one series: how many alerts resolved, and how many of those were followed by another start in `[endsAt, endsAt + 24 h)`. */
export function refiresOf(series: readonly Episode[]): Refires {
  const starts = series.map(({ startsAt }) => startsAt).sort((a, b) => a - b);
  let [resolved, refired] = [0, 0];
  for (const { startsAt, endsAt } of series) {
    if (endsAt === null) continue;
    const until = endsAt + REFIRE_WINDOW_MS;
    const itself = startsAt >= endsAt && startsAt < until ? 1 : 0;
    resolved += 1;
    if (countBelow(starts, until) - countBelow(starts, endsAt) > itself) refired += 1;
  }
  return { resolved, refired };
}

/** How many of the ascending values are smaller. */
function countBelow(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A part of a whole between 0 and 1 with 4 decimals, rounded half up; undefined when the whole is 0. */
export const shareOf = (part: number, whole: number): number | undefined =>
  whole === 0 ? undefined : Number(halfUp(BigInt(part) * 10_000n, BigInt(whole))) / 10_000;

/** The share of durations (ms) of at most `targetSeconds`; null and undefined are left out, negative ones count as 0; undefined for none. */
export function shareWithin(durations: Iterable<number | null | undefined>, targetSeconds: number): number | undefined {
  let [within, all] = [0, 0];
  for (const ms of durations) {
    if (ms === null || ms === undefined) continue;
    all += 1;
    if (Math.max(0, ms) <= targetSeconds * 1000) within += 1;
  }
  return shareOf(within, all);
}

/**
 * Starts by weekday and hour of the zone's clock: 7 rows of 24 counts, Monday first, from instants with how many alerts started then.
 * The first instant of a quarter hour may stand for all of it: offsets since 1972 are whole quarters. The only exception is the
 * quarter in which the clocks of eastern Canada turned at 00:01, once an autumn until 2010.
 */
export function heatmapOf(starts: Iterable<{ readonly at: number; readonly n: number }>, zone: string): number[][] {
  const cells = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  for (const { at, n } of starts) {
    const { weekday, hour } = civilAt(at, zone);
    const row = cells[weekday];
    if (row) row[hour] = (row[hour] ?? 0) + n;
  }
  return cells;
}
