import fc from 'fast-check';
import { civilAt, type Episode, heatmapOf, isFlapping, mostChanges, refiresOf, shareOf, shareWithin } from '#metrics';

const minute = 60_000;
const hour = 60 * minute;

test.each([
  ['nothing', [], 0],
  ['one change', [5], 1],
  ['three within half an hour, in any order', [29 * minute, 0, 10 * minute], 3],
  ['the window excludes its end', [0, 10 * minute, 30 * minute], 2],
  ['changes at the same instant all count', [7, 7, 7], 3],
  ['the window slides', [0, 29 * minute, 31 * minute, 58 * minute], 3],
])('most changes in 30 minutes: %s', (_, changes, most) => {
  expect(mostChanges(changes)).toBe(most);
  expect(isFlapping(changes)).toBe(most > 2);
});

test('the sliding window finds what trying every window finds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5 * hour)), (changes) => {
      const tried = changes.map((from) => changes.filter((at) => at >= from && at < from + 30 * minute).length);
      expect(mostChanges(changes)).toBe(Math.max(0, ...tried));
    }),
  );
});

test.each<[string, Episode[], number, number]>([
  ['an open alert is not resolved', [{ startsAt: 0, endsAt: null }], 0, 0],
  ['a single one', [{ startsAt: 0, endsAt: hour }], 1, 0],
  [
    'again within a day',
    [
      { startsAt: 0, endsAt: hour },
      { startsAt: 2 * hour, endsAt: null },
    ],
    1,
    1,
  ],
  [
    'again at the same instant',
    [
      { startsAt: 0, endsAt: hour },
      { startsAt: hour, endsAt: null },
    ],
    1,
    1,
  ],
  [
    'exactly a day later is too late',
    [
      { startsAt: 0, endsAt: hour },
      { startsAt: 25 * hour, endsAt: null },
    ],
    1,
    0,
  ],
  ['an alert of no length does not follow itself', [{ startsAt: 5, endsAt: 5 }], 1, 0],
  ['one that ended before it started neither', [{ startsAt: 5, endsAt: 3 }], 1, 0],
])('re-fire: %s', (_, series, resolved, refired) => expect(refiresOf(series)).toEqual({ resolved, refired }));

test('re-fires equal the definition', () => {
  const starts = fc.uniqueArray(fc.nat(200), { maxLength: 30 });
  fc.assert(
    fc.property(starts, fc.infiniteStream(fc.option(fc.integer({ min: -5, max: 60 }))), (hours, lengths) => {
      const series = hours.map((at): Episode => {
        const length = lengths.next().value ?? null;
        return { startsAt: at * hour, endsAt: length === null ? null : (at + length) * hour };
      });
      const refired = series.filter(({ endsAt }, index) =>
        series.some((next, other) => other !== index && endsAt !== null && next.startsAt >= endsAt && next.startsAt - endsAt < 24 * hour),
      );
      expect(refiresOf(series).refired).toBe(refired.length);
    }),
  );
});

test('a share has 4 decimals and none of nothing', () => {
  expect([shareOf(1, 3), shareOf(2, 3), shareOf(3, 3), shareOf(0, 3), shareOf(0, 0)]).toEqual([0.3333, 0.6667, 1, 0, undefined]);
});

test('the share within a target counts what takes exactly as long and leaves the missing out', () => {
  expect(shareWithin([300_000, 300_001, null, -5, undefined], 300)).toBe(0.6667);
  expect(shareWithin([null], 300)).toBeUndefined();
});

test('the heatmap is 7 by 24, Monday first, on the clock of the zone', () => {
  const cells = heatmapOf([{ at: Date.parse('2026-03-01T18:30:00Z'), n: 3 }], 'Asia/Kathmandu');
  expect(cells.map((row) => row.length)).toEqual(Array(7).fill(24));
  expect(cells[0]?.[0]).toBe(3);
  expect(cells.flat().reduce((sum, n) => sum + n, 0)).toBe(3);
});

test('the heatmap loses nothing and puts each start where the clock says', () => {
  const anyStart = fc.record({ at: fc.integer({ min: 0, max: 2e12 }), n: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(anyStart), fc.constantFrom(...Intl.supportedValuesOf('timeZone')), (starts, zone) => {
      const cells = heatmapOf(starts, zone);
      for (const [weekday, row] of cells.entries()) {
        for (const [hourOfDay, n] of row.entries()) {
          const here = starts.filter(({ at }) => civilAt(at, zone).weekday === weekday && civilAt(at, zone).hour === hourOfDay);
          if (here.reduce((sum, start) => sum + start.n, 0) !== n) throw new Error(`cell ${weekday}/${hourOfDay} is wrong`);
        }
      }
    }),
    { numRuns: 40 },
  );
});
