// Kinds of hours on a zone's clocks: of work, of sleep, and the others.
import { MINUTE_MS, QUARTER_MS, type Range } from './civil.js';
import { civilAt } from './clock.js';

export type HourKind = 'business' | 'off' | 'sleep';
/** Days (Monday is 0) on which they begin, and minutes of the day, half-open. Where `until` is not after `from` they end on the next day. */
export type Hours = { readonly days: readonly number[]; readonly from: number; readonly until: number };
/** A half-open stretch of time of one kind. */
export type HourPiece = Range & { readonly kind: HourKind };

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const DAY_MINUTES = 1_440;
const SHAPE = /^(?:(\S+) )?(\d\d):(\d\d)-(\d\d):(\d\d)$/;

/** Why a text names no hours; undefined when it does. */
export const hoursProblem = (text: string): string | undefined =>
  read(text) ? undefined : 'must be hours such as Mon-Fri 08:00-18:00, Sat,Sun 10:00-24:00 or 22:00-08:00';

/** Hours of a text without a problem. */
export function parseHours(text: string): Hours {
  const hours = read(text);
  if (!hours) throw new RangeError(`no hours: ${text}`);
  return hours;
}

function read(text: string): Hours | undefined {
  const [, days, ...clock] = SHAPE.exec(text) ?? [];
  const [fromHour = 99, fromMinute = 99, untilHour = 99, untilMinute = 99] = clock.map(Number);
  const [from, until] = [minuteOf(fromHour, fromMinute), minuteOf(untilHour, untilMinute)];
  const named = days === undefined ? EVERY_DAY : daysOf(days);
  if (from === undefined || until === undefined || !named || from === until || from === DAY_MINUTES) return undefined;
  return { days: named, from, until };
}

const minuteOf = (hour: number, minute: number): number | undefined =>
  (hour < 24 && minute < 60) || (hour === 24 && minute === 0) ? hour * 60 + minute : undefined;

/** `Mon-Fri`, `Sat,Sun` or `Fri-Mon`. */
function daysOf(text: string): number[] | undefined {
  const found = new Set<number>();
  for (const part of text.split(',')) {
    const [first = -1, last = first, ...more] = part.split('-').map((name) => DAYS.indexOf(name));
    if (first < 0 || last < 0 || more.length > 0) return undefined;
    for (let day = first; ; day = (day + 1) % 7) {
      found.add(day);
      if (day === last) break;
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** Whether the clocks show one of them; hours after midnight belong to the day before. */
export function isWithin({ days, from, until }: Hours, weekday: number, minute: number): boolean {
  if (until > from) return days.includes(weekday) && minute >= from && minute < until;
  return (days.includes(weekday) && minute >= from) || (days.includes((weekday + 6) % 7) && minute < until);
}

/** Cuts a range by the kind of its hours in a zone, sleep before work: ascending, without gaps, neighbours differ. */
export function hourPieces(
  { from, until }: Range,
  zone: string,
  { business, sleep }: Readonly<Record<'business' | 'sleep', Hours>>,
): HourPiece[] {
  const isEven = [business.from, business.until, sleep.from, sleep.until].every((minute) => minute % 15 === 0);
  const step = isEven ? QUARTER_MS : MINUTE_MS;
  const pieces: HourPiece[] = [];
  // Clocks turn at whole quarters of an hour, so the kind of a step is that of its first moment.
  for (let at = Math.floor(from / step) * step; at < until; at += step) {
    const { weekday, hour, minute } = civilAt(at, zone);
    const [isAsleep, isAtWork] = [sleep, business].map((hours) => isWithin(hours, weekday, hour * 60 + minute));
    const kind = isAsleep ? 'sleep' : isAtWork ? 'business' : 'off';
    const last = pieces.at(-1);
    if (last?.kind === kind) pieces[pieces.length - 1] = { ...last, until: Math.min(at + step, until) };
    else pieces.push({ kind, from: Math.max(at, from), until: Math.min(at + step, until) });
  }
  return pieces;
}
