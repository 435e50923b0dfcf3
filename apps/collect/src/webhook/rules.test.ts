import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type TestCollect } from '#test/collect';
import { FixedConfig } from '../config/config-file.js';
import { readConfig } from '../config/read-config.js';

const RULES = `
intake:
  - tenants: ["t-bar"]
    drop_labels: [pod]
    ignore: ['alertname="Watchdog"']
    severity: { page: critical }
`;
let collect: TestCollect;
let alertmanager: FakeAlertmanager;
beforeAll(async () => {
  alertmanager = await startFakeAlertmanager();
  const rules = `${RULES}\nupstreams: [{ name: am, kind: alertmanager, url: "${alertmanager.url}" }]`;
  collect = await createTestCollect({ config: new FixedConfig(readConfig(rules, () => '')) });
});
afterAll(async () => {
  await collect.close();
  await alertmanager.close();
});

const alert = (labels: object) => ({
  status: 'firing',
  labels,
  annotations: {},
  startsAt: '2026-05-12T07:00:00Z',
  endsAt: '0001-01-01T00:00:00Z',
});
const open = () =>
  collect.database.store.query(
    'SELECT o.public_id AS organization, a.alertname, a.severity, a.labels FROM episode a JOIN organization o ON o.id = a.organization_id WHERE a.ends_at IS NULL ORDER BY 1, 2',
  );
const send = (tenant: string, ...alerts: object[]) =>
  collect.sender.post(`/api/alert_history?tenant=${tenant}`, { version: '4', receiver: 'ledger', alerts });

test('labels are dropped before alerts are told apart, what is ignored is none, and severities are renamed', async () => {
  const labels = { alertname: 'PodDown', severity: 'page', deployment: 'shop' };
  const pods = ['a', 'b'].map((pod) => alert({ ...labels, pod }));
  expect((await send('t-bar', ...pods, alert({ alertname: 'Watchdog' }))).status).toBe(204);
  alertmanager.answers.set('t-bar', [...['a', 'c'].map((pod) => shown(pod, { ...labels, pod })), shown('w', { alertname: 'Watchdog' })]);
  await collect.refresher.refresh();
  expect(
    await collect.database.store.query(
      `SELECT active, critical FROM alerts_totals_by_org t JOIN organization o ON o.id = t.organization_id WHERE o.public_id = 'bar'`,
    ),
  ).toEqual([{ active: 1, critical: 1 }]);
  expect(await open()).toEqual([
    {
      organization: 'bar',
      alertname: 'PodDown',
      severity: 'critical',
      labels: { alertname: 'PodDown', severity: 'critical', deployment: 'shop' },
    },
  ]);
});

test('a tenant that no rule names is left as it is', async () => {
  await send('t-kiosk', alert({ alertname: 'Watchdog', severity: 'page', pod: 'a' }));
  expect((await open()).at(-1)).toMatchObject({ alertname: 'Watchdog', severity: 'page', labels: { pod: 'a' } });
});
