import { ensureMonths, openStore, type Store } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { tell } from '#test/sightings';

const database = useDatabase();
let stores: Store[] = [];
beforeAll(async () => {
  await plantFleet(database.store);
  const open = () => openStore({ url: database.url, app: 'test', poolSize: 4 });
  stores = [database.store, await open(), await open()];
});
afterAll(() => Promise.all(stores.slice(1).map((store) => store.destroy())));

const organizations = ['cafe', 'deli', 'bar', 'kiosk', 'shop'];

test('months are made on first use while several processes record into them', async () => {
  const months = Array.from({ length: 6 }, (_, i) => new Date(Date.UTC(2016, i, 15)));
  for (const startsAt of months)
    await Promise.all(
      stores.flatMap((store, i) =>
        organizations.map((organization) =>
          tell(store, [{ organization, fingerprint: `${i} ${startsAt.getMonth()}`, startsAt, endsAt: startsAt }], startsAt),
        ),
      ),
    );
  const rows: object[] = await database.store.query('SELECT starts_at, count(*) AS n FROM episode GROUP BY 1 ORDER BY 1');
  expect(rows).toEqual(months.map((starts_at) => ({ starts_at, n: stores.length * organizations.length })));
  expect(await database.store.query(`SELECT to_regclass('alert_201601') IS NOT NULL AS made`)).toEqual([{ made: true }]);
});

test('a start that lies in no month of its own is kept all the same', async () => {
  const startsAt = new Date('1999-12-31T23:59:59Z');
  await tell(database.store, [{ organization: 'cafe', fingerprint: 'old', startsAt, endsAt: startsAt }]);
  expect(
    await database.store.query(
      `SELECT tableoid::regclass::text AS partition FROM alert WHERE series_id = (SELECT id FROM series WHERE fingerprint = 'old')`,
    ),
  ).toEqual([{ partition: 'alert_past' }]);
});

test('months are made and recorded into while an export has read the whole ledger and goes on', async () => {
  const reader = stores[1]?.createQueryRunner();
  await reader?.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  await reader?.query('SELECT count(*) FROM alert');
  const startsAt = new Date('2017-03-03T03:03:03Z');
  await tell(database.store, [{ organization: 'cafe', fingerprint: 'beside an export', startsAt, endsAt: startsAt }]);
  await ensureMonths(database.store, new Date('2031-12-31T23:59:59Z'));
  const made = await database.store.query(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'alert'::regclass AND inhrelid::regclass::text ~ '2031|2032' ORDER BY 1`,
  );
  expect(made).toEqual([{ name: 'alert_203112' }, { name: 'alert_203201' }, { name: 'alert_203202' }]);
  await reader?.query('COMMIT');
  await reader?.release();
});
