import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { tell } from '#test/sightings';
import { retrying } from './ledger/record.js';
import { type Db, prepared } from './sql.js';

const database = useDatabase();
const running = prepared<{ fingerprint: string; late?: number }, { organization: number; fingerprint: string }>(
  import.meta.url,
  './ledger/running.sql',
);

beforeAll(async () => {
  await plantFleet(database.store);
  await tell(database.store, [{ organization: 'cafe', fingerprint: 'a' }]);
});

const found = async (db: Db): Promise<unknown> => {
  const [cafe] = await db.query(`SELECT id FROM organization WHERE public_id = 'cafe'`);
  return running.one(db, { organization: cafe.id, fingerprint: 'a' });
};
const onOneConnection = async (work: (db: Db) => Promise<void>): Promise<void> => {
  const runner = database.store.createQueryRunner();
  try {
    await work(runner);
  } finally {
    await runner.release();
  }
};

/** As a migration of the view that the statement reads. */
async function addColumn(name: string): Promise<void> {
  const [{ text }] = await database.store.query(`SELECT rtrim(pg_get_viewdef('episode'), ';') AS text`);
  await database.store.query(`CREATE OR REPLACE VIEW episode AS SELECT was.*, 0 AS ${name} FROM (${text}) AS was`);
}

test('a statement is prepared once for each connection', async () => {
  await onOneConnection(async (db) => {
    for (let i = 0; i < 3; i++) expect(await found(db)).toMatchObject({ fingerprint: 'a' });
    const names: { n: number }[] = await db.query(
      `SELECT count(*)::int AS n FROM pg_prepared_statements WHERE statement LIKE '-- The running episode%'`,
    );
    expect(names).toEqual([{ n: 1 }]);
  });
});

test('a statement that was prepared before a migration runs after it, outside a transaction and inside', async () => {
  await onOneConnection(async (db) => {
    await found(db);
    await addColumn('late');
    expect(await found(db)).toHaveProperty('late');
  });
  const withCached = async (): Promise<unknown> => retrying(() => database.store.transaction(async (tx) => found(tx)));
  await withCached();
  await addColumn('later');
  expect(await withCached()).toHaveProperty('later');
});
