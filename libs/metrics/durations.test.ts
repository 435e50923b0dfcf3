import fc from 'fast-check';
import { durationMs, halfUp, meanSeconds, meanSecondsBetween, meanSecondsOf, nearestRank, secondsOf, summaryOf } from '#metrics';

/** The definition with fractions: the integer r with r - 1/2 <= a/b < r + 1/2. */
const isHalfUp = (r: bigint, a: bigint, b: bigint): boolean => (2n * r - 1n) * b <= 2n * a && 2n * a < (2n * r + 1n) * b;

test('half up is the integer within half of the fraction, the upper one at a tie', () => {
  fc.assert(
    fc.property(fc.bigInt(-(2n ** 80n), 2n ** 80n), fc.bigInt(1n, 2n ** 70n), (a, b) => expect(isHalfUp(halfUp(a, b), a, b)).toBe(true)),
  );
});

test.each<[bigint, bigint, bigint]>([
  [0n, 1n, 0n],
  [1n, 2n, 1n],
  [-1n, 2n, 0n],
  [-3n, 2n, -1n],
  [-2n, 1n, -2n],
  [1499n, 1000n, 1n],
  [1500n, 1000n, 2n],
])('%s/%s rounds to %s', (a, b, rounded) => expect(halfUp(a, b)).toBe(rounded));

test('the mean equals the exact reference for sums of any size', () => {
  fc.assert(
    fc.property(fc.bigInt(0n, 2n ** 62n), fc.integer({ min: 1, max: 2 ** 31 }), (sum, n) => {
      expect(isHalfUp(BigInt(meanSeconds(sum, n) ?? -1), sum, 1000n * BigInt(n))).toBe(true);
    }),
  );
});

test('a list and its sum have the same mean', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 1 }), (list) => {
      const sum = list.reduce((total, ms) => total + BigInt(ms), 0n);
      expect(meanSecondsOf(list)).toBe(meanSeconds(sum, list.length));
    }),
  );
});

test('the mean is rounded once, not per alert', () => {
  expect(meanSecondsOf([400, 400, 400])).toBe(0);
  expect(meanSecondsOf([1400, 1600])).toBe(2);
  expect(meanSecondsOf([1499, 1500])).toBe(1);
});

test('missing durations are left out and negative ones count as 0', () => {
  expect(meanSecondsOf([null, 10_000, undefined, -20_000])).toBe(5);
  expect(meanSecondsOf([null, undefined])).toBeUndefined();
  expect(meanSeconds(0n, 0)).toBeUndefined();
  expect([durationMs(5, 3), durationMs(5, null), durationMs(5, undefined), durationMs(5, 8)]).toEqual([0, undefined, undefined, 3]);
});

test('a sum that a double cannot hold is refused unless it is a bigint', () => {
  expect(() => meanSeconds(2 ** 53, 1)).toThrow(RangeError);
  expect(meanSeconds(2n ** 53n, 1)).toBe(9007199254741);
});

test('one duration is rounded half up to seconds', () => expect([0, 499, 500, 1499, 1500].map(secondsOf)).toEqual([0, 0, 1, 1, 2]));

test('the time between failures needs two alerts', () => {
  expect([meanSecondsBetween(0, 0, 0), meanSecondsBetween(7, 7, 1)]).toEqual([undefined, undefined]);
  expect(meanSecondsBetween(0, 3000, 3)).toBe(2);
});

test('a percentile is the first value that at least that share of the values does not exceed', () => {
  const share = fc.constantFrom(0.5, 0.9, 0.95, 0.99);
  fc.assert(
    fc.property(fc.array(fc.nat(50), { minLength: 1, maxLength: 300 }), share, (list, p) => {
      const sorted = list.sort((a, b) => a - b);
      const found = sorted.find((value) => sorted.filter((other) => other <= value).length >= p * sorted.length);
      expect(nearestRank(sorted, p)).toBe(found);
    }),
  );
});

test('a summary has every figure with its n', () => {
  const durations = Array.from({ length: 100 }, (_, index) => (100 - index) * 1000);
  expect(summaryOf([...durations, null])).toEqual({ n: 100, mean: 51, min: 1, p50: 50, p90: 90, p95: 95, p99: 99, max: 100 });
  expect(summaryOf([2_400])).toEqual({ n: 1, mean: 2, min: 2, p50: 2, p90: 2, p95: 2, p99: 2, max: 2 });
  expect(summaryOf([null])).toEqual({ n: 0 });
});
