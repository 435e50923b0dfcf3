import pg from 'pg';
import { DataSource } from 'typeorm';
import { addReplica, closeReplica } from './replica.js';

export { DataSource as Store } from 'typeorm';

// Counts and ids stay below 2^53: as numbers, not strings.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => Number(text));

export type StoreOptions = {
  readonly url: string;
  readonly app: string;
  readonly poolSize: number;
  readonly readUrl?: string | undefined;
  /** How long a caller waits for a connection, a new one or one that another gives back. */
  readonly patienceMs?: number;
};

/** For every connection. Sent once it stands: a pooler between us refuses parameters at the start that it does not know. */
const SETTINGS = [
  'SET statement_timeout = 60000',
  'SET idle_in_transaction_session_timeout = 120000',
  // What our plans cost by the planner's reckoning says nothing of how long they run; compiling them takes longer.
  'SET jit = off',
].join('; ');

/** Opens the pool and waits up to 30 s for the database; a replica that is away is not waited for. Rejects with one line naming the variable. */
export async function openStore({ url, app, poolSize, readUrl, patienceMs = 5_000 }: StoreOptions): Promise<DataSource> {
  const pool = {
    application_name: app,
    connectionTimeoutMillis: patienceMs,
    keepAlive: true,
    onConnect: async (client: pg.ClientBase): Promise<void> => void (await client.query(SETTINGS)),
  };
  const options = { type: 'postgres' as const, synchronize: false, poolSize, applicationName: app, url, extra: pool };
  const deadline = Date.now() + 30_000;
  for (;;) {
    const store = new StoreWithReplica({ ...options, poolErrorHandler: () => undefined });
    try {
      await store.initialize();
      if (readUrl) await joined(store, { ...pool, max: poolSize, connectionString: readUrl });
      return store;
    } catch (error) {
      if (error instanceof Unusable) throw error;
      if (Date.now() > deadline || !isPassing(error)) throw new Unusable(refused('DATABASE_URL', reason(error)));
      await new Promise((again) => setTimeout(again, 500));
    }
  }
}

/** Ends the connections of its replica as well. */
class StoreWithReplica extends DataSource {
  override async destroy(): Promise<void> {
    await closeReplica(this);
    await super.destroy();
  }
}

class Unusable extends Error {}

async function joined(store: DataSource, config: pg.PoolConfig): Promise<void> {
  try {
    await addReplica(store, config);
  } catch (error) {
    await store.destroy();
    throw new Unusable(refused('DATABASE_READ_URL', reason(error)));
  }
}

/** Worth another try: refused, reset, starting up, shutting down. Not: a wrong password or database name. */
const isPassing = (error: unknown): boolean => {
  const code = (error as { code?: unknown }).code;
  return typeof code !== 'string' || !/^(28|3D|3F|42)/.test(code);
};

const refused = (variable: string, why: string): string =>
  `${variable}: the database does not answer: ${why} (example: ${variable}=postgres://user:password@db:5432/alertledger)`;

const reason = (error: unknown): string =>
  error instanceof AggregateError ? reason(error.errors[0]) : error instanceof Error ? error.message : String(error);

/** How the pool of the store stands; nothing of a store that is closed. */
export function connectionsOf(store: DataSource): { used: number; idle: number; waiting: number } {
  const pool: unknown = 'master' in store.driver ? store.driver.master : undefined;
  if (!(pool instanceof pg.Pool)) return { used: 0, idle: 0, waiting: 0 };
  return { used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount };
}
