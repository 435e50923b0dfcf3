import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { foldPending, type Observation, record, type Store } from '#persistence';
import { costOf } from './cpu.js';
import { compareTimes, type Outcome, type Times } from './measure.js';
import type { World } from './world.js';

const BATCH = 100;
const BATCHES = 40;
const ORGANIZATIONS = 10;
/** So many of a batch have never been seen; the others are the next episodes of known series. */
const FRESH = 5;
const MONTHS = 36;
const MONTH_MS = 30.44 * 86_400_000;

/**
 * Webhooks of 100 firing alerts into a ledger of three years, news, differences and all, against COPY of the rows as they were before the ledger was
 * split in two: by PostgreSQL's processor time. On both sides a batch is one commit, and as many batches are under way at once. Between rounds all that
 * fires is resolved.
 */
export async function* ingest(world: World, rounds: number): AsyncGenerator<Outcome> {
  const { store } = world;
  for (let month = 0; month < MONTHS; month++)
    await store.query('SELECT ensure_alert_partition($1)', [new Date(world.until.getTime() - month * MONTH_MS)]);
  const fleet = fleetOf(world);
  await record(store, fleet.fire(0), new Date());
  await likeBefore(store, world.until);
  const lines = await linesOf(store);
  await record(store, fleet.resolve(0), new Date());
  for (const atOnce of [1, 4]) yield await compareTimes(firing(store, fleet, lines, atOnce), rounds);
  await foldPending(store);
}

const firing = (store: Store, fleet: Fleet, lines: string, atOnce: number): Times => ({
  work: `${BATCHES} webhooks of ${BATCH} firing alerts, ${atOnce} at once (PostgreSQL's time)`,
  limit: 'COPY of their rows as they were before',
  target: atOnce === 1 ? 0.65 : 0.75,
  better: 'higher',
  ours: async () => {
    const { postgres } = await costOf(store, () => inTurns(atOnce, (n) => record(store, fleet.fire(n), new Date())));
    await inTurns(atOnce, (n) => record(store, fleet.resolve(n), new Date()));
    await foldPending(store);
    return postgres;
  },
  theLimit: async () => (await costOf(store, () => inTurns(atOnce, () => copy(store, lines)))).postgres,
});

type Fleet = { fire(batch: number): Observation[]; resolve(batch: number): Observation[] };

/** Batches of organizations of their own: others would wait for each other. */
function fleetOf({ tree }: World): Fleet {
  const customers = [...tree.all()].filter(({ role }) => role === 'customer');
  const firing = new Map<number, Observation[]>();
  const names = new Map<number, string[]>();
  return {
    fire: (batch) => {
      const known = names.get(batch) ?? Array.from({ length: BATCH }, () => randomUUID());
      const named = known.map((name, i) => (i < FRESH ? randomUUID() : name));
      names.set(batch, named);
      const startsAt = new Date();
      const alerts = named.map((name, i) =>
        sighting(customers[(batch * ORGANIZATIONS + (i % ORGANIZATIONS)) % customers.length]?.id ?? 0, name, startsAt),
      );
      firing.set(batch, alerts);
      return alerts;
    },
    resolve: (batch) => (firing.get(batch) ?? []).map((one) => ({ ...one, endsAt: new Date() })),
  };
}

/** Batch after batch, `atOnce` of them under way. */
async function inTurns(atOnce: number, work: (batch: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const turns = async (): Promise<void> => {
    while (next < BATCHES) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, turns));
}

async function likeBefore(store: Store, until: Date): Promise<void> {
  await store.query(readFileSync(new URL('./before.sql', import.meta.url), 'utf8'));
  for (let month = -1; month < MONTHS; month++) {
    const first = new Date(Date.UTC(until.getUTCFullYear(), until.getUTCMonth() - month));
    const next = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1));
    await store.query(
      `CREATE TABLE before_${month + 1} PARTITION OF before FOR VALUES FROM ('${first.toISOString()}') TO ('${next.toISOString()}')`,
    );
  }
}

/** The rows of the recorded batch as COPY writes them, with marks where an id and a fingerprint belong. */
async function linesOf(store: Store): Promise<string> {
  const columns: { name: string }[] = await store.query(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = 'before'::regclass AND attnum > 0 ORDER BY attnum`,
  );
  const marks: Readonly<Record<string, string>> = {
    id: `'@' || row_number() OVER ()`,
    fingerprint: `'#' || row_number() OVER ()`,
    absorbed: `'{}'`,
  };
  const fields = columns.map(({ name }) => marks[name] ?? name);
  return onConnection(store, (client) =>
    text(client.query(copyTo(`COPY (SELECT ${fields.join(', ')} FROM episode WHERE ends_at IS NULL AND receiver = 'bench') TO STDOUT`))),
  );
}

let copied = 0;
async function copy(store: Store, lines: string): Promise<void> {
  const [first, prefix] = [copied++ * BATCH, randomUUID()];
  const rows = lines.replace(/^@(\d+)/gm, (_, n: string) => String(first + Number(n))).replaceAll('\t#', `\t${prefix}-`);
  await onConnection(store, (client) => pipeline(Readable.from([rows]), client.query(copyFrom('COPY before FROM STDIN'))));
}

async function onConnection<T>(store: Store, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const runner = store.createQueryRunner();
  try {
    return await work(await runner.connect());
  } finally {
    await runner.release();
  }
}

function sighting(organizationId: number, name: string, startsAt: Date): Observation {
  const host = `web-${name.slice(0, 8)}`;
  return {
    via: 'webhook',
    organizationId,
    fingerprint: name.replaceAll('-', '').slice(0, 16),
    startsAt,
    endsAt: null,
    alertname: 'DiskFull',
    severity: 'critical',
    systemKey: host,
    labels: {
      ...{ alertname: 'DiskFull', severity: 'critical', system_key: host, instance: `${host}.example.org:9100` },
      ...{ job: 'node-exporter', namespace: 'team-storage', cluster: 'eu-1', pod: `worker-${name.slice(0, 10)}` },
    },
    annotations: {
      summary: `the disk of ${host} is almost full`,
      description: `The disk of ${host} has been above its threshold for more than ten minutes.`,
      runbook_url: 'https://runbooks.example.org/alerts/disk-full',
    },
    receiver: 'bench',
    priority: 'HIGH',
    source: 'default',
    policy: null,
    number: '',
  };
}
