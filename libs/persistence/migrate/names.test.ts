import { migrate } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { tell } from '#test/sightings';

const database = useDatabase();

test('a ledger from before there were marks gets those that recording would have made', async () => {
  const { store, url } = database;
  await plantFleet(store);
  const seen = (organization: string, fingerprint: string, alertname: string, systemKey: string | null) => ({
    ...{ organization, fingerprint, alertname, systemKey },
  });
  for (const one of [
    seen('cafe', 'a', 'DiskFull', 'web-1'),
    seen('cafe', 'b', 'DiskFull', 'web-2'),
    seen('cafe', 'c', 'Down', 'web-1'),
    seen('cafe', 'd', 'Down', null),
    seen('deli', 'a', 'DiskFull', 'web-1'),
  ])
    await tell(store, [one]);
  const marks = () =>
    store.query('SELECT organization_id, fingerprint, is_system, is_monitor FROM series ORDER BY fingerprint, organization_id');
  const made = await marks();
  await store.query('UPDATE series SET is_system = false, is_monitor = false');
  await store.query(`DELETE FROM schema_migration WHERE name = '1795906530000-names'`);
  expect(await migrate(url)).toEqual(['1795906530000-names']);
  expect(await marks()).toEqual(made);
  expect(made.map(({ fingerprint, is_system, is_monitor }: Record<string, unknown>) => [fingerprint, is_system, is_monitor])).toEqual([
    ['a', true, true],
    ['a', true, true],
    ['b', true, false],
    ['c', false, true],
    ['d', false, false],
  ]);
});
