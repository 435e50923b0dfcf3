import fc from 'fast-check';
import {
  dateProblem,
  futureProblem,
  instantProblem,
  monthProblem,
  orderProblem,
  parseDate,
  parseInstant,
  rangeBefore,
  reportRangeProblem,
  usageRangeProblem,
  yearAfter,
  yearProblem,
} from '#metrics';

const at = (text: string): number => Date.parse(text);

test.each([
  ['2021-08-01T00:00:00Z', '2021-08-01T00:00:00.000Z'],
  ['2021-08-01t00:00:00z', '2021-08-01T00:00:00.000Z'],
  ['2021-08-01T02:00:00+02:00', '2021-08-01T00:00:00.000Z'],
  ['2021-07-31T23:59:00-00:01', '2021-08-01T00:00:00.000Z'],
  ['2021-08-01T00:00:00-00:00', '2021-08-01T00:00:00.000Z'],
  ['2021-08-01T23:59:00+23:59', '2021-08-01T00:00:00.000Z'],
  ['2021-08-01T00:00:00.1Z', '2021-08-01T00:00:00.100Z'],
  ['2021-08-01T00:00:00.123999999999Z', '2021-08-01T00:00:00.123Z'],
  ['1969-12-31T23:59:59.9999Z', '1969-12-31T23:59:59.999Z'],
  ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ['0050-01-01T00:00:00Z', '0050-01-01T00:00:00.000Z'],
  ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
])('%s is %s', (text, instant) => {
  expect(new Date(parseInstant(text) ?? Number.NaN).toISOString()).toBe(instant);
  expect(instantProblem(text)).toBeUndefined();
});

test.each([
  '0000-01-01T00:00:00Z',
  '0000-12-31T23:59:59.999Z',
  '0001-01-01T00:00:00+00:01',
  '9999-12-31T23:59:59-00:01',
  '2021-08-01',
  '2021-08-01T00:00:00',
  '2021-08-01T00:00Z',
  '2021-08-01 00:00:00Z',
  '2021-08-01T00:00:00 02:00',
  '2021-08-01T00:00:00+0200',
  '2021-08-01T00:00:00+02',
  '2021-08-01T00:00:00+24:00',
  '2021-08-01T00:00:00+02:60',
  '2021-08-01T00:00:00.Z',
  '2021-08-01T00:00:00,5Z',
  '2021-08-01T24:00:00Z',
  '2021-08-01T23:60:00Z',
  '2016-12-31T23:59:60Z',
  '2021-02-29T00:00:00Z',
  '1900-02-29T00:00:00Z',
  '2021-04-31T00:00:00Z',
  '2021-00-01T00:00:00Z',
  '2021-13-01T00:00:00Z',
  '2021-01-00T00:00:00Z',
  '2021-1-1T00:00:00Z',
  '12021-01-01T00:00:00Z',
  '+2021-01-01T00:00:00Z',
  '-0001-01-01T00:00:00Z',
  '２０２１-08-01T00:00:00Z',
  '2021-08-01T00:00:00Z\n',
  ' 2021-08-01T00:00:00Z',
  '2021-08-01T00:00:00ZZ',
  '1627776000',
  'now',
  '',
])('%j is no instant', (text) => {
  expect(parseInstant(text)).toBeUndefined();
  expect(instantProblem(text)).toMatch(/^must be an RFC 3339/);
});

test('every instant survives being written in any offset', () => {
  const minutes = fc.integer({ min: -1439, max: 1439 });
  fc.assert(
    fc.property(fc.integer({ min: at('0001-01-02T00:00:00Z'), max: at('9999-12-30T00:00:00Z') }), minutes, (instant, offset) => {
      const local = new Date(instant + offset * 60_000).toISOString().slice(0, 23);
      const size = Math.abs(offset);
      const zone = `${offset < 0 ? '-' : '+'}${`${Math.floor(size / 60)}`.padStart(2, '0')}:${`${size % 60}`.padStart(2, '0')}`;
      expect(parseInstant(`${local}${zone}`)).toBe(instant);
    }),
  );
});

test('a date is a date that exists', () => {
  expect([parseDate('1970-01-02'), parseDate('2024-02-29')]).toEqual([1, 19782]);
  expect(['0000-12-31', '2021-02-29', '2021-8-1', '2021-08-01T00:00:00Z', '', '2021-08-01\n'].map(parseDate)).toEqual(
    Array(6).fill(undefined),
  );
  expect([dateProblem('2021-08-01'), dateProblem('x')]).toEqual([undefined, 'must be a date such as 2021-08-01']);
});

test.each([
  ['2021-03-01T00:00:00.000Z', '2022-03-01T00:00:00.000Z'],
  ['2024-02-29T12:34:56.789Z', '2025-02-28T12:34:56.789Z'],
  ['2023-02-28T00:00:00.000Z', '2024-02-28T00:00:00.000Z'],
  ['2023-03-01T00:00:00.000Z', '2024-03-01T00:00:00.000Z'],
  ['2023-12-31T23:59:59.999Z', '2024-12-31T23:59:59.999Z'],
])('a calendar year after %s is %s', (from, until) => {
  expect(new Date(yearAfter(at(from))).toISOString()).toBe(until);
  expect(yearProblem({ from: at(from), until: at(until) })).toBeUndefined();
  expect(yearProblem({ from: at(from), until: at(until) + 1 })).toBe('must be at most one calendar year after from');
});

test('a range must go forward', () => {
  expect(orderProblem({ from: 1, until: 2 })).toBeUndefined();
  expect([orderProblem({ from: 2, until: 2 }), orderProblem({ from: 2, until: 1 })]).toEqual(Array(2).fill('must be after from'));
});

test('the future begins a minute from now', () => {
  expect(futureProblem(160_000, 100_000)).toBeUndefined();
  expect(futureProblem(160_001, 100_000)).toBe('must not be in the future');
});

test('31 days are counted in milliseconds', () => {
  expect(monthProblem({ from: 7, until: 7 + 2_678_400_000 })).toBeUndefined();
  expect(monthProblem({ from: 7, until: 8 + 2_678_400_000 })).toBe('must be at most 31 days after from');
});

test('both kinds of range name their first fault', () => {
  const now = at('2026-01-01T00:00:00Z');
  expect(reportRangeProblem({ from: now - 86_400_000, until: now }, now)).toBeUndefined();
  expect(reportRangeProblem({ from: now, until: now }, now)).toBe('must be after from');
  expect(reportRangeProblem({ from: 0, until: now + 60_001 }, now)).toBe('must not be in the future');
  expect(reportRangeProblem({ from: 0, until: now }, now)).toMatch('one calendar year');
  expect(usageRangeProblem({ from: 0, until: now }, now)).toMatch('31 days');
  expect(usageRangeProblem({ from: now - 1, until: now }, now)).toBeUndefined();
});

test('the range before touches and is as long', () => expect(rangeBefore({ from: 10, until: 14 })).toEqual({ from: 6, until: 10 }));
