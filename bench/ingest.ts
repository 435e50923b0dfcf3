import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { foldPending, type Observation, record, type Store } from '#persistence';
import type { Node } from '#scope';
import type { Comparison, Outcome } from './measure.js';
import { each } from './totals.js';
import type { World } from './world.js';

const BATCH = 100;
const BATCHES = 20;
const ORGANIZATIONS = 10;
const MONTHS = 36;
const MONTH_MS = 30.44 * 86_400_000;

/**
 * Webhook batches into a ledger of three years, deltas and timeline and all, against COPY of the same rows into a table with the same partitions and
 * indexes. On both sides a batch is one commit that waits for the disk, and as many batches are under way at once.
 */
export async function* ingest(world: World, rounds: number): AsyncGenerator<Outcome> {
  const { store } = world;
  const customers = [...world.tree.all()].filter(({ role }) => role === 'customer');
  // Batches of the same organizations would wait for each other; after the warm-up round those of a round are known.
  const known = rotation(customers.slice(0, BATCHES * ORGANIZATIONS));
  const unheard = rotation(customers.slice(BATCHES * ORGANIZATIONS));
  for (let month = 0; month < MONTHS; month++)
    await store.query('SELECT ensure_alert_partition($1)', [new Date(world.until.getTime() - month * MONTH_MS)]);
  await record(store, batch(known()), new Date());
  const [{ recorded }] = await store.query(`SELECT count(*) AS recorded FROM episode WHERE fingerprint LIKE 'bench-%'`);
  if (recorded !== BATCH) throw new Error(`${BATCH} alerts were sent, ${recorded} are in the ledger`);
  await likeAlert(store);
  const lines = await linesOf(store);
  const comparison = (atOnce: number, some: () => Node[], whose: string): Comparison => ({
    work: `${BATCHES} batches of ${BATCH} new alerts of ${whose} recorded, ${atOnce} at once`,
    limit: 'COPY of their rows into a like table',
    target: 0.7,
    better: 'higher',
    ours: () => inTurns(atOnce, () => record(store, batch(some()), new Date())),
    theLimit: () => inTurns(atOnce, () => copy(store, lines)),
  });
  const comparisons = [
    comparison(1, known, 'known systems'),
    comparison(4, known, 'known systems'),
    comparison(1, unheard, 'new organizations'),
  ];
  yield* each(comparisons, rounds);
  await foldPending(store);
}

/** The organizations of one batch after the other, over and over. */
function rotation(customers: readonly Node[]): () => Node[] {
  let turn = 0;
  return () => Array.from({ length: ORGANIZATIONS }, () => customers[turn++ % customers.length]).filter((node) => node !== undefined);
}

/** Batch after batch, `atOnce` of them under way. */
async function inTurns(atOnce: number, work: () => Promise<unknown>): Promise<void> {
  let left = BATCHES;
  const turns = async (): Promise<void> => {
    while (left-- > 0) await work();
  };
  await Promise.all(Array.from({ length: atOnce }, turns));
}

async function likeAlert(store: Store): Promise<void> {
  const partitions: { name: string; bounds: string }[] = await store.query(
    `SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bounds
       FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'alert'::regclass`,
  );
  await store.query('CREATE TABLE copied (LIKE alert INCLUDING ALL) PARTITION BY RANGE (starts_at)');
  for (const { name, bounds } of partitions) await store.query(`CREATE TABLE copied_${name} PARTITION OF copied ${bounds}`);
}

/** The rows of the recorded batch as COPY writes them, with marks where an id and a fingerprint belong. */
async function linesOf(store: Store): Promise<string> {
  const columns: { name: string }[] = await store.query(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'alert'::regclass AND attnum > 0 ORDER BY attnum`,
  );
  const fields = columns.map(({ name }) =>
    name === 'id' ? `'@' || row_number() OVER ()` : name === 'fingerprint' ? `'#' || row_number() OVER ()` : name,
  );
  return onConnection(store, (client) =>
    text(client.query(copyTo(`COPY (SELECT ${fields.join(', ')} FROM episode WHERE fingerprint LIKE 'bench-%') TO STDOUT`))),
  );
}

let copied = 0;
async function copy(store: Store, lines: string): Promise<void> {
  const [first, prefix] = [copied++ * BATCH, randomUUID()];
  const rows = lines.replace(/^@(\d+)/gm, (_, n: string) => String(first + Number(n))).replaceAll('\t#', `\tbench-${prefix}-`);
  await onConnection(store, (client) => pipeline(Readable.from([rows]), client.query(copyFrom('COPY copied FROM STDIN'))));
}

async function onConnection<T>(store: Store, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const runner = store.createQueryRunner();
  try {
    return await work(await runner.connect());
  } finally {
    await runner.release();
  }
}

const batch = (customers: readonly Node[]): Observation[] => {
  const name = randomUUID();
  return customers.flatMap(({ id }, c) =>
    Array.from({ length: BATCH / customers.length }, (_, i) => sighting(id, `bench-${name}-${c}-${i}`, `web-${c}-${i}`)),
  );
};

const sighting = (organizationId: number, fingerprint: string, host: string): Observation => ({
  via: 'webhook',
  organizationId,
  fingerprint,
  startsAt: new Date(),
  endsAt: null,
  alertname: 'DiskFull',
  severity: 'critical',
  systemKey: host,
  labels: { alertname: 'DiskFull', instance: `${host}:9100`, job: 'node', severity: 'critical', system_key: host },
  annotations: { summary: `the disk of ${host} is almost full`, runbook_url: 'https://example.org/disk-full' },
  receiver: 'default',
  priority: 'HIGH',
  source: 'default',
  policy: null,
  number: '',
});
