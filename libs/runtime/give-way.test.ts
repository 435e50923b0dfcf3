import { mapGivingWay } from './give-way.js';

test('a long list lets others have their turn, and comes to what map makes of it', async () => {
  const busy = (item: number): number => {
    const until = performance.now() + 3;
    while (performance.now() < until);
    return item * 2;
  };
  let turns = 0;
  const others = setInterval(() => {
    turns += 1;
  });
  const items = Array.from({ length: 30 }, (_, i) => i);
  expect(await mapGivingWay(items, busy)).toEqual(items.map((item) => item * 2));
  clearInterval(others);
  expect(turns).toBeGreaterThan(0);
});
