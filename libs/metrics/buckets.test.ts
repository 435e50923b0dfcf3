import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { civilAt, DAY_MS, GROUPINGS, type Grouping, labelAt, labelledRanges, offsetAt, quarterOf, type Range } from '#metrics';

const zones = Intl.supportedValuesOf('timeZone');
const anyZone = fc.constantFrom(...zones);
const anyGrouping = fc.constantFrom<Grouping>(...GROUPINGS);
const since = Date.UTC(1971, 0, 1);
const instant = fc.integer({ min: since, max: Date.UTC(2040, 0, 1) });
const anyRange = fc.tuple(instant, fc.oneof(fc.integer({ min: 1, max: 366 * DAY_MS }), fc.integer({ min: 1, max: DAY_MS })));
const range = anyRange.map(([from, length]): Range => ({ from, until: from + length }));

const vectors = readFileSync(`${__dirname}/testdata/timezones.csv`, 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)
  .map((line) => line.split(',') as [string, string, string, string, string, string]);

test('the table has all of its cases', () => expect(vectors).toHaveLength(114));

test.each(vectors)('%s at %s shows %s and is in its buckets', (zone, at, local, day, week, month) => {
  const ms = Date.parse(at);
  expect(GROUPINGS.map((grouping) => labelAt(ms, zone, grouping))).toEqual([day, week, month]);
  expect(offsetAt(ms, zone)).toBe(Date.parse(`${local.slice(0, 23)}Z`) - ms);
  const { year, month: m, day: d, hour, minute, second, millisecond } = civilAt(ms, zone);
  expect(Date.UTC(year, m - 1, d, hour, minute, second, millisecond)).toBe(Date.parse(`${local.slice(0, 23)}Z`));
});

/** Another way to the same date: what Intl itself prints. */
function printedDay(at: number, zone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  const found = Object.fromEntries(parts.formatToParts(at).map((part) => [part.type, part.value]));
  return `${found.year}-${found.month}-${found.day}`;
}

test('a DAY label is the date that Intl prints, in every zone', () => {
  const anyInstant = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2100, 0, 1) });
  for (const zone of zones) {
    fc.assert(
      fc.property(anyInstant, (at) => expect(labelAt(at, zone, 'DAY')).toBe(printedDay(at, zone))),
      { numRuns: 5 },
    );
  }
});

test('the labelled ranges partition the range: they touch, differ from their neighbours and are never empty', () => {
  fc.assert(
    fc.property(range, anyZone, anyGrouping, (asked, zone, grouping) => {
      const parts = labelledRanges(asked, zone, grouping);
      expect([parts.at(0)?.from, parts.at(-1)?.until]).toEqual([asked.from, asked.until]);
      for (const [index, part] of parts.entries()) {
        expect(part.from).toBeLessThan(part.until);
        const next = parts[index + 1];
        if (next) expect([next.from, next.label === part.label]).toEqual([part.until, false]);
      }
    }),
    { numRuns: 400 },
  );
});

test('every instant inside a labelled range has that label, in every zone', () => {
  for (const zone of zones) {
    fc.assert(
      fc.property(range, anyGrouping, fc.double({ min: 0, max: 1, noNaN: true }), (asked, grouping, where) => {
        for (const part of labelledRanges(asked, zone, grouping)) {
          const inside = Math.min(part.until - 1, part.from + Math.floor(where * (part.until - part.from)));
          for (const at of [part.from, inside, part.until - 1]) {
            if (labelAt(at, zone, grouping) !== part.label) throw new Error(`${new Date(at).toISOString()} is not in ${part.label}`);
          }
        }
      }),
      { numRuns: 3 },
    );
  }
});

test('an empty range has no labels', () => {
  expect(labelledRanges({ from: 5, until: 5 }, 'UTC', 'DAY')).toEqual([]);
});

test('a label comes twice where the clocks go back over midnight', () => {
  const asked = { from: Date.parse('2009-11-01T01:00:00Z'), until: Date.parse('2009-11-01T05:00:00Z') };
  expect(labelledRanges(asked, 'America/St_Johns', 'MONTH').map((r) => `${r.label} ${new Date(r.from).toISOString()}`)).toEqual([
    '2009-10 2009-11-01T01:00:00.000Z',
    '2009-11 2009-11-01T02:30:00.000Z',
    '2009-10 2009-11-01T02:31:00.000Z',
    '2009-11 2009-11-01T03:30:00.000Z',
  ]);
});

test('a skipped day has no range', () => {
  const asked = { from: Date.parse('2011-12-29T00:00:00Z'), until: Date.parse('2011-12-31T12:00:00Z') };
  expect(labelledRanges(asked, 'Pacific/Apia', 'DAY').map((r) => r.label)).toEqual([
    '2011-12-28',
    '2011-12-29',
    '2011-12-31',
    '2012-01-01',
  ]);
});

test.each([
  [0, 0],
  [899_999, 0],
  [900_000, 1],
  [-1, -1],
  [-900_000, -1],
  [-900_001, -2],
])('the quarter of %i ms is %i', (at, quarter) => expect(quarterOf(at)).toBe(quarter));

test('ISO weeks agree with the rule that week 1 holds 4 January, for every day of 400 years', () => {
  for (let year = 1800; year < 2200; year++) {
    const jan4 = Date.UTC(year, 0, 4);
    const monday = jan4 - ((new Date(jan4).getUTCDay() + 6) % 7) * DAY_MS;
    const text = `${year}`;
    expect(labelAt(monday, 'UTC', 'WEEK')).toBe(`${text}-W01`);
    expect(labelAt(monday + 51 * 7 * DAY_MS + 6 * DAY_MS, 'UTC', 'WEEK')).toBe(`${text}-W52`);
    expect(labelAt(monday - 1, 'UTC', 'WEEK')).toMatch(new RegExp(`^${year - 1}-W5[23]$`));
  }
});

test('years of fewer than four digits keep their zeros', () => {
  const early = new Date(0);
  early.setUTCFullYear(33, 0, 1);
  expect(labelAt(early.getTime(), 'UTC', 'DAY')).toBe('0033-01-01');
});

test('a million instants ask Intl only a few times a day of the calendar', () => {
  const original = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, 'format');
  let asked = 0;
  const counted = (format: Intl.DateTimeFormat): unknown => {
    asked += 1;
    return original?.get?.call(format);
  };
  Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', {
    configurable: true,
    get() {
      return counted(this);
    },
  });
  const labels = new Set<string>();
  for (let index = 0; index < 1_000_000; index++) {
    labels.add(labelAt(Date.UTC(2025, 0, 1) + ((index * 7919 * 1000) % (365 * DAY_MS)), 'Africa/Nairobi', 'DAY'));
  }
  Object.defineProperty(Intl.DateTimeFormat.prototype, 'format', original ?? {});
  expect(labels.size).toBe(366);
  expect(asked).toBeGreaterThan(365);
  expect(asked).toBeLessThan(1000);
});
