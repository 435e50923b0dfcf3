import { FORMULAS, PERCENTILES } from '#metrics';

test('every formula has a name of its own and one sentence', () => {
  expect(new Set(FORMULAS.map(({ name }) => name)).size).toBe(FORMULAS.length);
  for (const { formula } of FORMULAS) expect(formula).toMatch(/^[A-Za-z].{20,}\.$/);
});

test('every figure of the reports is defined', () => {
  const names = FORMULAS.map(({ name }) => name);
  const figures = [
    'count',
    'mtta',
    'mttr',
    'open',
    'acknowledged',
    'resolved',
    'auto_resolved',
    'mean',
    'min',
    'max',
    'flapping',
    'heatmap',
  ];
  expect(names).toEqual(expect.arrayContaining([...figures, ...Object.keys(PERCENTILES), 'delta_percentage', 'total_users', 'calls']));
});
