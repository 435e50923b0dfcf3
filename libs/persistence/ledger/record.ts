import type { DataSource, EntityManager } from 'typeorm';
import { isStale, prepared } from '../sql.js';
import { apply } from './apply.js';
import { columnsOf } from './columns.js';
import { type Change, type Episode, NO_OBSERVATION, type Observation } from './episode.js';
import { fold, type Routed } from './fold.js';
import { type Outcome, outcomesOf } from './outcome.js';
import { MOST_NAMES, tellOverflow } from './overflow.js';
import { ensurePartitions } from './partitions.js';

type Columns = Readonly<Record<string, unknown>>;
type Name = { organization_id: number; source: string; policy: string | null };
type Route = Name & { source_id: number | null; policy_id: number | null; over: boolean };

const lock = prepared<never, { organizations: number[] }>(import.meta.url, './lock.sql');
const since = prepared<{ organization_id: number; fingerprint: string; since: Date }, Columns>(import.meta.url, './since.sql');
const known = prepared<Episode, Columns & { from: Date }>(import.meta.url, './known.sql');
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

/** Until the transaction ends nobody else changes alerts of these organizations, and none of them moves. */
export async function lockOrganizations(tx: EntityManager, organizations: readonly number[]): Promise<void> {
  await lock.rows(tx, { organizations: [...organizations] });
}

async function changesFor(tx: EntityManager, observations: readonly Observation[], now: Date): Promise<Change[]> {
  const rowsByPair = new Map<string, Map<number, Episode>>();
  for (const row of await stored(tx, observations))
    at(rowsByPair, pairOf(row.organization_id, row.fingerprint), () => new Map()).set(row.id ?? 0, row);
  const seenByPair = new Map<string, Routed[]>();
  for (const one of await routed(tx, observations)) at(seenByPair, pairOf(one.organizationId, one.fingerprint), () => []).push(one);
  return [...seenByPair].flatMap(([pair, seen]) => fold([...(rowsByPair.get(pair)?.values() ?? [])], seen, now));
}

/** The rows these observations may concern. Most often none of a fingerprint is stored, and of the ledger's months none is looked into. */
async function stored(tx: EntityManager, observations: readonly Observation[]): Promise<Episode[]> {
  const keys = observations.map(keyOf);
  const firsts = new Map<string, Date>();
  for (const row of await since.rows(tx, columnsOf(keys, NO_KEY))) firsts.set(pairOf(row.organization_id, row.fingerprint), row.since);
  if (firsts.size === 0) return [];
  const asked = keys.flatMap((key) => {
    const first = firsts.get(pairOf(key.organization_id, key.fingerprint));
    return first ? [{ ...key, since: first }] : [];
  });
  const from = new Date(Math.min(...asked.map((key) => key.since.getTime())));
  return known.rows(tx, { ...columnsOf(asked, NO_KEY), from });
}

const NO_KEY = { organization_id: 0, fingerprint: '', starts_at: new Date(0), runs: false, since: new Date(0) };
const keyOf = (one: Observation) => ({
  ...NO_KEY,
  organization_id: one.organizationId,
  fingerprint: one.fingerprint,
  starts_at: one.startsAt,
  runs: one.endsAt === null,
});
const pairOf = (organization: number, fingerprint: string): string => `${organization} ${fingerprint}`;

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
  changed: changes.filter(({ before }) => before).length,
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
