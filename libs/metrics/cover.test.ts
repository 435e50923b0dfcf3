import fc from 'fast-check';
import { coverOf, DAY_MS, QUARTER_MS, type Range } from '#metrics';

const from = fc.integer({ min: -2e12, max: 2e12 });
const length = fc.oneof(
  fc.integer({ min: 1, max: 366 * DAY_MS }),
  fc.integer({ min: 1, max: 2 * DAY_MS }),
  fc.integer({ min: 1, max: 3 * QUARTER_MS }),
);
const range = fc.tuple(from, length).map(([start, ms]): Range => ({ from: start, until: start + ms }));

test('the cover of a range counts each of its milliseconds exactly once', () => {
  fc.assert(
    fc.property(range, (asked) => {
      const { days, quarters, rest } = coverOf(asked);
      const pieces = [
        ...days.map(({ first, end }) => ({ from: first * DAY_MS, until: end * DAY_MS })),
        ...quarters.map(({ first, end }) => ({ from: first * QUARTER_MS, until: end * QUARTER_MS })),
        ...rest,
      ].sort((a, b) => a.from - b.from);
      expect(pieces[0]?.from).toBe(asked.from);
      expect(pieces.at(-1)?.until).toBe(asked.until);
      for (const [index, piece] of pieces.entries()) {
        expect(piece.from).toBeLessThan(piece.until);
        expect(pieces[index + 1]?.from ?? asked.until).toBe(piece.until);
      }
    }),
    { numRuns: 1000 },
  );
});

test('the cover is as coarse as it can be: less than a day of quarters and less than a quarter of rest at each edge', () => {
  fc.assert(
    fc.property(range, (asked) => {
      const { days, quarters, rest } = coverOf(asked);
      for (const run of quarters) expect(run.end - run.first).toBeLessThan(days.length > 0 ? 96 : 192);
      for (const part of rest) expect(part.until - part.from).toBeLessThan(quarters.length + days.length > 0 ? QUARTER_MS : 2 * QUARTER_MS);
    }),
  );
});

test('a UTC day is one whole day and nothing else', () => {
  expect(coverOf({ from: 0, until: DAY_MS })).toEqual({ days: [{ first: 0, end: 1 }], quarters: [], rest: [] });
});

test('an empty range has an empty cover', () => expect(coverOf({ from: 5, until: 5 })).toEqual({ days: [], quarters: [], rest: [] }));
