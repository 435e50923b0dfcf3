// When a report comes by itself, and over which days. Pure but for the cron it stands on. Instants are epoch milliseconds.
import { Cron } from 'croner';
import { dateOf, dateText, dayAt, dayOf, type Range, rangeOfDays, weekdayOf } from '#metrics';

export const REPORT_RANGES = ['previous-day', 'previous-week', 'previous-month', 'last-7-days', 'last-30-days'] as const;
export type ReportRange = (typeof REPORT_RANGES)[number];
/** Whole days, the last one included, and the instants from the start of the first to the end of the last. */
export type ReportDays = Range & { readonly first: string; readonly last: string };

const HOUR_MS = 3_600_000;
const FIELDS = /^\S+(?: \S+){4}$/;
const CHARACTERS = /^[\dA-Za-z*,/ -]+$/;

/** Why a cron in a zone is no schedule; undefined when it is one. */
export function cronProblem(cron: string, zone: string, now: number): string | undefined {
  if (!FIELDS.test(cron) || !CHARACTERS.test(cron)) return 'must be five cron fields: minute, hour, day of month, month, day of week';
  try {
    if (nextSlot(cron, zone, now) === undefined) return 'never comes';
    return isHourlyAtMost(cron) ? undefined : 'comes more often than hourly';
  } catch (error) {
    return `is no cron: ${error instanceof Error ? error.message.replace(/^CronPattern: /, '') : 'it cannot be read'}`;
  }
}

/** With one minute of the hour two slots are an hour apart at least; the clocks may turn. */
function isHourlyAtMost(cron: string): boolean {
  const [minute] = cron.split(' ');
  const [first, second] = cronOf(`${minute} * * * *`, 'UTC').nextRuns(2, new Date(0));
  return first !== undefined && second !== undefined && second.getTime() - first.getTime() >= HOUR_MS;
}

/** The first slot after an instant. A time that a zone skips comes at the first instant after it, one that comes twice comes once. */
export function nextSlot(cron: string, zone: string, after: number): number | undefined {
  const slots = eitherOf(cron).flatMap((one) => cronOf(one, zone).nextRun(new Date(after))?.getTime() ?? []);
  return slots.length > 0 ? Math.min(...slots) : undefined;
}

/** So many slots after an instant. */
export function nextSlots(cron: string, zone: string, after: number, count: number): number[] {
  const slots: number[] = [];
  for (let slot = nextSlot(cron, zone, after); slot !== undefined && slots.length < count; slot = nextSlot(cron, zone, slot))
    slots.push(slot);
  return slots;
}

/** Day of month and day of week: either counts. Asked for both at once, croner 11 misses the first of a month after a week that began in the one before. */
function eitherOf(cron: string): string[] {
  const [minute, hour, day, month, weekday] = cron.split(' ');
  return day === '*' || weekday === '*' ? [cron] : [`${minute} ${hour} ${day} ${month} *`, `${minute} ${hour} * ${month} ${weekday}`];
}

/** Never runs by itself: only asked when it would. */
const cronOf = (cron: string, timezone: string): Cron => new Cron(cron, { timezone, mode: '5-part', paused: true });

/** The days of a range before the day of a slot, and their instants: of the days of another zone for a report that has days of its own. */
export function daysOf(range: ReportRange, slot: number, zone: string, counted = zone): ReportDays {
  const [first, last] = bounds(range, dayAt(slot, zone));
  return { first: dateText(first), last: dateText(last), ...rangeOfDays(first, last, counted) };
}

function bounds(range: ReportRange, today: number): readonly [first: number, last: number] {
  const { year, month } = dateOf(today);
  switch (range) {
    case 'previous-day':
      return [today - 1, today - 1];
    case 'previous-week':
      return [today - weekdayOf(today) - 7, today - weekdayOf(today) - 1];
    case 'previous-month':
      return [dayOf(year, month - 1, 1), dayOf(year, month, 1) - 1];
    case 'last-7-days':
      return [today - 7, today - 1];
    case 'last-30-days':
      return [today - 30, today - 1];
  }
}
