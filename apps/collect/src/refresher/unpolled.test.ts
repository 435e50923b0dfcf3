import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type TestCollect } from '#test/collect';
import { FixedConfig } from '../config/config-file.js';
import { readConfig } from '../config/read-config.js';

let collect: TestCollect;
let alertmanager: FakeAlertmanager;
beforeAll(async () => {
  alertmanager = await startFakeAlertmanager();
  const config = readConfig(`upstreams: [{ name: am, kind: alertmanager, url: "${alertmanager.url}", tenants: [t-bar] }]`, () => '');
  collect = await createTestCollect({ config: new FixedConfig(config) });
});
afterAll(async () => {
  await collect.close();
  await alertmanager.close();
});

const webhook = (organization_id: string, alertname: string, more: object = {}) =>
  collect.sender.post('/api/alert_history', {
    version: '4',
    receiver: 'ledger',
    externalURL: 'http://their-own',
    alerts: [{ status: 'firing', labels: { alertname, severity: 'critical', organization_id }, startsAt: '2026-05-12T07:00:00Z', ...more }],
  });
const refresh = async (of: string) => {
  await collect.refresher.refresh(new Date(Date.now() + ticks++ * 60_000));
  const [row] = await collect.database.store.query(
    `SELECT active, critical, muted FROM alerts_totals_by_org t JOIN organization o ON o.id = t.organization_id WHERE o.public_id = $1`,
    [of],
  );
  return row;
};
let ticks = 0;

test('of a tenant that nobody polls the open alerts count, and none once they have ended', async () => {
  expect(await refresh('cafe')).toEqual({ active: 0, critical: 0, muted: 0 });
  await webhook('cafe', 'Open');
  expect(await refresh('cafe')).toEqual({ active: 1, critical: 1, muted: 0 });
  await webhook('cafe', 'Open', { status: 'resolved', endsAt: '2026-05-12T08:00:00Z' });
  expect(await refresh('cafe')).toEqual({ active: 0, critical: 0, muted: 0 });
});

test('beside what a poll shows count the open alerts that it has never shown, also while its answers stay the same', async () => {
  alertmanager.answers.set('t-bar', [shown('a', { organization_id: 'bar' })]);
  expect(await refresh('bar')).toEqual({ active: 1, critical: 1, muted: 0 });
  await webhook('bar', 'Elsewhere');
  for (const _ of [1, 2]) expect(await refresh('bar')).toEqual({ active: 2, critical: 2, muted: 0 });
  await webhook('bar', 'DiskFull', { fingerprint: 'a', startsAt: '2026-05-12T07:46:50.123Z' });
  expect(await refresh('bar')).toEqual({ active: 2, critical: 2, muted: 0 });
});

test('an alert that a webhook told first counts once when a poll shows it', async () => {
  await webhook('bar', 'DiskFull', { fingerprint: 'b', startsAt: '2026-05-12T07:46:50.123Z' });
  alertmanager.answers.set('t-bar', [shown('a', { organization_id: 'bar' }), shown('b', { organization_id: 'bar' })]);
  expect(await refresh('bar')).toEqual({ active: 3, critical: 3, muted: 0 });
});
