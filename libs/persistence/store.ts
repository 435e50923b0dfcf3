import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Log } from '#runtime';
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
  /** Hears of a database that is waited for. */
  readonly log?: Log;
};

const START_MS = 30_000;
/** Silence that nobody wonders about. */
const UNTOLD_MS = 2_000;

/** For every connection. Sent once it stands: a pooler between us refuses parameters at the start that it does not know. */
const SETTINGS = [
  'SET statement_timeout = 60000',
  'SET idle_in_transaction_session_timeout = 120000',
  // What our plans cost by the planner's reckoning says nothing of how long they run; compiling them takes longer.
  'SET jit = off',
].join('; ');

/** Opens the pool and waits up to 30 s for the database; a replica that is away is not waited for. Rejects with one line naming the variable. */
export async function openStore({ url, app, poolSize, readUrl, patienceMs = 5_000, log }: StoreOptions): Promise<DataSource> {
  const pool = {
    application_name: app,
    connectionTimeoutMillis: patienceMs,
    keepAlive: true,
    onConnect: async (client: pg.ClientBase): Promise<void> => void (await client.query(SETTINGS)),
  };
  const options = { type: 'postgres' as const, synchronize: false, poolSize, applicationName: app, url, extra: pool };
  const deadline = Date.now() + START_MS;
  const waiting = setTimeout(
    () => log?.warn({ variable: 'DATABASE_URL', server: new URL(url).host }, 'waiting for the database'),
    UNTOLD_MS,
  );
  try {
    for (;;) {
      const store = new StoreWithReplica({ ...options, poolErrorHandler: () => undefined });
      try {
        await store.initialize();
        if (readUrl) await joined(store, { ...pool, max: poolSize, connectionString: readUrl });
        return store;
      } catch (error) {
        if (error instanceof Unusable) throw error;
        if (Date.now() > deadline || !isPassing(error)) throw new Unusable(refused('DATABASE_URL', error));
        await new Promise((again) => setTimeout(again, 500));
      }
    }
  } finally {
    clearTimeout(waiting);
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
    throw new Unusable(refused('DATABASE_READ_URL', error));
  }
}

/** OpenSSL's words for a certificate that it does not trust, and the driver's for a server that speaks no TLS. */
const UNTRUSTED = /^(CERT_|SELF_SIGNED|DEPTH_ZERO|UNABLE_TO_|ERR_TLS_CERT)/;
const WITHOUT_TLS = 'The server does not support SSL connections';

const codeOf = (error: unknown): string => {
  const { code }: { code?: unknown } = Object(error);
  return typeof code === 'string' ? code : '';
};

/** Worth another try: refused, reset, starting up, shutting down. Not: a wrong password or database name, a certificate that is not trusted. */
const isPassing = (error: unknown): boolean =>
  !/^(28|3D|3F|42)/.test(codeOf(error)) && !UNTRUSTED.test(codeOf(error)) && reason(error) !== WITHOUT_TLS;

function refused(variable: string, error: unknown): string {
  if (UNTRUSTED.test(codeOf(error)))
    return `${variable}: the database's certificate is not trusted: ${reason(error)} (name its CA with ?sslmode=verify-full&sslrootcert=/path/ca.crt; ?sslmode=no-verify encrypts without looking at it)`;
  return `${variable}: the database does not answer: ${reason(error)} (example: ${variable}=postgres://user:password@db:5432/alertledger)`;
}

const reason = (error: unknown): string =>
  error instanceof AggregateError ? reason(error.errors[0]) : error instanceof Error ? error.message : String(error);

/** How the pool of the store stands; nothing of a store that is closed. */
export function connectionsOf(store: DataSource): { used: number; idle: number; waiting: number } {
  const pool: unknown = 'master' in store.driver ? store.driver.master : undefined;
  if (!(pool instanceof pg.Pool)) return { used: 0, idle: 0, waiting: 0 };
  return { used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount };
}
