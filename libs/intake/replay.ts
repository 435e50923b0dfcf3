import {
  alone,
  type Db,
  ensurePartitions,
  type Observation,
  type OrganizationTree,
  recordIn,
  retrying,
  type Store,
  sql,
} from '#persistence';
import type { Tree } from '#scope';
import { type Draft, type Fields, isFields, receiverOf, sentDraft } from './draft.js';
import { place } from './place.js';
import { sift } from './sift.js';
import { systemsOf } from './systems.js';

type Waiting = { id: number; tenant: string | null; received_at: Date; payload: unknown };
type Next = { after: Date; after_id: number; tenants: readonly string[] | null; most: number; bytes: number };
type Replay = { readonly id: number; readonly observation: Observation };

const waiting = sql<Waiting, Next>(import.meta.url, './waiting.sql');
const markReplayed = sql<{ id: number }, { ids: number[]; now: Date }>(import.meta.url, './mark-replayed.sql');

const replayedVersion = sql<{ replayed: number; current: number }, object>(import.meta.url, './replayed-version.sql');
const noteReplayed = sql<never, { version: number }>(import.meta.url, './note-replayed.sql');

/** The name of its lock. */
const REPLAY = 'replay';
const DAY_MS = 86_400_000;
/** What is read at a time: alerts, and bytes of them. */
const MOST = { most: 500, bytes: 4 << 20 };

export type Replayed = { readonly replayed: number; readonly waiting: number };

/** Replays everything unless that was done with the tree as it stands. Undefined: another process is at it, and may have begun with an older one. */
export const replayNews = (store: Store, trees: OrganizationTree, now: Date): Promise<Replayed | undefined> =>
  alone(store, REPLAY, async (holder) => {
    const { replayed, current } = await replayedVersion.one(holder, {});
    if (replayed >= current) return { replayed: 0, waiting: 0 };
    // Read after the version, it is that one or a newer one.
    const done = await replayQuarantine(store, await trees.refreshed(), null, now);
    await noteReplayed.rows(holder, { version: current });
    return done;
  });

/** Replays what some tenants, or (null) all, wait for. Undefined: another process is at it. */
export const replayAlone = (store: Store, tree: Tree, tenants: readonly string[] | null, now: Date): Promise<Replayed | undefined> =>
  alone(store, REPLAY, () => replayQuarantine(store, tree, tenants, now));

/**
 * Records the alerts that were set aside in the last 24 hours and that the tree can place by now, of some tenants or (null) of all. Each goes once,
 * whoever replays, together with its mark; what still cannot be placed or stored keeps waiting.
 */
export async function replayQuarantine(store: Store, tree: Tree, tenants: readonly string[] | null, now: Date): Promise<Replayed> {
  let [replayed, left] = [0, 0];
  let from = { after: new Date(now.getTime() - DAY_MS), after_id: 0 };
  for (;;) {
    const rows = await waiting.rows(store, { ...from, tenants, ...MOST });
    const last = rows.at(-1);
    if (!last) return { replayed, waiting: left };
    const placed = await placedIn(store, tree, rows, now);
    const gone = await replay(store, placed, now);
    [replayed, left] = [replayed + gone, left + rows.length - gone];
    from = { after: last.received_at, after_id: last.id };
  }
}

async function placedIn(db: Db, tree: Tree, rows: readonly Waiting[], now: Date): Promise<Replay[]> {
  const placed: Replay[] = [];
  for (const tenant of new Set(rows.map((row) => row.tenant))) {
    const drafts = rows.filter((row) => row.tenant === tenant).flatMap((row) => readable(row, now));
    const systems = await systemsOf(
      db,
      drafts.map(({ draft }) => draft),
      tenant,
      tree,
    );
    for (const { id, draft } of drafts) {
      const node = place(draft, tenant, tree, systems);
      if (node) placed.push({ id, observation: { ...draft, via: 'webhook', organizationId: node.id } });
    }
  }
  return placed.sort((a, b) => a.id - b.id);
}

function readable({ id, payload }: Waiting, now: Date): { id: number; draft: Draft }[] {
  if (!isFields(payload) || lacksLabels(payload)) return [];
  const draft = sentDraft(payload.alert, receiverOf(payload.receiver), now);
  return draft === null || typeof draft === 'string' ? [] : [{ id, draft }];
}

/** Without all of its labels it would be recorded as another alert. */
const lacksLabels = ({ cut }: Fields): boolean => Array.isArray(cut) && cut.includes('labels');

/** How many were recorded here. */
async function replay(store: Store, batch: readonly Replay[], now: Date): Promise<number> {
  let replayed = 0;
  await sift(batch, async (some) => {
    await ensurePartitions(
      store,
      some.map(({ observation }) => observation.startsAt),
    );
    replayed += await retrying(() => store.transaction((tx) => replayIn(tx, some, now)));
  });
  return replayed;
}

async function replayIn(tx: Parameters<typeof recordIn>[0], batch: readonly Replay[], now: Date): Promise<number> {
  const mine = new Set((await markReplayed.rows(tx, { ids: batch.map(({ id }) => id), now })).map((row) => row.id));
  const observations = batch.filter(({ id }) => mine.has(id)).map(({ observation }) => observation);
  await recordIn(tx, observations, now);
  return observations.length;
}
