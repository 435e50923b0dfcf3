import type { DataSource, EntityManager } from 'typeorm';
import { isStale, prepared } from '../sql.js';
import { apply } from './apply.js';
import { type Change, type Episode, NO_OBSERVATION, type Observation, type Routed } from './episode.js';
import { fold } from './fold.js';
import { knownOf, pairOf } from './known.js';
import { type Outcome, outcomesOf } from './outcome.js';
import { MOST_NAMES, tellOverflow } from './overflow.js';
import { ensurePartitions } from './partitions.js';
import { describe } from './series.js';

type Name = { organization_id: number; source: string; policy: string | null };
type Route = Name & { source_id: number | null; policy_id: number | null; over: boolean };

const lock = prepared<never, { organizations: number[] }>(import.meta.url, './lock.sql');
const routing = prepared<Route, { names: string; most: number }>(import.meta.url, './routing.sql');

/** What a batch did. A repeated batch does nothing. */
export type Recorded = {
  readonly opened: number;
  readonly resolved: number;
  readonly changed: number;
  /** Of each observation, in their order. */
  readonly outcomes: readonly Outcome[];
};

const NOTHING: Recorded = { opened: 0, resolved: 0, changed: 0, outcomes: [] };

/**
 * Records sightings in one transaction: all or none. Idempotent, and independent of order; see fold.ts. Batches of up to 2,000.
 * Organizations are living ones of the tree. Rejects with the database's error when a row cannot be stored.
 */
export async function record(store: DataSource, observations: readonly Observation[], now: Date): Promise<Recorded> {
  if (observations.length === 0) return NOTHING;
  await ensurePartitions(
    store,
    observations.map((one) => one.startsAt),
  );
  return retrying(() => store.transaction((tx) => recordIn(tx, observations, now)));
}

/** The same inside the caller's transaction, whose partitions exist (`ensurePartitions`) and which tries again as a whole (`retrying`). */
export async function recordIn(tx: EntityManager, observations: readonly Observation[], now: Date): Promise<Recorded> {
  if (observations.length === 0) return NOTHING;
  await lockOrganizations(
    tx,
    observations.map((one) => one.organizationId),
  );
  const changes = await changesFor(tx, observations, now);
  await apply(tx, changes, now);
  return { ...tally(changes), outcomes: outcomesOf(observations, changes) };
}

/** Until the transaction ends nobody else changes alerts of these organizations. They may move meanwhile: nothing that recording writes says where they stand. */
export async function lockOrganizations(tx: EntityManager, organizations: readonly number[]): Promise<void> {
  await lock.rows(tx, { organizations: [...organizations] });
}

/** What the observations change, each of them described by a series. */
async function changesFor(tx: EntityManager, observations: readonly Observation[], now: Date): Promise<Change[]> {
  const { series, episodes } = await knownOf(tx, observations);
  const rowsByPair = new Map<string, Episode[]>();
  for (const row of episodes) at(rowsByPair, pairOf(row.organization_id, row.fingerprint), () => []).push(row);
  const seenByPair = new Map<string, Routed[]>();
  for (const one of await routed(tx, observations)) at(seenByPair, pairOf(one.organizationId, one.fingerprint), () => []).push(one);
  const changes = [...seenByPair].flatMap(([pair, seen]) => fold(rowsByPair.get(pair) ?? [], seen, now));
  await describe(
    tx,
    changes.filter(({ retold }) => !retold),
    series,
    now,
  );
  return changes;
}

function at<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}

async function routed(tx: EntityManager, observations: readonly Observation[]): Promise<Routed[]> {
  const names = new Map(observations.map((one) => [routeKey(nameOf(one)), nameOf(one)]));
  const routes = new Map<string, Route>();
  // A name that another transaction made meanwhile is seen by the second look.
  for (let look = 0; look < 2 && routes.size < names.size; look++) {
    for (const route of await routing.rows(tx, { names: JSON.stringify([...names.values()]), most: MOST_NAMES }))
      if (route.source_id && route.policy_id) routes.set(routeKey(route), route);
  }
  await tellOverflow(tx, [...routes.values()]);
  return observations.map((one) => {
    const route = routes.get(routeKey(nameOf(one)));
    return { ...NO_OBSERVATION, ...one, sourceId: one.sourceId ?? route?.source_id ?? 0, policyId: one.policyId ?? route?.policy_id ?? 0 };
  });
}

const nameOf = (one: Observation): Name => ({ organization_id: one.organizationId, source: one.source, policy: one.policy });
const routeKey = ({ organization_id, source, policy }: Name): string => JSON.stringify([organization_id, source, policy]);

const tally = (changes: readonly Change[]) => ({
  opened: changes.filter(({ before, after }) => !before && after).length,
  resolved: changes.filter(({ before, after }) => after?.ends_at && !before?.ends_at).length,
  changed: changes.filter(({ before, retold }) => before && !retold).length,
});

/** A deadlock's victim tries again, and so does who met a statement prepared before a migration; nothing of it was kept. */
export async function retrying<T>(work: () => Promise<T>): Promise<T> {
  for (let left = 3; ; left--) {
    try {
      return await work();
    } catch (error) {
      const passes = isStale(error) || ['40P01', '40001'].includes(String((error as { code?: string }).code));
      if (left === 0 || !passes) throw error;
    }
  }
}
