import { dateText, dayAt, parseDate, parseInstant, type Range, rangeOfDays } from '#metrics';
import type { Codec } from './codecs';

export const PRESETS = ['today', '7d', '30d', '90d', '1y', 'mtd'] as const;
type Preset = (typeof PRESETS)[number];
const DAYS: Readonly<Record<Exclude<Preset, 'mtd'>, number>> = { today: 1, '7d': 7, '30d': 30, '90d': 90, '1y': 365 };

/** `7d`, `2026-05-01..2026-05-31` (days, inclusive) or two instants. */
export const rangeText = (fallback: Preset): Codec<string> => ({
  fallback,
  read: ([text, ...more]) => (text !== undefined && more.length === 0 && isRange(text) ? text : undefined),
  write: (text) => (text === fallback ? [] : [text]),
});

function isRange(text: string): boolean {
  if (PRESETS.some((preset) => preset === text)) return true;
  const [first = '', last = '', ...more] = text.split('..');
  if (more.length > 0) return false;
  const [days, instants] = [[first, last].map(parseDate), [first, last].map(parseInstant)];
  return isOrdered(days, 0) || isOrdered(instants, 1);
}

const isOrdered = ([first, last]: readonly (number | undefined)[], least: number): boolean =>
  first !== undefined && last !== undefined && last - first >= least;

/** Epoch ms of a range that was read; whole civil days of the zone. What reaches into the future ends now. */
export function rangeOf(text: string, zone: string, now: number): Range {
  const today = dayAt(now, zone);
  const [first = '', last = ''] = text.split('..');
  const [from, until] = [parseInstant(first), parseInstant(last)];
  const range = from !== undefined && until !== undefined ? { from, until } : daysOf(text, first, last, today, zone);
  return { from: range.from, until: Math.max(range.from + 1, Math.min(range.until, now)) };
}

function daysOf(text: string, first: string, last: string, today: number, zone: string): Range {
  const [from, until] = [parseDate(first), parseDate(last)];
  if (from !== undefined && until !== undefined) return rangeOfDays(from, until, zone);
  if (text === 'mtd') return rangeOfDays(today - Number(dateText(today).slice(8)) + 1, today, zone);
  return rangeOfDays(today - (DAYS[text as keyof typeof DAYS] ?? 7) + 1, today, zone);
}

/** The same range in absolute days of the zone, for a link that means tomorrow what it means today. */
export function absoluteRange(text: string, zone: string, now: number): string {
  if (!PRESETS.some((preset) => preset === text)) return text;
  const { from, until } = rangeOf(text, zone, now);
  return `${dateText(dayAt(from, zone))}..${dateText(dayAt(until - 1, zone))}`;
}

/** First and last civil day, as forms show and exports take them. */
export const daysIn = ({ from, until }: Range, zone: string): { first: string; last: string } => ({
  first: dateText(dayAt(from, zone)),
  last: dateText(dayAt(until - 1, zone)),
});
