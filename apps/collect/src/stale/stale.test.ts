import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type TestCollect } from '#test/collect';
import { FixedConfig } from '../config/config-file.js';
import { readConfig } from '../config/read-config.js';
import { StaleAlerts } from './stale.js';

const DAY = 86_400_000;
let collect: TestCollect;
let alertmanager: FakeAlertmanager;
beforeAll(async () => {
  alertmanager = await startFakeAlertmanager();
  const text = `
upstreams: [{ name: am, kind: alertmanager, url: "${alertmanager.url}", tenants: [t-bar] }]
intake: [{ tenants: [t-kiosk], stale_after: 0 }]`;
  collect = await createTestCollect({ config: new FixedConfig(readConfig(text, () => '')) });
});
afterAll(async () => {
  await collect.close();
  await alertmanager.close();
});

const webhook = (organization_id: string, alertname: string) =>
  collect.sender.post('/api/alert_history', {
    version: '4',
    externalURL: 'http://their-own',
    alerts: [{ status: 'firing', fingerprint: alertname, labels: { alertname, organization_id }, startsAt: '2026-05-12T07:00:00Z' }],
  });
const endOf = async (alertname: string): Promise<unknown> => {
  const [row] = await collect.database.store.query('SELECT ends_at, resolution FROM episode WHERE alertname = $1', [alertname]);
  return row?.ends_at ? row : null;
};
const end = (days: number): Promise<void> => collect.app.get(StaleAlerts).end(new Date(Date.now() + days * DAY));
const lastTold = async (alertname: string): Promise<Date> =>
  new Date(
    Number(
      (
        await collect.database.store.query(`SELECT max(value) AS at FROM episode, jsonb_each_text(reporters) WHERE alertname = $1`, [
          alertname,
        ])
      )[0].at,
    ),
  );

test('an alert that no webhook has told again for seven days has ended when it was last told', async () => {
  for (const _ of [1, 2]) await webhook('cafe', 'Forgotten');
  const told = await lastTold('Forgotten');
  await end(6.9);
  expect(await endOf('Forgotten')).toBeNull();
  await end(7.1);
  expect(await endOf('Forgotten')).toEqual({ ends_at: told, resolution: 'inferred' });
  await webhook('cafe', 'Forgotten');
  expect(await endOf('Forgotten')).toBeNull();
});

test('where a rule says 0 it stays open', async () => {
  await webhook('kiosk', 'Kept');
  await end(700);
  expect(await endOf('Kept')).toBeNull();
});

test('what a poll goes on showing stays open, and what only polls have shown is theirs', async () => {
  await webhook('bar', 'Shown');
  const labels = (alertname: string) => ({ alertname, organization_id: 'bar' });
  const answer = ['Shown', 'Polled'].map((name) => shown(name, labels(name), { startsAt: '2026-05-12T07:00:00Z' }));
  alertmanager.answers.set('t-bar', answer);
  await collect.refresher.refresh(new Date(Date.now() + 5 * DAY));
  await end(8);
  expect([await endOf('Shown'), await endOf('Polled')]).toEqual([null, null]);
  await end(13);
  expect([await endOf('Shown'), await endOf('Polled')]).toEqual([expect.objectContaining({ resolution: 'inferred' }), null]);
});
