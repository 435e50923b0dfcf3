import { setImmediate as turn } from 'node:timers/promises';

/** A cheap request beside it waits no longer than this. */
const AT_A_TIME_MS = 10;

/** Maps a list that may be long, and lets others have their turn in between. */
export async function mapGivingWay<T, R>(items: readonly T[], map: (item: T, index: number) => R): Promise<R[]> {
  const mapped: R[] = [];
  let since = performance.now();
  for (const [index, item] of items.entries()) {
    mapped.push(map(item, index));
    if (performance.now() - since < AT_A_TIME_MS) continue;
    await turn();
    since = performance.now();
  }
  return mapped;
}
