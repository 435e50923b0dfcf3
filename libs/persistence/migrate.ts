import { createHash } from 'node:crypto';
import { runMigrations } from 'bullmq';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { migrationTexts } from './migrations.js';

const LOCK = 0x616c6572;

/**
 * Brings the schema up to date. Any number of processes may call it at once: a session lock, which ends with its connection, lets one work.
 * The queue's own schema is part of it, so that the queue can live in PostgreSQL.
 */
export async function migrate(store: DataSource, url: string): Promise<string[]> {
  const lock = new pg.Client({ connectionString: url, application_name: 'migrate' });
  await lock.connect();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const done = await store.runMigrations({ transaction: 'each' });
    await runMigrations(lock as never, 'bullmq');
    return done.map((migration) => migration.name);
  } finally {
    await lock.end();
  }
}

/** Changes when any migration does. */
export const schemaFingerprint = (): string => createHash('sha1').update(migrationTexts().join()).digest('hex').slice(0, 12);
