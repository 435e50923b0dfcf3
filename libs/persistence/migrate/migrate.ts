import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { backfill } from './backfill.js';
import { createIndex } from './concurrently.js';
import { type Migration, migrations } from './files.js';
import { patiently } from './patiently.js';
import { migrateQueue, QUEUE } from './queue.js';
import { finishedSteps } from './schema.js';

const LOCK = 0x616c6572;
const LOCK_PAUSE_MS = 250;
const OWN_TABLES = `CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY, finished_at timestamptz(3) NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS migration_position (name text PRIMARY KEY, position text NOT NULL)`;

/**
 * Brings the schema up to date and answers what it did; recorders never wait for it longer than a moment, however large the ledger. Any number of
 * processes may call it at once: one works, and one that is ended leaves the rest to the next.
 */
export async function migrate(url: string, steps: readonly Migration[] = migrations): Promise<string[]> {
  const db = new pg.Client({ connectionString: url, application_name: 'migrate', keepAlive: true });
  db.on('error', () => undefined); // whatever is asked next rejects
  await db.connect();
  try {
    await db.query(
      'SET statement_timeout = 0; SET lock_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET client_min_messages = warning',
    );
    await takeTurn(db);
    const finished = await finishedSteps({ query: async <Rows>(text: string) => (await db.query(text)).rows as Rows }, steps);
    await db.query(OWN_TABLES);
    if (!finished.has(QUEUE)) {
      await migrateQueue(db);
      await note(db, QUEUE);
    }
    const missing = steps.filter((step) => !finished.has(step.name));
    for (const step of missing) await run(db, step);
    return missing.map((step) => step.name);
  } finally {
    await db.end();
  }
}

/** Asks again and again: who waits inside a statement holds a snapshot, and whoever makes an index waits for that. */
async function takeTurn(db: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await db.query('SELECT pg_try_advisory_lock($1) AS mine', [LOCK]);
    if (rows[0].mine) return;
    await pause(LOCK_PAUSE_MS);
  }
}

async function run(db: pg.Client, step: Migration): Promise<void> {
  if (step.kind === 'schema') {
    await patiently(db, async () => {
      await db.query(step.text);
      await note(db, step.name);
    });
    return;
  }
  await (step.kind === 'index' ? createIndex(db, step.text) : backfill(db, step));
  await note(db, step.name);
}

const note = (db: pg.Client, name: string): Promise<unknown> => db.query('INSERT INTO schema_migration (name) VALUES ($1)', [name]);

/** Changes when any migration does. */
export const schemaFingerprint = (): string =>
  createHash('sha1')
    .update([QUEUE, ...migrations.map(({ name, text }) => name + text)].join())
    .digest('hex')
    .slice(0, 12);
