// GET /api/alerts/trend: whole civil days of a zone up to today, against the equally long run of days before.
import { type LabelledRange, labelledRanges } from './buckets.js';
import { DAY_MS, dateText, type Range } from './civil.js';
import { dayAt, startOfDay } from './clock.js';
import { halfUp } from './durations.js';

export const TREND_PERIODS = [7, 30, 180, 365] as const;
export type TrendPeriod = (typeof TREND_PERIODS)[number];

const LABELS: Readonly<Record<TrendPeriod, string>> = { 7: '7 days', 30: '30 days', 180: '6 months', 365: '1 year' };

/**
 * `dates`: the period's civil dates, ascending, today last; a date that the zone skipped is among them and has no range.
 * `current`: what lies on those dates, in UTC instants, labelled by date; a date twice where the clocks go back over midnight.
 * `previous`: what lies on the equally many dates before. All ranges are ascending, disjoint, half-open, in epoch ms.
 */
export type TrendWindow = {
  readonly period: TrendPeriod;
  readonly dates: readonly string[];
  readonly current: readonly LabelledRange[];
  readonly previous: readonly Range[];
};

/** The ranges to count for a trend that ends today, `now` (epoch ms) being today in the zone. Today is taken to its end. */
export function trendWindow(period: TrendPeriod, zone: string, now: number): TrendWindow {
  const today = dayAt(now, zone);
  const datesFrom = (first: number): string[] => Array.from({ length: period }, (_, index) => dateText(first + index));
  const [earlier, dates] = [datesFrom(today - 2 * period + 1), datesFrom(today - period + 1)];
  // A day more at the end: clocks that go back over midnight return to today after tomorrow has begun.
  const around = { from: startOfDay(today - 2 * period + 1, zone), until: startOfDay(today + 1, zone) + DAY_MS };
  const days = labelledRanges(around, zone, 'DAY');
  const on = (wanted: readonly string[]): LabelledRange[] => {
    const known = new Set(wanted);
    return days.filter(({ label }) => known.has(label));
  };
  return { period, dates, current: on(dates), previous: joined(on(earlier)) };
}

function joined(ranges: readonly Range[]): Range[] {
  const found: Range[] = [];
  for (const { from, until } of ranges) {
    const last = found.at(-1);
    if (last?.until === from) found[found.length - 1] = { from: last.from, until };
    else found.push({ from, until });
  }
  return found;
}

/** The `data` of the answer. */
export type Trend = {
  period: number;
  period_label: string;
  current_total: number;
  previous_total: number;
  delta: number;
  delta_percentage: number;
  trend: 'up' | 'down' | 'stable';
  data_points: { date: string; count: number }[];
};

/** `counts` by date (absent = 0, dates outside the window are ignored), `previous` the total of `window.previous`. The points add up to `current_total`. */
export function trendOf(window: TrendWindow, counts: ReadonlyMap<string, number>, previous: number): Trend {
  const points = window.dates.map((date) => ({ date, count: counts.get(date) ?? 0 }));
  const current = points.reduce((sum, { count }) => sum + count, 0);
  return {
    period: window.period,
    period_label: LABELS[window.period],
    current_total: current,
    previous_total: previous,
    delta: current - previous,
    delta_percentage: deltaPercentage(current, previous),
    trend: current > previous ? 'up' : current < previous ? 'down' : 'stable',
    data_points: points,
  };
}

/** Change in percent of the previous number, 2 decimals, halves away from zero as PostgreSQL's round(numeric, 2); 0 when previous is 0. */
export function deltaPercentage(current: number, previous: number): number {
  if (previous === 0 || current === previous) return 0;
  const size = Number(halfUp(BigInt(Math.abs(current - previous)) * 10_000n, BigInt(previous))) / 100;
  return current < previous ? 0 - size : size;
}
