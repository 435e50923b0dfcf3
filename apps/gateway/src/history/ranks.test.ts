import { rankHolding } from './ranks.js';

const counts = { critical: 100, warning: 50, info: 10, total: 200 };

test.each([
  ['desc', 0, 100, { severity: 'critical', skip: 0 }],
  ['desc', 80, 21, undefined],
  ['desc', 99, 1, { severity: 'critical', skip: 99 }],
  ['desc', 100, 20, { severity: 'warning', skip: 0 }],
  ['desc', 155, 5, { severity: 'info', skip: 5 }],
  ['desc', 160, 1, undefined],
  ['asc', 0, 20, undefined],
  ['asc', 39, 2, undefined],
  ['asc', 40, 10, { severity: 'info', skip: 0 }],
  ['asc', 55, 5, { severity: 'warning', skip: 5 }],
  ['asc', 199, 1, { severity: 'critical', skip: 99 }],
  ['asc', 199, 2, undefined],
  ['desc', 5_000, 20, undefined],
] as const)('by severity %s, the rows after %i, %i of them, lie in %j', (direction, skip, size, part) => {
  expect(rankHolding(counts, direction, skip, size)).toEqual(part);
});
