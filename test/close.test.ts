import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { internalSecret } from '#persistence';
import { createLog } from '#runtime';
import type { Client } from '#test/client';
import { freePort } from '#test/free-port';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { type RealAlertmanager, startAlertmanager } from '#test/real-alertmanager';
import { until } from '#test/until';
import { createCollect } from '../apps/collect/src/app.js';
import { FixedConfig } from '../apps/collect/src/config/config-file.js';
import { shortForm } from '../apps/collect/src/config/short-form.js';

const program = process.env.TEST_ALERTMANAGER_BIN ?? '';
const run = program ? describe : describe.skip;

run('an alert that is closed by hand', () => {
  let [gateway, alertmanager, collect, client]: [TestGateway?, RealAlertmanager?, NestFastifyApplication?, Client?] = [];

  beforeAll(async () => {
    const port = await freePort();
    alertmanager = await startAlertmanager(program, { url: `http://127.0.0.1:${port}/api/alert_history`, token: 'w' });
    gateway = await createTestGateway({ collectUrl: `http://127.0.0.1:${port}` });
    const { store } = gateway.database;
    collect = await createCollect({
      store,
      tree: gateway.tree,
      log: createLog('collect', 'silent'),
      webhookTokens: ['w'],
      internalSecret: await internalSecret(store),
      trustedProxies: [],
      config: new FixedConfig(shortForm({ alertmanagerUrl: alertmanager.url })),
      refreshIntervalSeconds: 60,
    });
    await collect.listen(port, '127.0.0.1');
    client = await gateway.withKey({ organization_id: 'cafe' });
  });
  afterAll(async () => {
    await collect?.close();
    await gateway?.close();
    await alertmanager?.stop();
  });

  const alerts = async (): Promise<{ id: string; status: string }[]> => (await client?.get('/api/v0/alerts?withClosed=true'))?.body.alerts;
  const fire = (labels: object) =>
    alertmanager?.call('POST', 'alerts', [{ labels: { alertname: 'DiskFull', organization_id: 'cafe', ...labels } }]);

  test('ends in its Alertmanager too, and stays closed by hand', async () => {
    await fire({ instance: 'web-1' });
    await until(async () => (await alerts()).length === 1);
    const [alert] = await alerts();
    const closed = await client?.post(`/api/v0/alerts/${alert?.id}/close`, { reason: 'known' });
    expect(closed).toMatchObject({ status: 200, body: { status: 'OK', reason: 'known' } });
    await until(async () => JSON.stringify(await alertmanager?.call('GET', 'alerts')) === '[]');
    const history = await gateway?.as('cafe').get('/api/alerts/history');
    expect(history?.body.data.alerts).toMatchObject([{ resolution: 'manual' }]);
    expect(await alerts()).toMatchObject([{ id: alert?.id, status: 'OK' }]);
  });

  test('is closed though its Alertmanager cannot be told, and the log says so', async () => {
    await fire({ instance: 'web-2' });
    await until(async () => (await alerts()).length === 2);
    const open = (await alerts()).find(({ status }) => status !== 'OK');
    await gateway?.database.store.query(`UPDATE organization SET tenant_id = '' WHERE public_id = 'cafe'`);
    await gateway?.tree.refreshed();
    expect((await client?.post(`/api/v0/alerts/${open?.id}/close`, { reason: '' }))?.body).toMatchObject({ status: 'OK' });
    await until(async () => (await gateway?.as('cafe').get('/logs/system-events?source=close'))?.body.events.length === 1);
  });
});
