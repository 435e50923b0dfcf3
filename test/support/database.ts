import { randomUUID } from 'node:crypto';
import { migrate, openStore, Store, schemaFingerprint } from '#persistence';

const admin = process.env.TEST_DATABASE_URL ?? '';
const at = (name: string): string => admin.replace(/\/[^/?]*(\?.*)?$/, `/${name}`);

/** The migrated template is built by whichever test file comes first; its name carries the migrations' hash. */
async function ensureTemplate(root: Store): Promise<string> {
  const template = `template_${schemaFingerprint()}`;
  const lock = root.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock(7)');
    const [found] = await lock.query('SELECT 1 FROM pg_database WHERE datname = $1', [template]);
    if (found) return template;
    const building = `building_${randomUUID().replaceAll('-', '')}`;
    await lock.query(`CREATE DATABASE ${building}`);
    await migrate(at(building));
    await lock.query(`ALTER DATABASE ${building} RENAME TO ${template}`);
    return template;
  } finally {
    await lock.query('SELECT pg_advisory_unlock(7)');
    await lock.release();
  }
}

export type TestDatabase = { store: Store; url: string; drop?(): Promise<void> };

/** A private copy of the migrated database. */
export async function createDatabase(): Promise<TestDatabase> {
  const root = await new Store({ type: 'postgres', url: admin, poolSize: 2 }).initialize();
  const template = await ensureTemplate(root);
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await root.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  // Whole suites share the server with it, and may hold it up for longer than an app should wait.
  const store = await openStore({ url: at(name), app: 'test', poolSize: 10, patienceMs: 30_000 });
  const drop = async (): Promise<void> => {
    await store.destroy();
    await root.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await root.destroy();
  };
  return { store, url: at(name), drop };
}

/** The same for a whole test file: made before its first test, dropped after its last. Its fields are there once the first test runs. */
export function useDatabase(): TestDatabase {
  const database = {} as TestDatabase;
  beforeAll(async () => {
    Object.assign(database, await createDatabase());
  });
  afterAll(() => database.drop?.());
  return database;
}
