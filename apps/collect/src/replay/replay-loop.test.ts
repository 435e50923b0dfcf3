import { putOrganizations } from '#persistence';
import { useCollect } from '#test/collect';
import { until } from '#test/until';
import { ReplayLoop } from './replay-loop.js';

const collect = useCollect();
const loop = () => collect.app.get(ReplayLoop, { strict: false });
const alerts = async (): Promise<string[]> =>
  (await collect.database.store.query('SELECT fingerprint FROM episode ORDER BY 1')).map((row: { fingerprint: string }) => row.fingerprint);
const fire = (fingerprint: string, organization = 'late') =>
  collect.sender.post('/api/alert_history', {
    receiver: 'ledger',
    alerts: [
      {
        status: 'firing',
        labels: { alertname: 'DiskFull', organization_id: organization },
        startsAt: new Date(Date.now() - 60_000).toISOString(),
        fingerprint,
      },
    ],
  });

test('an organization that is registered late gets its alerts by itself', async () => {
  expect((await fire('early')).status).toBe(204);
  expect(await loop().catchUp(new Date())).toBe(0);
  expect(await alerts()).toEqual([]);
  await putOrganizations(collect.database.store, [{ id: 'late', name: 'late', role: 'customer', parent_id: 'south' }]);
  await until(async () => (await loop().catchUp(new Date())) > 0);
  expect(await alerts()).toEqual(['early']);
});

test('a process that starts leaves alone what waits, for a minute', async () => {
  expect((await fire('while away', 'later')).status).toBe(204);
  await putOrganizations(collect.database.store, [{ id: 'later', name: 'later', role: 'customer', parent_id: 'south' }]);
  await collect.tree.refreshed();
  const started = (await collect.replica()).app.get(ReplayLoop, { strict: false });
  expect(await started.catchUp(new Date())).toBe(0);
  expect(await started.catchUp(new Date(Date.now() + 61_000))).toBe(1);
  expect(await alerts()).toEqual(['early', 'while away']);
});

test('of two replicas one replays, and the other finds it done', async () => {
  const other = (await collect.replica()).app.get(ReplayLoop, { strict: false });
  await other.catchUp(new Date());
  for (let i = 0; i < 20; i++) expect((await fire(`many ${i}`, 'last')).status).toBe(204);
  await putOrganizations(collect.database.store, [{ id: 'last', name: 'last', role: 'customer', parent_id: 'south' }]);
  await collect.tree.refreshed();
  let replayed = 0;
  await until(async () => {
    for (const count of await Promise.all([loop().catchUp(new Date()), other.catchUp(new Date())])) replayed += count;
    return replayed > 0;
  });
  expect([replayed, (await alerts()).length]).toEqual([20, 22]);
  expect(await Promise.all([loop().catchUp(new Date()), other.catchUp(new Date())])).toEqual([0, 0]);
});
