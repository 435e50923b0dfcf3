import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { EnvFault } from '#runtime';
import { type Postgres, startPostgres } from '../postgres.mjs';

export type Database = {
  readonly url: string;
  /** True when an earlier launcher was killed and left the server running. */
  readonly reused: boolean;
  /** Rejects when the server cannot be kept running. */
  readonly kept: Promise<void>;
  stop(): Promise<void>;
};

const NAME = 'alertledger';
const LAUNCHER_LOCK = 0x6c61756e;
const LOCK_TRIES = 10;
const RESTART_TRIES = 5;

export const foreignDatabase = (url: string): Database => ({ url, reused: false, kept: new Promise(() => {}), stop: async () => {} });

/** The embedded PostgreSQL below the data directory, kept running on its port until `stop()`. Throws {@link EnvFault} when it cannot be had. */
export async function embeddedDatabase(dataDir: string, say: (line: string) => void): Promise<Database> {
  const dir = path.join(dataDir, 'postgres');
  const first = await startPostgres({ dir, database: NAME }).catch((error: Error) => {
    throw new EnvFault(`DATA_DIR: ${error.message} (example: DATA_DIR=/var/lib/alertledger)`);
  });
  const restart = async (): Promise<Held> => {
    say('PostgreSQL ended and is started again');
    const server = await persistently(() => startPostgres({ dir, database: NAME, port: first.port }));
    return { server, lock: await ownership(server.url, dataDir) };
  };
  return new EmbeddedDatabase({ server: first, lock: await ownership(first.url, dataDir) }, restart);
}

type Held = { readonly server: Postgres; readonly lock: pg.Client };

class EmbeddedDatabase implements Database {
  readonly url: string;
  readonly reused: boolean;
  readonly kept: Promise<void>;
  private stopping = false;

  constructor(
    private held: Held,
    private readonly restart: () => Promise<Held>,
  ) {
    this.url = held.server.url;
    this.reused = held.server.reused;
    this.kept = this.keep();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.held.lock.end().catch(() => {});
    await this.held.server.stop();
  }

  private async keep(): Promise<void> {
    for (;;) {
      await this.held.server.exited;
      if (this.stopping) return;
      this.held.lock.end().catch(() => {});
      this.held = await this.restart();
    }
  }
}

/** A lock that ends with this process: two launchers on one data directory would stop each other's database. */
async function ownership(url: string, dataDir: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: 'start' });
  client.on('error', () => {}); // the server went away; keep() sees to it
  await client.connect();
  for (let tries = 0; tries < LOCK_TRIES; tries += 1) {
    const { rows } = await client.query('SELECT pg_try_advisory_lock($1) AS mine', [LAUNCHER_LOCK]);
    if (rows[0].mine) return client;
    await pause(200);
  }
  await client.end();
  throw new EnvFault(`DATA_DIR: ${dataDir} is in use by another start (example: DATA_DIR=./.data2)`);
}

/** A killed server may leave children that take a moment to go. */
async function persistently<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries === RESTART_TRIES) throw error;
      await pause(200 * 2 ** tries);
    }
  }
}
