import pg from 'pg';
import { DataSource } from 'typeorm';

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

/** Opens the pool and waits up to 30 s for the database. Rejects with one line naming the variable. */
export async function openStore({ url, app, poolSize, readUrl, patienceMs = 5_000 }: StoreOptions): Promise<DataSource> {
  const one = {
    type: 'postgres' as const,
    synchronize: false,
    poolSize,
    applicationName: app,
  };
  const extra = {
    connectionTimeoutMillis: patienceMs,
    statement_timeout: 60_000,
    idle_in_transaction_session_timeout: 120_000,
    keepAlive: true,
  };
  const place = readUrl ? { replication: { master: { url }, slaves: [{ url: readUrl }] } } : { url };
  const deadline = Date.now() + 30_000;
  for (;;) {
    const store = new DataSource({ ...one, ...place, extra, poolErrorHandler: () => undefined });
    try {
      return await store.initialize();
    } catch (error) {
      if (Date.now() > deadline || !isPassing(error)) throw new Error(refused(await blamed(url, readUrl), reason(error)));
      await new Promise((again) => setTimeout(again, 500));
    }
  }
}

/** Worth another try: refused, reset, starting up, shutting down. Not: a wrong password or database name. */
const isPassing = (error: unknown): boolean => {
  const code = (error as { code?: unknown }).code;
  return typeof code !== 'string' || !/^(28|3D|3F|42)/.test(code);
};

const refused = (variable: string, why: string): string =>
  `${variable}: the database does not answer: ${why} (example: ${variable}=postgres://user:password@db:5432/alertledger)`;

/** Which of the two it was: the replica when the database itself answers. */
async function blamed(url: string, readUrl: string | undefined): Promise<string> {
  if (!readUrl) return 'DATABASE_URL';
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  const answers = await client.connect().then(
    () => true,
    () => false,
  );
  await client.end();
  return answers ? 'DATABASE_READ_URL' : 'DATABASE_URL';
}

const reason = (error: unknown): string =>
  error instanceof AggregateError ? reason(error.errors[0]) : error instanceof Error ? error.message : String(error);

/** How the pool of the store stands; nothing of a store that is closed. */
export function connectionsOf(store: DataSource): { used: number; idle: number; waiting: number } {
  const pool: unknown = 'master' in store.driver ? store.driver.master : undefined;
  if (!(pool instanceof pg.Pool)) return { used: 0, idle: 0, waiting: 0 };
  return { used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount };
}
