import { existsSync } from 'node:fs';
import path from 'node:path';
import { openStore, type Store } from '#persistence';
import { type Env, EnvFault, readEnv } from '#runtime';
import { startPostgres } from '../postgres.mjs';

/** Runs work on the database of DATABASE_URL, else on the embedded one below DATA_DIR, which is started for the time if it does not run. */
export async function withDatabase<T>(app: string, work: (store: Store) => Promise<T>, readUrl?: string): Promise<T> {
  const env = readEnv(['DATABASE_URL', 'DATA_DIR']);
  const server = env.DATABASE_URL ? { url: env.DATABASE_URL, reused: true, stop: async () => {} } : await embedded(env);
  try {
    const store = await openStore({ url: server.url, app, poolSize: 4, readUrl });
    try {
      return await work(store);
    } finally {
      await store.destroy();
    }
  } finally {
    if (!server.reused) await server.stop();
  }
}

async function embedded({ DATA_DIR }: Env<'DATA_DIR'>) {
  const dir = path.resolve(DATA_DIR, 'postgres');
  if (!existsSync(dir))
    throw new EnvFault(
      `DATABASE_URL: is not set, and ${dir} holds no database (example: DATABASE_URL=postgres://user:password@db:5432/alertledger)`,
    );
  return startPostgres({ dir, database: 'alertledger' });
}
