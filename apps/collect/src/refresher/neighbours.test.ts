import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type TestCollect } from '#test/collect';
import { FixedConfig } from '../config/config-file.js';
import { readConfig } from '../config/read-config.js';

// What real neighbours answer and send, with invented names; each case was once told wrongly.
const START = Date.UTC(2026, 4, 12, 10);
const at = (minutes: number): string => new Date(START + minutes * 60_000).toISOString();
let alertmanager: FakeAlertmanager;
let prometheus: Server;
let answer: object;
const open: TestCollect[] = [];
beforeAll(async () => {
  alertmanager = await startFakeAlertmanager();
  prometheus = createServer((_, response) => response.end(JSON.stringify(answer))).listen(0, '127.0.0.1');
  await once(prometheus, 'listening');
});
afterEach(async () => {
  alertmanager.answers.clear();
  await Promise.all(open.splice(0).map((collect) => collect.close()));
});
afterAll(async () => {
  await alertmanager.close();
  prometheus.close();
});

/** A collect of its own with one upstream. */
async function collectWith(kind: 'alertmanager' | 'prometheus', more: object = {}) {
  const url = kind === 'prometheus' ? `http://127.0.0.1:${(prometheus.address() as AddressInfo).port}` : alertmanager.url;
  const text = JSON.stringify({ upstreams: [{ name: 'up', kind, url, ...more }] });
  const collect = await createTestCollect({ config: new FixedConfig(readConfig(text, () => '')) });
  open.push(collect);
  let tick = 0;
  return {
    poll: () => collect.refresher.refresh(new Date(Date.now() + 60_000 * tick++)),
    send: async (alert: object, from: { query?: string; externalURL?: string } = {}) => {
      const { query = '', externalURL = 'http://am' } = from;
      const body = { version: '4', receiver: 'ledger', externalURL, alerts: [alert] };
      expect((await collect.sender.post(`/api/alert_history${query}`, body)).status).toBe(204);
    },
    episodes: (): Promise<object[]> =>
      collect.database.store.query(
        `SELECT o.public_id AS of, e.starts_at, e.ends_at IS NULL AS runs, e.resolution FROM episode e JOIN organization o ON o.id = e.organization_id ORDER BY 1, 2`,
      ),
    query: (sql: string) => collect.database.store.query(sql),
  };
}

type Metric = Record<string, string>;
const alerts = (minutes: number, ...metrics: Metric[]) => ({
  status: 'success',
  data: {
    resultType: 'vector',
    result: metrics.flatMap((metric) => [
      { metric: { __name__: 'ALERTS', alertstate: 'firing', ...metric }, value: [START / 1000, '1'] },
      { metric: { __name__: 'ALERTS_FOR_STATE', ...metric }, value: [START / 1000, String(START / 1000 + minutes * 60)] },
    ]),
  },
});

test('a plain Prometheus for several tenants shows an alert without the label to nobody', async () => {
  const { poll, episodes, query } = await collectWith('prometheus');
  answer = alerts(0, { alertname: 'DiskFull', instance: 'db-1' }, { alertname: 'DiskFull', organization_id: 'bar' });
  await poll();
  await poll();
  expect(await episodes()).toMatchObject([{ of: 'bar' }]);
  expect(await query('SELECT DISTINCT reason FROM alert_quarantine')).toEqual([{ reason: 'its sender answers every tenant alike' }]);
});

test('a Prometheus that is polled and an Alertmanager that sends tell one alert, since it fired', async () => {
  const { poll, send, episodes } = await collectWith('prometheus', { tenants: ['t-bar'], external_labels: { cluster: 'eu' } });
  const labels = { alertname: 'DiskFull', organization_id: 'bar', cluster: 'eu' };
  answer = alerts(0, { alertname: 'DiskFull', organization_id: 'bar' });
  await poll();
  await send({ status: 'firing', labels, startsAt: at(5) });
  await poll();
  await send({ status: 'resolved', labels, startsAt: at(5), endsAt: at(20) });
  expect(await episodes()).toEqual([{ of: 'bar', starts_at: new Date(at(5)), runs: false, resolution: 'webhook' }]);
});

test('half an answer of VictoriaMetrics ends nothing', async () => {
  const { poll, episodes } = await collectWith('prometheus', { tenants: ['t-bar'] });
  answer = alerts(0, { alertname: 'DiskFull' });
  await poll();
  answer = { ...alerts(0), isPartial: true };
  for (const _ of [1, 2, 3]) await poll();
  expect(await episodes()).toMatchObject([{ of: 'bar', runs: true }]);
});

test.each<[string, object[] | 404]>([
  ['is not configured', 404],
  ['shows nothing', []],
])("an Alertmanager of a customer's own goes on telling while Mimir %s for the tenant", async (_, nothing) => {
  const { poll, send, episodes } = await collectWith('alertmanager');
  await send(
    { status: 'firing', labels: { alertname: 'DiskFull' }, startsAt: at(0) },
    { query: '?tenant=t-bar', externalURL: 'http://their-own' },
  );
  alertmanager.answers.set(
    't-bar',
    nothing === 404 ? (_request, response) => response.writeHead(404).end('the Alertmanager is not configured') : nothing,
  );
  for (const _tick of [1, 2, 3]) await poll();
  expect(await episodes()).toMatchObject([{ of: 'bar', runs: true }]);
});

test('a mute time of Alertmanager 0.28 is kept beside silences', async () => {
  const { poll, query } = await collectWith('alertmanager');
  const status = { state: 'suppressed', silencedBy: [], inhibitedBy: [], mutedBy: ['weekends'] };
  alertmanager.answers.set('t-bar', [shown('a', { organization_id: 'bar' }, { status })]);
  await poll();
  expect(await query('SELECT state, muted_by FROM open_alert')).toEqual([{ state: 'suppressed', muted_by: ['weekends'] }]);
});

test("one Alertmanager for all: the label decides, and what has none, or a wrong one, is nobody's", async () => {
  const { poll, send, episodes } = await collectWith('alertmanager', { tenant_header: '' });
  const labels = [{ organization_id: 'cafe' }, {}, { organization_id: 'caffe' }, { organization_id: 'bar' }];
  for (const [i, label] of labels.entries()) {
    const named = { alertname: `Alert${i}`, ...label };
    await send({ status: 'firing', fingerprint: `f${i}`, labels: named, startsAt: at(0) }, { query: '?tenant=t-shop' });
  }
  const all = labels.map((label, i) => shown(`f${i}`, { alertname: `Alert${i}`, ...label }, { startsAt: at(0) }));
  for (const tenant of ['undefined', 't-shop', 't-bar', 't-kiosk', 't-north', 't-south', 't-owner']) alertmanager.answers.set(tenant, all);
  await poll();
  await poll();
  expect(await episodes()).toMatchObject([{ of: 'bar' }, { of: 'cafe' }]);
});
