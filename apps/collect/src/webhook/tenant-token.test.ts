import { createWebhookToken } from '#persistence';
import { client } from '#test/client';
import { useCollect } from '#test/collect';

const collect = useCollect();
const alert = (fingerprint: string, labels: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'DiskFull', ...labels },
  startsAt: '2026-05-12T07:46:50Z',
  fingerprint,
});
const as = (token: string) =>
  client(
    () => collect.url,
    () => ({ authorization: `Bearer ${token}` }),
  );
const placed = async (fingerprint: string): Promise<string[]> =>
  (
    await collect.database.store.query(
      'SELECT o.public_id FROM episode a JOIN organization o ON o.id = a.organization_id WHERE fingerprint = $1',
      [fingerprint],
    )
  ).map((row: { public_id: string }) => row.public_id);

test("a tenant's own token writes that tenant's organizations only", async () => {
  const { token } = await createWebhookToken(collect.database.store, 't-bar');
  const alerts = [
    alert('own', { organization_id: 'bar' }),
    alert('unnamed'),
    alert('foreign', { organization_id: 'cafe' }),
    alert('unknown', { organization_id: 'nowhere' }),
  ];
  expect((await as(token).post('/api/alert_history', { alerts })).status).toBe(204);
  for (const fingerprint of ['own', 'unnamed', 'unknown']) expect(await placed(fingerprint)).toEqual(['bar']);
  expect(await placed('foreign')).toEqual([]);
});

test('what a tenant with several organizations says of those of others is set aside', async () => {
  const { token } = await createWebhookToken(collect.database.store, 't-shop');
  const alerts = [alert('deli', { organization_id: 'deli' }), alert('theirs', { organization_id: 'kiosk' })];
  expect((await as(token).post('/api/webhooks/alertmanager?tenant=t-shop', { alerts })).status).toBe(204);
  expect([await placed('deli'), await placed('theirs')]).toEqual([['deli'], []]);
  expect(await collect.database.store.query(`SELECT tenant_id, reason FROM alert_quarantine WHERE tenant_id = 't-shop'`)).toEqual([
    { tenant_id: 't-shop', reason: 'the organization is of another tenant' },
  ]);
});

test('it speaks for no other tenant, and neither does an altered one', async () => {
  const { token } = await createWebhookToken(collect.database.store, 't-bar');
  const other = await as(token).post('/api/alert_history?tenant=t-shop', 'not even JSON');
  expect([other.status, other.body]).toEqual([403, { code: 403, message: 'insufficient permissions', data: {} }]);
  const altered = await as(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`).post('/api/alert_history', { alerts: [] });
  expect([altered.status, altered.body.message]).toEqual([401, 'invalid token']);
});

test('a secret may come as the password of Basic, whoever the user is', async () => {
  const { token } = await createWebhookToken(collect.database.store, 't-bar');
  const basic = (credentials: string) =>
    client(
      () => collect.url,
      () => ({ authorization: `Basic ${Buffer.from(credentials).toString('base64')}` }),
    );
  const post = async (credentials: string): Promise<number> =>
    (await basic(credentials).post('/api/alert_history', { alerts: [alert('basic')] })).status;
  expect(await post(`grafana:${token}`)).toBe(204);
  expect(await placed('basic')).toEqual(['bar']);
  for (const wrong of [`${token}:`, 'grafana:wrong', `grafana:${token} `, '']) expect([wrong, await post(wrong)]).toEqual([wrong, 401]);
});
