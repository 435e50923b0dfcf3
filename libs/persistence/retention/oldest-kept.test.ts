import { oldestKept } from '#persistence';

test.each([
  [13, '2026-11-21T10:00:00Z', '2025-10-21T10:00:00.000Z'],
  [1, '2026-03-31T00:00:00Z', '2026-02-28T00:00:00.000Z'],
  [12, '2024-02-29T23:59:59.999Z', '2023-02-28T23:59:59.999Z'],
])('%i months before %s are %s', (months, now, oldest) => {
  expect(new Date(oldestKept(months, new Date(now)) ?? 0).toISOString()).toBe(oldest);
});

test('0 months keep everything', () => {
  expect(oldestKept(0, new Date())).toBeNull();
});
