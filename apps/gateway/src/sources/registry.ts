import { lockOrganizations, retrying, type Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type Known, plan, type Row, type Wanted } from './plan.js';

type Created = { id: number; organization_id: number; name: string };
type Asked = { ids: number[]; organizations: number[]; names: string[] };
type Transaction = Parameters<typeof lockOrganizations>[0];

const here = import.meta.url;
const statements = (table: string, places: Readonly<Record<string, string>>) => {
  const variant = { table, sequence: `${table}_id_seq`, ...places };
  return {
    lock: `LOCK TABLE ${table} IN SHARE ROW EXCLUSIVE MODE`,
    known: sql<Known, Asked>(here, './known.sql', variant),
    exceeds: sql<{ exceeds: boolean }, { id: number }>(here, './exceeds.sql', variant),
    reserve: sql<never, { id: number }>(here, './reserve.sql', variant),
    park: sql<never, { ids: readonly number[] }>(here, './park.sql', variant),
    change: sql<never, { rows: string }>(here, './change.sql', variant),
    create: sql<Created, { rows: string }>(here, './create.sql', variant),
  };
};

/** The two things an organization has names and ids for. */
export const registries = {
  source: statements('alert_source', {}),
  policy: statements('escalation_policy', { own: 'NULL::bigint', policy: '' }),
};
export type Registry = (typeof registries)['source'];

/** Makes the stored ones as wanted, all or none. The id of each, in their order. `beyond` says what becomes of ids above those that were given so far. `check` refuses what only the transaction can know. */
export const save = (
  store: Store,
  registry: Registry,
  wanted: readonly Wanted[],
  beyond: 'reserve' | 'refuse',
  check: (tx: Transaction) => Promise<void> = async () => undefined,
): Promise<number[]> =>
  lookingAgain(async () => {
    await lead(store, registry, Math.max(0, ...wanted.map(({ id }) => id ?? 0)), beyond);
    return store.transaction(async (tx) => {
      const organizations = [...new Set(wanted.map((one) => one.organization_id))];
      // Who records alerts of these organizations may make a source too, and waits.
      await lockOrganizations(tx, organizations);
      await check(tx);
      const ids = wanted.flatMap(({ id }) => id ?? []);
      const known = await registry.known.rows(tx, { ids, organizations, names: wanted.map(({ name }) => name) });
      return write(tx, registry, wanted, known);
    });
  });

/** Somebody else was given the id between the look and the write: the next look sees it. */
const lookingAgain = <T>(work: () => Promise<T>): Promise<T> =>
  retrying(() => work().catch((error: { code?: string }) => (error.code === UNIQUE_VIOLATION ? work() : Promise.reject(error))));
const UNIQUE_VIOLATION = '23505';

/** Ids beyond those given so far move on those that will be. The table is locked for that moment only: it stops every recorder. */
async function lead(store: Store, registry: Registry, id: number, beyond: 'reserve' | 'refuse'): Promise<void> {
  if (!(await registry.exceeds.one(store, { id })).exceeds) return;
  if (beyond === 'refuse') throw new Refusal('permission-missing');
  await store
    .transaction(async (tx) => {
      await tx.query(`SET LOCAL lock_timeout = '1s'`);
      await tx.query(registry.lock);
      await registry.reserve.rows(tx, { id });
    })
    .catch((error: { code?: string }) => {
      throw error.code === LOCK_TIMEOUT ? new Refusal('too-slow', { retryAfterSeconds: 1, cause: error }) : error;
    });
}
const LOCK_TIMEOUT = '55P03';

async function write(tx: Transaction, registry: Registry, wanted: readonly Wanted[], known: readonly Known[]): Promise<number[]> {
  const { created, changed, renamed } = plan(wanted, known);
  const rows = (of: readonly (Known | Row)[]) => ({ rows: JSON.stringify(of) });
  if (renamed.length > 0) await registry.park.rows(tx, { ids: renamed });
  if (changed.length > 0) await registry.change.rows(tx, rows(changed));
  const made = created.length > 0 ? await registry.create.rows(tx, rows(created)) : [];
  const ids = new Map([...changed, ...made].map((one) => [keyOf(one), one.id]));
  return wanted.map((one) => ids.get(keyOf(one)) ?? 0);
}

const keyOf = (one: { readonly organization_id: number; readonly name: string }): string => `${one.organization_id} ${one.name}`;
