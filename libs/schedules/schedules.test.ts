import { civilAt } from '#metrics';
import { cronProblem, daysOf, nextSlot, nextSlots } from '#schedules';

const QUARTER = 900_000;
const HOUR = 3_600_000;
const [FROM, UNTIL] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2027-01-01T00:00:00Z')];
const all = Intl.supportedValuesOf('timeZone');
/** Spread over the world, and where clocks turn at midnight, by half an hour, or not by the hour at all. */
const ZONES = [
  ...new Set([
    ...all.filter((_, i) => i % 12 === 0),
    'Europe/Rome',
    'America/Havana',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/New_York',
  ]),
];
const at = (text: string): number => Date.parse(text);

type Clock = { readonly at: number; readonly key: string; readonly minutes: number; readonly weekday: number; readonly day: number };

/** What the clocks of a zone show at every hour, or quarter of one where they are off by less than an hour. */
function clocksOf(zone: string): Clock[] {
  const shown: Clock[] = [];
  const isOff = [FROM, FROM + (UNTIL - FROM) / 2].some((instant) => civilAt(Math.floor(instant / HOUR) * HOUR, zone).minute !== 0);
  const step = isOff ? QUARTER : HOUR;
  for (let instant = FROM - 86_400_000; instant < UNTIL + 86_400_000; instant += step) {
    const { month, day, hour, minute, weekday, year } = civilAt(instant, zone);
    shown.push({ at: instant, key: `${year}-${month}-${day}`, minutes: hour * 60 + minute, weekday, day });
  }
  return shown;
}

/** Of each civil day the first of those at which the clocks show the time, or a later one. */
function naiveSlots(clocks: readonly Clock[], minutes: number, isWanted: (one: Clock) => boolean): number[] {
  const found = new Map<string, number>();
  for (const one of clocks) if (!found.has(one.key) && one.minutes >= minutes && isWanted(one)) found.set(one.key, one.at);
  return [...found.values()].filter((slot) => slot > FROM && slot <= UNTIL).sort((a, b) => a - b);
}

function slots(cron: string, zone: string): number[] {
  const found: number[] = [];
  for (let slot = nextSlot(cron, zone, FROM); slot !== undefined && slot <= UNTIL; slot = nextSlot(cron, zone, slot)) found.push(slot);
  return found;
}

test('a year of slots in every kind of zone is what the clocks say', () => {
  expect(ZONES.length).toBeGreaterThanOrEqual(39);
  for (const zone of ZONES) {
    const clocks = clocksOf(zone);
    expect([zone, slots('0 2 * * *', zone)]).toEqual([zone, naiveSlots(clocks, 120, () => true)]);
    expect([zone, slots('0 0 * * *', zone)]).toEqual([zone, naiveSlots(clocks, 0, () => true)]);
    expect([zone, slots('0 7 1 * 1', zone)]).toEqual([zone, naiveSlots(clocks, 420, ({ weekday, day }) => weekday === 0 || day === 1)]);
  }
}, 60_000);

test('a time that is skipped comes at the first instant after it, one that comes twice once', () => {
  expect(nextSlots('30 2 * * *', 'Europe/Rome', at('2026-03-28T12:00:00Z'), 2).map((slot) => new Date(slot).toISOString())).toEqual([
    '2026-03-29T01:00:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ]);
  expect(nextSlots('30 2 * * *', 'Europe/Rome', at('2026-10-24T12:00:00Z'), 2).map((slot) => new Date(slot).toISOString())).toEqual([
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
});

test.each([
  ['0 7 * * 1', undefined],
  ['0 * * * *', undefined],
  ['59 23 31 12 *', undefined],
  ['0 9 1 JAN MON', undefined],
  ['*/30 * * * *', 'comes more often than hourly'],
  ['0,59 8 * * *', 'comes more often than hourly'],
  ['0 0 31 2 *', 'never comes'],
  ['0 7 * *', /five cron fields/],
  ['0 0 7 * * *', /five cron fields/],
  ['@daily', /five cron fields/],
  ['60 7 * * *', /is no cron/],
  ['0 7 * * 9', /is no cron/],
])('%s: %p', (cron, problem) => {
  const found = cronProblem(cron, 'Europe/Rome', FROM);
  if (problem instanceof RegExp) expect(found).toMatch(problem);
  else expect(found).toBe(problem);
});

test.each([
  ['previous-day', '2026-03-29', '2026-03-29', 23],
  ['previous-week', '2026-03-23', '2026-03-29', 7 * 24 - 1],
  ['previous-month', '2026-02-01', '2026-02-28', 28 * 24],
  ['last-7-days', '2026-03-23', '2026-03-29', 7 * 24 - 1],
  ['last-30-days', '2026-02-28', '2026-03-29', 30 * 24 - 1],
] as const)('%s is whole days before that of the slot', (range, first, last, hours) => {
  const days = daysOf(range, at('2026-03-30T05:00:00Z'), 'Europe/Rome');
  expect([days.first, days.last, (days.until - days.from) / 3_600_000]).toEqual([first, last, hours]);
});

test('a report with days of its own has the same dates, and their instants there', () => {
  const days = daysOf('previous-day', at('2026-03-30T05:00:00Z'), 'Europe/Rome', 'UTC');
  expect(days).toEqual({ first: '2026-03-29', last: '2026-03-29', from: at('2026-03-29T00:00:00Z'), until: at('2026-03-30T00:00:00Z') });
});
