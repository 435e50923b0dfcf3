import { deleteOrganization, loadTree, type SystemEvent, systemEvent } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';

const database = useDatabase();
beforeAll(() => plantFleet(database.store));

const event: SystemEvent = { organization: null, severity: 'warning', source: 'test', message: 'something happened' };
const log = (message: string) =>
  database.store.query(
    'SELECT o.public_id, e.severity, e.source, e.times FROM system_event e JOIN organization o ON o.id = e.organization_id WHERE e.message = $1',
    [message],
  );
const idOf = async (organization: string) => (await loadTree(database.store)).tree.find(organization)?.id ?? null;

test('an event of no organization goes to the log of the owner', async () => {
  await systemEvent(database.store, event);
  expect(await log(event.message)).toEqual([{ public_id: 'owner', severity: 'warning', source: 'test', times: 1 }]);
});

test('a flood of the same event adds to one row a minute, also when written at once', async () => {
  const flood = { ...event, message: 'flood', organization: await idOf('cafe') };
  await Promise.all(Array.from({ length: 8 }, () => systemEvent(database.store, { ...flood, times: 3 })));
  const rows = await log('flood');
  expect(rows.length).toBeLessThanOrEqual(2);
  expect(rows.reduce((sum: number, row: { times: number }) => sum + row.times, 0)).toBe(24);
});

test('other words, another severity and another organization are other events', async () => {
  for (const other of [event, { ...event, severity: 'error' as const }, { ...event, organization: await idOf('bar') }])
    await systemEvent(database.store, { ...other, message: 'varied' });
  expect(await log('varied')).toHaveLength(3);
});

test('a deleted organization gets none', async () => {
  const { tree } = await loadTree(database.store);
  const kiosk = tree.find('kiosk');
  if (kiosk) await deleteOrganization(database.store, kiosk);
  await systemEvent(database.store, { ...event, message: 'too late', organization: kiosk?.id ?? 0 });
  expect(await log('too late')).toEqual([]);
});
