import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type TestCollect } from '#test/collect';

let alertmanager: FakeAlertmanager;
let collect: TestCollect;
/** By tenant. */
const silences = new Map<string, object[]>();
const alerts = new Map<string, object[]>();
let isAlike = false;
let minute = 0;
const MINUTE_MS = 60_000;
const start = Date.now();

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const silence = (n: number, names?: string, more: object = {}): object => ({
  id: id(n),
  matchers: [
    { name: 'alertname', value: 'DiskFull', isRegex: false },
    ...(names ? [{ name: 'organization_id', value: names, isRegex: false, isEqual: true }] : []),
  ],
  ...{ startsAt: '2026-05-12T07:00:00.000Z', endsAt: '2126-05-12T07:00:00.000Z', updatedAt: '2026-05-12T07:00:00.000Z' },
  ...{ createdBy: 'ann', comment: 'moving disks', status: { state: 'active' }, ...more },
});
const heldBy = (...ids: number[]) => ({ status: { state: 'suppressed', silencedBy: ids.map(id), inhibitedBy: [] } });
const refresh = () => collect.refresher.refresh(new Date(start + MINUTE_MS * minute++));
const kept = async (tenant: string): Promise<number[]> => {
  const rows = await collect.database.store.query('SELECT id FROM tenant_silence WHERE tenant_id = $1 ORDER BY id', [tenant]);
  return rows.map((row: { id: string }) => Number(row.id.slice(-12)));
};
const asked = (tenant: string): number => alertmanager.asked.filter((one) => one.tenant === tenant && one.path.includes('silences')).length;

beforeAll(async () => {
  alertmanager = await startFakeAlertmanager();
  collect = await createTestCollect({ alertmanagerUrl: alertmanager.url });
  const get = alertmanager.answers.get.bind(alertmanager.answers);
  alertmanager.answers.get = (tenant) =>
    get(tenant) ??
    ((request, response) => {
      const lists = request.url?.includes('silences') ? silences : alerts;
      const list = isAlike ? [...lists.values()].flat() : (lists.get(tenant) ?? []);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(list));
    });
});
afterAll(async () => {
  await collect.close();
  await alertmanager.close();
});
beforeEach(() => {
  silences.clear();
  alerts.clear();
  alertmanager.asked.length = 0;
  isAlike = false;
});

test('silences are read when an answer names one that is not known, and then every five minutes while there are any', async () => {
  alerts.set('t-bar', [shown('a', {}, heldBy(1))]);
  silences.set('t-bar', [silence(1), silence(2)]);
  await refresh();
  expect([await kept('t-bar'), asked('t-bar'), asked('t-shop')]).toEqual([[1, 2], 1, 0]);
  await refresh();
  expect(asked('t-bar')).toBe(1);
  alerts.set('t-bar', [shown('a', {}, heldBy(1, 3))]);
  silences.set('t-bar', [silence(1), silence(3)]);
  await refresh();
  expect([await kept('t-bar'), asked('t-bar')]).toEqual([[1, 3], 2]);
  minute += 5;
  silences.set('t-bar', [silence(3, undefined, { comment: 'longer', updatedAt: '2026-05-12T08:00:00.000Z' })]);
  await refresh();
  expect([await kept('t-bar'), asked('t-bar')]).toEqual([[3], 3]);
  const [{ comment, created_by }] = await collect.database.store.query(
    `SELECT comment, created_by FROM tenant_silence WHERE tenant_id = 't-bar'`,
  );
  expect([comment, created_by]).toEqual(['longer', 'ann']);
});

test('silences that cannot be read leave the alerts of the poll as they are', async () => {
  alerts.set('t-kiosk', [shown('k', {}, heldBy(5))]);
  silences.set('t-kiosk', [{ id: 'odd' }, silence(5)]);
  const broken = alertmanager.answers.get('t-kiosk');
  alertmanager.answers.set('t-kiosk', (request, response) =>
    request.url?.includes('silences') ? response.writeHead(500).end() : typeof broken === 'function' && broken(request, response),
  );
  expect(await refresh()).toMatchObject({ failed: 0 });
  expect(await kept('t-kiosk')).toEqual([]);
  alertmanager.answers.delete('t-kiosk');
  await refresh();
  expect(await kept('t-kiosk')).toEqual([5]);
});

test('an Alertmanager that answers every tenant alike shows a silence to the tenant of the organization it names, and to nobody else', async () => {
  isAlike = true;
  alerts.set('t-shop', [shown('c', { organization_id: 'cafe' }, heldBy(7, 8))]);
  silences.set('t-shop', [silence(7, 'cafe'), silence(8), silence(9, 'bar')]);
  minute += 6;
  await refresh();
  expect([await kept('t-shop'), await kept('t-bar'), await kept('t-kiosk')]).toEqual([[7], [9], []]);
});
