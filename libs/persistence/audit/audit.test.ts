import { audit, type Difference, foldPending, loadTree, type Observation, record, saveTotals, tidyOrganizations } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { until } from '#test/until';
import { holdFolds } from '../projections/folder.js';

const database = useDatabase();
const now = new Date('2026-05-12T12:00:00Z');
const WAITING = `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
const ids = new Map<string, number>();

const resolved = (organization: string, fingerprint: string, minutes: number): Observation => ({
  via: 'webhook',
  organizationId: ids.get(organization) ?? 0,
  fingerprint,
  startsAt: new Date(now.getTime() - minutes * 60_000),
  endsAt: new Date(now.getTime() - minutes * 30_000),
  alertname: 'DiskFull',
  severity: minutes % 2 ? 'critical' : null,
  systemKey: null,
  labels: {},
  annotations: {},
  receiver: 'default',
  priority: 'HIGH',
  source: 'default',
  policy: null,
  number: '',
  recordedAt: new Date(now.getTime() - minutes * 60_000),
});

const counters = (organization: string, active: number) => ({
  organization_id: ids.get(organization) ?? 0,
  active,
  critical: 1,
  warning: 0,
  info: 0,
  muted: 2,
});

async function differences(mode: 'report' | 'repair' = 'report'): Promise<Difference[]> {
  const found: Difference[] = [];
  expect(await audit(database.store, { mode, report: (one) => found.push(one) })).toBe(found.length);
  return found.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
}

beforeAll(async () => {
  const { store } = database;
  await plantFleet(store);
  for (const node of (await loadTree(store)).tree.all()) ids.set(node.publicId, node.id);
  const organizations = ['cafe', 'deli', 'shop', 'kiosk', 'bar', 'owner'];
  const batch = organizations.flatMap((one) => [1, 2, 3, 2_000].map((minutes) => resolved(one, `f${minutes}`, minutes)));
  await record(store, batch, now);
  await saveTotals(store, [counters('cafe', 3), counters('kiosk', 4)], now);
  await tidyOrganizations(store);
  await foldPending(store);
  await record(store, [resolved('cafe', 'late', 5)], now);
  await saveTotals(store, [counters('cafe', 5)], now);
});

test('numbers that are right, some of them still pending, have no difference', async () => {
  expect(await differences()).toEqual([]);
});

test('every number that was altered is found, and nothing else', async () => {
  const { store } = database;
  const [north, cafe] = [ids.get('north'), ids.get('cafe')];
  await store.query('UPDATE scope_totals SET history = history + 2, muted = muted - 1 WHERE scope = $1', [north]);
  await store.query(`DELETE FROM history_day WHERE scope = $1 AND severity = 'critical'`, [cafe]);
  await store.query(`INSERT INTO history_quarter VALUES ($1, 7, 9)`, [north]);
  expect(await differences()).toMatchObject([
    { projection: 'history_day', scope: cafe, key: { day: '2026-05-12', severity: 'critical' }, measure: 'n', expected: 3, found: 1 },
    { projection: 'history_quarter', scope: north, key: { quarter: 7 }, measure: 'n', expected: 0, found: 9 },
    { projection: 'scope_totals', scope: north, measure: 'history', expected: 17, found: 19 },
    { projection: 'scope_totals', scope: north, measure: 'muted', expected: 4, found: 3 },
  ]);
});

test('a month that was altered, and a day that names too few starts, are found and repaired', async () => {
  const { store } = database;
  const cafe = ids.get('cafe');
  await store.query('UPDATE history_month SET n = n + 1 WHERE scope = $1 AND severity = $2', [cafe, 'critical']);
  const [day] = await store.query(
    `UPDATE history_day SET first_start = first_start + 3 WHERE scope = $1 AND severity = '' AND day = '2026-05-11' RETURNING first_start`,
    [cafe],
  );
  expect(day).toHaveLength(1);
  const scope = cafe;
  expect((await differences()).filter(({ projection }) => projection === 'history_month' || projection === 'history_starts')).toMatchObject(
    [
      { projection: 'history_month', scope, key: { month: '2026-05-01', severity: 'critical' }, measure: 'n', expected: 3, found: 4 },
      { projection: 'history_starts', scope, key: { day: '2026-05-11', severity: '' }, measure: 'quarters', expected: 0, found: 3 },
    ],
  );
});

test('a repair adds what is missing, also while alerts are recorded and folded', async () => {
  const { store } = database;
  const work = (async () => {
    for (let i = 0; i < 20; i++) {
      await record(store, [resolved('cafe', `during${i}`, 3), resolved('bar', `during${i}`, 2)], now);
      await foldPending(store);
    }
  })();
  expect(await differences('repair')).toHaveLength(6);
  await work;
  expect(await differences()).toEqual([]);
});

test('a repair waits for a fold under way, and changes nothing that the fold has yet to change', async () => {
  const { store } = database;
  const cafe = ids.get('cafe');
  await store.query('UPDATE scope_totals SET history = history + 1 WHERE scope = $1', [cafe]);
  await store.query('UPDATE history_month SET n = n + 1 WHERE scope = $1', [cafe]);
  let repaired: Promise<Difference[]> | undefined;
  await store.transaction(async (tx) => {
    await holdFolds(tx);
    await tx.query('UPDATE history_month SET n = n WHERE scope = $1', [cafe]);
    repaired = differences('repair');
    await until(async () => (await store.query(WAITING)).length > 0);
    await tx.query('UPDATE scope_totals SET history = history WHERE scope = $1', [cafe]);
  });
  expect(await repaired).not.toEqual([]);
  expect(await differences()).toEqual([]);
});

test('series and organizations that carry wrong copies are found and repaired', async () => {
  const { store } = database;
  await store.query('UPDATE series SET first_start = first_start + $2::interval WHERE organization_id = $1', [ids.get('cafe'), '1 day']);
  await store.query(`UPDATE alerts_totals_by_org SET owner_id = NULL WHERE organization_id = $1`, [ids.get('kiosk')]);
  await store.query(`UPDATE organization SET scopes = scopes[1:1] WHERE public_id = 'bar'`);
  const found = await differences();
  expect(found.map(({ projection, measure }) => `${projection} ${measure}`)).toEqual(
    expect.arrayContaining(['series first_start', 'alerts_totals_by_org ancestors', 'organization place']),
  );
  await differences('repair');
  expect(await differences()).toEqual([]);
});

test('a projection that was lost is built anew', async () => {
  const { store } = database;
  const rows = () => store.query('SELECT * FROM scope_totals WHERE history <> 0 ORDER BY scope');
  const before = await rows();
  await store.query('TRUNCATE scope_totals, history_day, history_month, history_quarter, start_day');
  await differences('repair');
  expect(await rows()).toEqual(before);
  expect(await differences()).toEqual([]);
});

test('of a night only the months whose turn it is are looked at, the newest always, and every month within four weeks', async () => {
  const { store } = database;
  await record(store, [resolved('cafe', 'long ago', 60 * 24 * 90)], now);
  await foldPending(store);
  await store.query(`UPDATE history_month SET n = n + 1 WHERE month = '2026-02-01' AND scope = $1`, [ids.get('cafe')]);
  const nights = Array.from({ length: 28 }, (_, i) => new Date(now.getTime() + i * 86_400_000));
  const found: number[] = [];
  for (const night of nights) found.push(await audit(store, { mode: 'report', night, report: () => undefined }));
  const sums = 1; // the total is not the sum of the months
  expect(found.sort()).toEqual([...Array.from({ length: 27 }, () => sums), sums + 1]);
  await differences('repair');
  expect(await differences()).toEqual([]);
});
