import { putOrganizations } from '#persistence';
import { useCollect } from '#test/collect';
import { until } from '#test/until';
import { ReplayLoop } from './replay-loop.js';

const collect = useCollect();
const loop = () => collect.app.get(ReplayLoop, { strict: false });
const alerts = async (): Promise<string[]> =>
  (await collect.database.store.query('SELECT fingerprint FROM episode ORDER BY 1')).map((row: { fingerprint: string }) => row.fingerprint);
const fire = (fingerprint: string) =>
  collect.sender.post('/api/alert_history', {
    receiver: 'ledger',
    alerts: [
      {
        status: 'firing',
        labels: { alertname: 'DiskFull', organization_id: 'late' },
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
