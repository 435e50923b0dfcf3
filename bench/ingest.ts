import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { foldPending, type Observation, record } from '#persistence';
import type { Outcome } from './measure.js';
import { each } from './totals.js';
import type { World } from './world.js';

const BATCH = 100;
const BATCHES = 20;

/** Webhook batches into the ledger, deltas and timeline and all, against COPY of the same rows into a table with the same indexes. */
export async function ingest(world: World, rounds: number): Promise<Outcome[]> {
  const ours = async (): Promise<void> => {
    for (let n = 0; n < BATCHES; n++) await record(world.store, batch(world), new Date());
  };
  await ours();
  const [{ recorded }] = await world.store.query(`SELECT count(*) AS recorded FROM alert WHERE fingerprint LIKE 'bench-%'`);
  if (recorded !== BATCH * BATCHES) throw new Error(`${BATCH * BATCHES} alerts were sent, ${recorded} are in the ledger`);
  await world.store.query('CREATE TABLE copied (LIKE alert INCLUDING ALL)');
  const copy = await copier(world);
  const theLimit = async (): Promise<void> => {
    for (let n = 0; n < BATCHES; n++) await copy();
  };
  const outcomes = await each(
    [
      {
        work: `${BATCHES} batches of ${BATCH} alerts recorded`,
        limit: 'COPY of their rows into a like table',
        target: 0.7,
        better: 'higher',
        ours,
        theLimit,
      },
    ],
    rounds,
  );
  await foldPending(world.store);
  return outcomes;
}

/** Copies a recorded batch over and over, under new ids and fingerprints. */
async function copier({ store }: World): Promise<() => Promise<void>> {
  const columns: { name: string }[] = await store.query(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'alert'::regclass AND attnum > 0 ORDER BY attnum`,
  );
  const fields = columns.map(({ name }) =>
    name === 'id' ? `'@' || row_number() OVER ()` : name === 'fingerprint' ? `'#' || row_number() OVER ()` : name,
  );
  const client = await connection(store);
  const lines = await text(
    client.query(copyTo(`COPY (SELECT ${fields.join(', ')} FROM alert WHERE fingerprint LIKE 'bench-%' LIMIT ${BATCH}) TO STDOUT`)),
  );
  let copied = 0;
  return async () => {
    const rows = lines.replace(/^@(\d+)/gm, (_, n: string) => String(copied * BATCH + Number(n))).replaceAll('\t#', `\t${copied++}-`);
    await pipeline(Readable.from([rows]), client.query(copyFrom('COPY copied FROM STDIN')));
  };
}

const connection = (store: World['store']): Promise<PoolClient> => store.createQueryRunner().connect();

const batch = (world: World): Observation[] => {
  const name = randomUUID();
  return Array.from({ length: BATCH }, (_, i) => sighting(world, `bench-${name}-${i}`));
};

const sighting = (world: World, fingerprint: string): Observation => ({
  via: 'webhook',
  organizationId: world.densest.id,
  fingerprint,
  startsAt: new Date(),
  endsAt: null,
  alertname: 'DiskFull',
  severity: 'critical',
  systemKey: 'SYS-1',
  labels: { alertname: 'DiskFull', instance: 'web-1', severity: 'critical' },
  annotations: { summary: 'almost full' },
  receiver: 'default',
  priority: 'HIGH',
  source: 'default',
  policy: null,
  number: '',
});
