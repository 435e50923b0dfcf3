import { dayOf, rangeOfDays, startOfDay } from '#metrics';

const dayFrom = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;

test.each([
  ['an ordinary day', 'Europe/Berlin', '2026-07-01', '2026-06-30T22:00:00.000Z'],
  ['a day of 23 hours', 'Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
  ['a skipped midnight starts at the jump', 'America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z'],
  ['a skipped midnight in Brazil', 'America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
  ['midnight after the clocks fell back to the day before', 'America/Sao_Paulo', '2019-02-17', '2019-02-17T03:00:00.000Z'],
  ['a repeated midnight starts at the first', 'America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z'],
  ['a repeated midnight in the Azores', 'Atlantic/Azores', '2026-10-25', '2026-10-25T00:00:00.000Z'],
  ['a minute of the new day before the old one returns', 'America/St_Johns', '2009-11-01', '2009-11-01T02:30:00.000Z'],
  ['a skipped day starts with the day after it', 'Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
  ['the day after a skipped one', 'Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
  ['a quarter-hour zone', 'Asia/Kathmandu', '2026-03-01', '2026-02-28T18:15:00.000Z'],
  ['the quarter hour that Nepal skipped', 'Asia/Kathmandu', '1986-01-01', '1985-12-31T18:30:00.000Z'],
  ['the earliest zone', 'Pacific/Kiritimati', '2026-01-01', '2025-12-31T10:00:00.000Z'],
  ['the latest zone', 'Etc/GMT+12', '2026-01-01', '2026-01-01T12:00:00.000Z'],
  ['an old local mean time with seconds', 'Africa/Monrovia', '1960-01-01', '1960-01-01T00:44:30.000Z'],
])('%s: %s %s', (_, zone, day, start) => {
  expect(new Date(startOfDay(dayFrom(day), zone)).toISOString()).toBe(start);
});

test('a range of days ends where the day after the last one starts', () => {
  const { from, until } = rangeOfDays(dayOf(2026, 10, 25), dayOf(2026, 10, 25), 'Europe/Berlin');
  expect((until - from) / 3_600_000).toBe(25);
});

test('the range of a skipped day is empty', () => {
  const { from, until } = rangeOfDays(dayFrom('2011-12-30'), dayFrom('2011-12-30'), 'Pacific/Apia');
  expect(until - from).toBe(0);
});
