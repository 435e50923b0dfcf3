import { LATEST_SCHEMA_VERSION, runMigrations } from 'bullmq';
import type pg from 'pg';

/** The queue's own schema is part of ours, so that the queue can live in PostgreSQL. */
export const QUEUE = `queue-${LATEST_SCHEMA_VERSION}`;

export const migrateQueue = (db: pg.Client): Promise<unknown> => runMigrations(db as never, 'bullmq');
