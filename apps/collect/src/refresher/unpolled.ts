import { type Store, saveTotals } from '#persistence';
import type { Node } from '#scope';
import { countByOrganization } from './count.js';
import { claimedTurns } from './turns.js';

const BATCH = 2_000;
/** No tenant is called so. */
const NOBODY = '';

/** Counts the open alerts of organizations whose tenant nobody polls, once a tick. */
export async function countUnpolled(
  store: Store,
  nodes: readonly Node[],
  claiming: Parameters<typeof claimedTurns>[2],
  now: Date,
): Promise<void> {
  if (nodes.length === 0) return;
  for await (const _ of claimedTurns(store, [NOBODY], claiming))
    for (let at = 0; at < nodes.length; at += BATCH) {
      const organizations = nodes.slice(at, at + BATCH).map(({ id }) => id);
      await store.transaction((tx) => saveTotals(tx, countByOrganization(organizations, []), now, ''));
    }
}
