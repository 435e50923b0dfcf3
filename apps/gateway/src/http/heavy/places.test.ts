import { Places } from './places.js';

const large = (organization: number) => ({ organization, isSmall: false });
const small = (organization: number) => ({ organization, isSmall: true });
const never = new AbortController().signal;
const clock = (): number => 0;

test('four go on at once, two of one organization, and two small ones besides', () => {
  const places = new Places();
  const taken = [large(1), large(1), large(1), large(2), large(3), large(4), small(4), small(5), small(6), large(7)].map(
    (asking) => places.tryTake(asking, 0) !== undefined,
  );
  expect(taken).toEqual([true, true, false, true, true, false, true, true, false, false]);
});

test('a place that is given back goes to the first in line that may take it', async () => {
  const places = new Places();
  const held = [large(1), large(1), large(2), large(3)].map((asking) => places.tryTake(asking, 0));
  const order: number[] = [];
  const waits = [large(1), large(4), large(5)].map((asking) =>
    places.wait(asking, never, clock).then((release) => {
      order.push(asking.organization);
      return release;
    }),
  );
  held[2]?.(10);
  await waits[1];
  held[0]?.(10);
  await waits[0];
  held[3]?.(10);
  held[3]?.(10);
  await waits[2];
  expect(order).toEqual([4, 1, 5]);
  expect(places.tryTake(large(9), 0)).toBeUndefined();
});

test('who loses patience leaves the line', async () => {
  const places = new Places();
  const held = [1, 2, 3, 4].map((organization) => places.tryTake(large(organization), 0));
  const patience = new AbortController();
  const wait = places.wait(large(5), patience.signal, clock);
  patience.abort();
  expect(await wait).toBeUndefined();
  held[0]?.(100);
  expect(places.tryTake(large(6), 100)).toBeDefined();
});
