import fc from 'fast-check';
import { DAY_MS, dateText, dayAt, deltaPercentage, labelAt, TREND_PERIODS, trendOf, trendWindow } from '#metrics';

const at = (text: string): number => Date.parse(text);
const anyPeriod = fc.constantFrom(...TREND_PERIODS);
const anyZone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
const anyNow = fc.integer({ min: at('2000-01-01T00:00:00Z'), max: at('2037-01-01T00:00:00Z') });

test('a week ends today and is cut at the midnights of the zone', () => {
  const window = trendWindow(7, 'Europe/Berlin', at('2026-03-31T23:30:00Z'));
  expect(window.dates).toEqual(['2026-03-26', '2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31', '2026-04-01']);
  const hours = window.current.map((day) => (day.until - day.from) / 3_600_000);
  expect(hours).toEqual([24, 24, 24, 23, 24, 24, 24]);
  expect(window.current[0]?.from).toBe(at('2026-03-25T23:00:00Z'));
  expect(window.previous).toEqual([{ from: at('2026-03-18T23:00:00Z'), until: at('2026-03-25T23:00:00Z') }]);
});

test('an instant is counted exactly where its civil date belongs, in any zone', () => {
  fc.assert(
    fc.property(anyPeriod, anyZone, anyNow, fc.double({ min: 0, max: 1, noNaN: true }), (period, zone, now, where) => {
      const window = trendWindow(period, zone, now);
      const instant = Math.floor(now + 2 * DAY_MS - where * (2 * period + 5) * DAY_MS);
      const age = dayAt(now, zone) - dayAt(instant, zone);
      const holds = (range: { from: number; until: number }): boolean => range.from <= instant && instant < range.until;
      const current = window.current.filter(holds).map((range) => range.label);
      expect(current).toEqual(age >= 0 && age < period ? [labelAt(instant, zone, 'DAY')] : []);
      expect(window.previous.filter(holds)).toHaveLength(age >= period && age < 2 * period ? 1 : 0);
    }),
    { numRuns: 400 },
  );
});

test('the dates are as many as the period, ascending without a gap, today last', () => {
  fc.assert(
    fc.property(anyPeriod, anyZone, anyNow, (period, zone, now) => {
      const today = dayAt(now, zone);
      const { dates } = trendWindow(period, zone, now);
      expect(dates).toEqual(Array.from({ length: period }, (_, index) => dateText(today - period + 1 + index)));
    }),
  );
});

test('a skipped day is a point without a range', () => {
  const window = trendWindow(7, 'Pacific/Apia', at('2012-01-02T00:00:00Z'));
  expect(window.dates).toContain('2011-12-30');
  expect(window.current.map((day) => day.label)).not.toContain('2011-12-30');
  expect(trendOf(window, new Map(), 0).data_points).toHaveLength(7);
});

test('a date that comes twice owns both of its ranges, also as today and as the first day', () => {
  const today = trendWindow(7, 'America/St_Johns', at('2009-11-01T02:31:30Z'));
  expect(today.dates.at(-1)).toBe('2009-10-31');
  expect(today.current.filter((day) => day.label === '2009-10-31')).toHaveLength(2);
  const first = trendWindow(7, 'America/St_Johns', at('2009-11-07T12:00:00Z'));
  expect(first.current.filter((day) => day.label === '2009-11-01')).toHaveLength(2);
  expect(first.previous).toHaveLength(2);
});

test('the answer adds up', () => {
  const window = trendWindow(7, 'UTC', at('2026-01-07T12:00:00Z'));
  const counts = new Map([
    ['2026-01-01', 3],
    ['2026-01-07', 4],
    ['2025-12-31', 99],
  ]);
  const trend = trendOf(window, counts, 6);
  expect(trend).toMatchObject({
    period: 7,
    period_label: '7 days',
    current_total: 7,
    previous_total: 6,
    delta: 1,
    delta_percentage: 16.67,
    trend: 'up',
  });
  expect(trend.data_points.map((point) => point.count)).toEqual([3, 0, 0, 0, 0, 0, 4]);
});

test.each([
  [7, '7 days'],
  [30, '30 days'],
  [180, '6 months'],
  [365, '1 year'],
] as const)('a period of %i days is called %s', (period, label) => {
  expect(trendOf(trendWindow(period, 'UTC', 0), new Map(), 0)).toMatchObject({ period_label: label, trend: 'stable', delta_percentage: 0 });
});

test('fewer than before is down', () => {
  expect(trendOf(trendWindow(7, 'UTC', 0), new Map(), 8)).toMatchObject({ delta: -8, delta_percentage: -100, trend: 'down' });
});

test.each([
  [0, 0, 0],
  [5, 0, 0],
  [5, 5, 0],
  [2, 3, -33.33],
  [3, 2, 50],
  [0, 7, -100],
  [8001, 8000, 0.01],
  [7999, 8000, -0.01],
  [20_001, 20_000, 0.01],
  [19_999, 20_000, -0.01],
  [20_000, 20_001, 0],
])('from %i after %i is %d percent', (current, previous, percentage) => {
  expect(deltaPercentage(current, previous)).toBe(percentage);
});
