import { hourPieces, hoursProblem, isWithin, parseHours } from '#metrics';

test.each([
  ['Mon-Fri 08:00-18:00', [0, 1, 2, 3, 4], 480, 1080],
  ['Sat,Sun 10:00-24:00', [5, 6], 600, 1440],
  ['Fri-Mon 22:00-06:30', [0, 4, 5, 6], 1320, 390],
  ['22:00-08:00', [0, 1, 2, 3, 4, 5, 6], 1320, 480],
])('%s are hours', (text, days, from, until) => {
  expect(parseHours(text)).toEqual({ days, from, until });
});

test.each([
  '',
  'Mon-Fri',
  '8:00-18:00',
  '08:00-08:00',
  '24:00-08:00',
  '08:00-24:01',
  '25:00-26:00',
  'mon 08:00-09:00',
  'Mon-Tue-Wed 08:00-09:00',
  'Mon,,Tue 08:00-09:00',
  'Mon  08:00-09:00',
])('%j are none', (text) => {
  expect(hoursProblem(text)).toMatch(/^must be hours/);
});

test('hours after midnight belong to the day they began', () => {
  const friday = parseHours('Fri 22:00-02:00');
  expect([
    isWithin(friday, 4, 1320),
    isWithin(friday, 5, 119),
    isWithin(friday, 5, 120),
    isWithin(friday, 4, 60),
    isWithin(friday, 5, 1320),
  ]).toEqual([true, true, false, false, false]);
  const sunday = parseHours('Sun 22:00-02:00');
  expect([isWithin(sunday, 0, 60), isWithin(sunday, 6, 60)]).toEqual([true, false]);
});

test('a day on which the clocks turn is cut by what they show, sleep before work', () => {
  const hours = { business: parseHours('07:00-18:00'), sleep: parseHours('22:00-08:00') };
  const range = { from: Date.parse('2026-03-28T22:30:00Z'), until: Date.parse('2026-03-29T20:10:00Z') };
  expect(hourPieces(range, 'Europe/Rome', hours).map(({ kind, from }) => [kind, new Date(from).toISOString().slice(11, 16)])).toEqual([
    ['sleep', '22:30'],
    ['business', '06:00'],
    ['off', '16:00'],
    ['sleep', '20:00'],
  ]);
});

test('bounds that are no quarters of an hour are met to the minute', () => {
  const hours = { business: parseHours('08:07-08:08'), sleep: parseHours('22:00-06:00') };
  const range = { from: Date.parse('2026-05-12T08:00:00Z'), until: Date.parse('2026-05-12T08:30:00Z') };
  expect(hourPieces(range, 'UTC', hours)).toEqual([
    { kind: 'off', from: range.from, until: range.from + 7 * 60_000 },
    { kind: 'business', from: range.from + 7 * 60_000, until: range.from + 8 * 60_000 },
    { kind: 'off', from: range.from + 8 * 60_000, until: range.until },
  ]);
});
