// Civil time in a zone. Instants are epoch milliseconds, zones have passed `zoneProblem`, days are day numbers (civil.ts).
import { type CivilDate, DAY_MS, dateOf, type Range, weekdayOf } from './civil.js';
import { offsetAt, stretches } from './offsets.js';

/** weekday: Monday is 0. */
export type CivilTime = CivilDate & {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  readonly weekday: number;
};

/** The number of the civil day that an instant lies on. */
export const dayAt = (instant: number, zone: string): number => Math.floor((instant + offsetAt(instant, zone)) / DAY_MS);

/** The civil date and time that a clock in the zone shows. */
export function civilAt(instant: number, zone: string): CivilTime {
  const local = instant + offsetAt(instant, zone);
  const day = Math.floor(local / DAY_MS);
  const rest = local - day * DAY_MS;
  return {
    ...dateOf(day),
    hour: Math.floor(rest / 3_600_000),
    minute: Math.floor(rest / 60_000) % 60,
    second: Math.floor(rest / 1000) % 60,
    millisecond: rest % 1000,
    weekday: weekdayOf(day),
  };
}

/**
 * The first instant at which the zone's civil date is the day or a later one. At a skipped midnight (Havana in March) that is the
 * instant the clocks jump; at a repeated one the first; of a skipped day (Apia, 2011-12-30) the start of the day after it.
 */
export function startOfDay(day: number, zone: string): number {
  const midnight = day * DAY_MS;
  for (const { from, until, offset } of stretches({ from: midnight - DAY_MS, until: midnight + 2 * DAY_MS }, zone)) {
    const reached = Math.max(from, midnight - offset);
    if (reached < until) return reached;
  }
  throw new RangeError(`day ${day} never comes in ${zone}`); // no offset is a day or more away from UTC
}

/** The instants from the start of the first day to the end of the last one, both inclusive. Empty when that day is skipped in the zone. */
export const rangeOfDays = (first: number, last: number, zone: string): Range => ({
  from: startOfDay(first, zone),
  until: startOfDay(last + 1, zone),
});
