// Civil dates without a zone, proleptic Gregorian like PostgreSQL's. A day is its number counted from 1970-01-01 (= 0).

export const DAY_MS = 86_400_000;
export const QUARTER_MS = 900_000;
export const MINUTE_MS = 60_000;

export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

/** A half-open stretch of time, `[from, until)`, in epoch milliseconds. */
export type Range = { readonly from: number; readonly until: number };

/** The number of a civil date; month 1..12. A day beyond the month's end runs over into the next month. */
export function dayOf(year: number, month: number, day: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day); // Date.UTC would read the years 0..99 as 1900..1999
  return date.getTime() / DAY_MS;
}

/** The civil date of a day number. */
export function dateOf(day: number): CivilDate {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Monday is 0, Sunday is 6. 1970-01-01 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** The ISO 8601 week of a day; the year is that of the week's Thursday, so 2021-01-01 lies in week 53 of 2020. */
export function isoWeekOf(day: number): { readonly year: number; readonly week: number } {
  const thursday = day - weekdayOf(day) + 3;
  const { year } = dateOf(thursday);
  return { year, week: Math.floor((thursday - dayOf(year, 1, 1)) / 7) + 1 };
}

/** The last day (28..31) of a month 1..12. */
export const lastDayOf = (year: number, month: number): number => dateOf(dayOf(year, month + 1, 0)).day;

export const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

/** Four digits for the years 0..9999, sign and six digits beyond, as in ECMAScript's date strings. */
export function yearText(year: number): string {
  if (year >= 0 && year <= 9999) return `${year}`.padStart(4, '0');
  return `${year < 0 ? '-' : '+'}${`${Math.abs(year)}`.padStart(6, '0')}`;
}

/** `2021-08-01` */
export function dateText(day: number): string {
  const date = dateOf(day);
  return `${yearText(date.year)}-${twoDigits(date.month)}-${twoDigits(date.day)}`;
}
