// What callers may ask for: instants, dates and how long a range may be. Problems are sentences that follow the parameter's name.
import { DAY_MS, dayOf, lastDayOf, type Range } from './civil.js';

/** What is asked for lies between (epoch ms): the database has no year 0, and writes years beyond 9999 in another way. */
export const FIRST_INSTANT = dayOf(1, 1, 1) * DAY_MS;
const END_OF_INSTANTS = dayOf(10_000, 1, 1) * DAY_MS;

const INSTANT = /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
/** No alert starts or ends before 1980 (epoch ms): what says so has no clock. */
export const EARLIEST_START = Date.UTC(1980, 0, 1);

/**
 * Epoch milliseconds of an RFC 3339 date-time; undefined for anything else: no offset, a space for the T or the +, 24:00, dates that
 * do not exist. Digits beyond the millisecond are cut off, which is towards minus infinity. A leap second (:60) is refused:
 * it has no number of its own in epoch time and would be taken for the second after it. `-00:00` is UTC. So is what lies outside the years
 * 1..9999 of UTC.
 */
export function parseInstant(text: string): number | undefined {
  const match = INSTANT.exec(text);
  if (!match) return undefined;
  const [, year = '', month = '', day = '', hour, minute, second, fraction = '', sign, offsetHour = '0', offsetMinute = '0'] = match;
  const date = dayNumber(year, month, day);
  const time = [hour, minute, second, offsetHour, offsetMinute].map(Number);
  const [h = 24, m = 60, s = 60, oh = 24, om = 60] = time;
  if (date === undefined || h > 23 || m > 59 || s > 59 || oh > 23 || om > 59) return undefined;
  const offset = (oh * 60 + om) * 60_000 * (sign === '-' ? -1 : 1);
  const instant = date * DAY_MS + ((h * 60 + m) * 60 + s) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0')) - offset;
  return instant >= FIRST_INSTANT && instant < END_OF_INSTANTS ? instant : undefined;
}

/** `until must be an RFC 3339 …`, or undefined. */
export const instantProblem = (text: string): string | undefined =>
  parseInstant(text) === undefined ? 'must be an RFC 3339 date and time with an offset such as 2021-08-01T00:00:00Z' : undefined;

/** The day number (civil.ts) of `2021-08-01`, years 0001..9999; undefined for anything else and for dates that do not exist. */
export function parseDate(text: string): number | undefined {
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  return dayNumber(year, month, day);
}

export const dateProblem = (text: string): string | undefined =>
  parseDate(text) === undefined ? 'must be a date such as 2021-08-01' : undefined;

function dayNumber(year: string, month: string, day: string): number | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  return y >= 1 && m >= 1 && m <= 12 && d >= 1 && d <= lastDayOf(y, m) ? dayOf(y, m, d) : undefined;
}

/** Reports may ask for this much of the future, for clocks that differ. */
export const LEEWAY_MS = 60_000;
export const THIRTY_ONE_DAYS_MS = 2_678_400_000;

/** The same UTC date and time a calendar year later; 29 February becomes 28 February. */
export function yearAfter(instant: number): number {
  const date = new Date(instant);
  const [year, month] = [date.getUTCFullYear() + 1, date.getUTCMonth()];
  date.setUTCFullYear(year, month, Math.min(date.getUTCDate(), lastDayOf(year, month + 1)));
  return date.getTime();
}

export const orderProblem = ({ from, until }: Range): string | undefined => (until > from ? undefined : 'must be after from');
export const futureProblem = (until: number, now: number): string | undefined =>
  until <= now + LEEWAY_MS ? undefined : 'must not be in the future';
export const yearProblem = ({ from, until }: Range): string | undefined =>
  until <= yearAfter(from) ? undefined : 'must be at most one calendar year after from';
export const monthProblem = ({ from, until }: Range): string | undefined =>
  until - from <= THIRTY_ONE_DAYS_MS ? undefined : 'must be at most 31 days after from';

/** What is wrong with the `until` of `/reports/alerts`, `/summary` and `/insights`, given epoch ms; the first fault only. */
export const reportRangeProblem = (range: Range, now: number): string | undefined =>
  orderProblem(range) ?? futureProblem(range.until, now) ?? yearProblem(range);

/** The same for `/reports/api-keys/usage`: at most 31 days. */
export const usageRangeProblem = (range: Range, now: number): string | undefined =>
  orderProblem(range) ?? futureProblem(range.until, now) ?? monthProblem(range);

/** The equally long range that ends where this one starts. */
export const rangeBefore = ({ from, until }: Range): Range => ({ from: from - (until - from), until: from });
