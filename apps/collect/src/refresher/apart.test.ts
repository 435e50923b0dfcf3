import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type TestCollect } from '#test/collect';

/** Answers each tenant with the same. */
const alike = [shown('common'), shown('labelled', { organization_id: 'cafe' }), shown('misspelt', { organization_id: 'caffe' })];

let alertmanager: FakeAlertmanager;
let collect: TestCollect;
let minute = 0;

beforeEach(async () => {
  alertmanager = await startFakeAlertmanager();
  collect = await createTestCollect({ alertmanagerUrl: alertmanager.url });
});
afterEach(async () => {
  await collect.close();
  await alertmanager.close();
});

const tick = () => collect.refresher.refresh(new Date(Date.UTC(2026, 4, 12, 9, ++minute)));
const places = async (): Promise<string[]> =>
  (
    await collect.database.store.query(
      'SELECT a.fingerprint, o.public_id FROM episode a JOIN organization o ON o.id = a.organization_id ORDER BY 1, 2',
    )
  ).map((row: Record<string, string>) => `${row.fingerprint} ${row.public_id}`);
const aside = () =>
  collect.database.store.query(`SELECT count(*)::int AS n, min(reason) AS reason FROM alert_quarantine WHERE reason LIKE '%alike'`);

test("what an upstream shows to everybody alike is nobody's, unless a label names its organization", async () => {
  const tenants = ['t-shop', 't-bar', 't-kiosk', 't-north', 't-south', 't-owner'];
  alertmanager.answers.get = () => alike;
  expect((await tick()).polled).toBe(tenants.length);
  await tick();
  expect(await places()).toEqual(['labelled cafe']);
  expect(await aside()).toEqual([{ n: 12, reason: 'its sender answers every tenant alike' }]);
});

test('an upstream that tells its tenants apart places what bears no label', async () => {
  alertmanager.answers.set('t-bar', [shown('watchdog')]);
  await tick();
  expect(await places()).toEqual(['watchdog bar']);
  expect(alertmanager.asked.filter(({ tenant }) => tenant.startsWith('nobody-'))).toHaveLength(1);
  await tick();
  expect(alertmanager.asked.filter(({ tenant }) => tenant.startsWith('nobody-'))).toHaveLength(1);
});

test('until it has told them apart, nothing without a label is placed', async () => {
  alertmanager.answers.set('t-bar', [shown('watchdog')]);
  const get = alertmanager.answers.get.bind(alertmanager.answers);
  alertmanager.answers.get = (tenant) => (tenant.startsWith('nobody-') ? (_, response) => response.writeHead(503).end() : get(tenant));
  await tick();
  expect(await places()).toEqual([]);
  alertmanager.answers.get = get;
  await tick();
  expect(await places()).toEqual(['watchdog bar']);
});
