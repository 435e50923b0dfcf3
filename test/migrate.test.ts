import path from 'node:path';
import pg from 'pg';
import { migrate, migrations, migrationsOf, SchemaTooOld, schemaProblem } from '#persistence';
import { createTestCollect, type TestCollect, WEBHOOK_TOKEN } from '#test/collect';
import { createDatabase, type TestDatabase } from '#test/database';
import { tell } from '#test/sightings';
import { until } from '#test/until';

/** A column, an index and a backfill of the ledger, after all others. */
const STEPS = [...migrations, ...migrationsOf(path.join(__dirname, 'migrations'))];
const ALERTS = 3_000;
const hour = (n: number): Date => new Date(Date.UTC(2026, 0, 1) + n * 3_600_000);

let collect: TestCollect;
let reader: pg.Client;
const rows = (text: string): Promise<Record<string, unknown>[]> => collect.database.store.query(text);
const send = async (fingerprint: string, status: 'firing' | 'resolved'): Promise<number> => {
  const alert = {
    status,
    labels: { alertname: 'Late', organization_id: 'kiosk' },
    annotations: {},
    startsAt: '2026-03-01T00:00:00Z',
    endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : '2026-03-01T01:00:00Z',
    fingerprint,
  };
  const answer = await fetch(`${collect.url}/api/webhooks/alertmanager`, {
    method: 'POST',
    headers: { authorization: `Bearer ${WEBHOOK_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ version: '4', status, receiver: 'r', alerts: [alert] }),
  });
  return answer.status;
};
/** Fires and resolves alerts one after the other until told to stop; the statuses it was answered. */
function sending(): () => Promise<number[]> {
  const state = { stop: false };
  const work = (async () => {
    const statuses: number[] = [];
    for (let i = 0; !state.stop; i++) statuses.push(await send(`late${i}`, 'firing'), await send(`late${i}`, 'resolved'));
    return statuses;
  })();
  return () => {
    state.stop = true;
    return work;
  };
}
/** A long read, as an export's. */
const hold = (): Promise<unknown> => reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM alert');
const release = (): Promise<unknown> => reader.query('COMMIT');
const kill = (): Promise<unknown> =>
  rows(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'migrate' AND datname = current_database()`);

async function expectMigrated(): Promise<void> {
  const [left] = await rows(
    `SELECT count(*) FILTER (WHERE lasted_ms IS DISTINCT FROM 3600000)::int AS wrong FROM alert a JOIN series s ON s.id = a.series_id WHERE s.fingerprint LIKE 'f%'`,
  );
  const [touched] = await rows('SELECT count(*)::int AS times, count(DISTINCT alert_id)::int AS alerts FROM touched');
  const invalid = await rows('SELECT indexrelid::regclass::text AS name FROM pg_index WHERE NOT indisvalid');
  const [parts] = await rows(
    `SELECT (SELECT count(*) FROM pg_inherits WHERE inhparent = 'alert'::regclass)::int AS months, (SELECT count(*) FROM pg_inherits WHERE inhparent = 'alert_lasted'::regclass)::int AS indexes`,
  );
  expect({ left, invalid }).toEqual({ left: { wrong: 0 }, invalid: [] });
  expect(touched?.times).toBe(touched?.alerts);
  expect(parts?.indexes).toBe(parts?.months);
}

describe('a large ledger', () => {
  beforeEach(async () => {
    collect = await createTestCollect();
    await tell(
      collect.database.store,
      Array.from({ length: ALERTS }, (_, i) => ({
        organization: ['cafe', 'deli', 'bar'][i % 3] ?? '',
        fingerprint: `f${i}`,
        startsAt: hour(i % 2_400),
        endsAt: hour((i % 2_400) + 1),
      })),
    );
    reader = new pg.Client({ connectionString: collect.database.url });
    await reader.connect();
  });
  afterEach(async () => {
    await reader.end();
    await collect.close();
  });

  it('a column, an index and a backfill come while webhooks are sent, and a long read only makes them wait', async () => {
    await hold();
    const stop = sending();
    const migrated = migrate(collect.database.url, STEPS);
    await until(async () => (await rows(`SELECT FROM series WHERE fingerprint = 'late25'`)).length > 0);
    expect(await rows(`SELECT FROM schema_migration WHERE name LIKE '9%'`)).toEqual([]);
    await release();
    expect(await migrated).toEqual(STEPS.slice(-3).map((step) => step.name));
    expect(new Set(await stop())).toEqual(new Set([204]));
    await expectMigrated();
    expect(await migrate(collect.database.url, STEPS)).toEqual([]);
  });

  it('a backfill that is ended goes on where it was', async () => {
    const ended = migrate(collect.database.url, STEPS).catch((error: unknown) => error);
    await until(async () => (await rows(`SELECT FROM pg_tables WHERE tablename = 'touched'`)).length > 0);
    await until(async () => (await rows('SELECT FROM touched LIMIT 1')).length > 0);
    await kill();
    expect(await ended).toBeInstanceOf(Error);
    expect(await rows('SELECT name FROM migration_position')).toEqual([{ name: '9000000000002-lasted' }]);
    expect(await migrate(collect.database.url, STEPS)).toEqual(['9000000000002-lasted']);
    await expectMigrated();
  });

  it('an index that was half made is made anew', async () => {
    await migrate(collect.database.url, STEPS.slice(0, -2));
    await hold();
    const ended = migrate(collect.database.url, STEPS).catch((error: unknown) => error);
    await until(
      async () => (await rows(`SELECT FROM pg_index WHERE NOT indisvalid AND indexrelid::regclass::text <> 'alert_lasted'`)).length > 0,
    );
    await kill();
    expect(await ended).toBeInstanceOf(Error);
    await release();
    await migrate(collect.database.url, STEPS);
    await expectMigrated();
  });

  it('of several that begin at once one works, and the others find nothing to do', async () => {
    const done = await Promise.all([1, 2, 3].map(() => migrate(collect.database.url, STEPS)));
    expect(done.map((names) => names.length).sort()).toEqual([0, 0, 3]);
    await expectMigrated();
  });
});

describe('what an app needs', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop?.());

  it('is there after the migrations, also when those of a later version have come', async () => {
    expect(await schemaProblem(database.store)).toBeUndefined();
    expect(await schemaProblem(database.store, migrations.slice(0, -1))).toBeUndefined();
  });

  it('is waited for until the last of them has come', async () => {
    expect(await schemaProblem(database.store, STEPS)).toBe('waiting for the migrate job: 3 migrations are missing');
  });

  it('can never come to a database from before the first release, which is said in one line', async () => {
    await database.store.query('CREATE TABLE migration (name text)');
    for (const attempt of [() => migrate(database.url), () => schemaProblem(database.store)]) {
      const error = await attempt().catch((fault: unknown) => fault);
      expect(error).toBeInstanceOf(SchemaTooOld);
      expect(String(error)).toMatch(/DATABASE_URL: .*npm run import[^\n]*$/);
    }
  });
});
