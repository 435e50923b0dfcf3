import { audit, type Difference, foldPending, keepSums, loadTree } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { type Told, tell } from '#test/sightings';

const database = useDatabase();
const day = Date.UTC(2026, 4, 12);
let cafe = 0;

const alerts = (from: number, count: number): Told[] =>
  Array.from({ length: count }, (_, i) => ({
    organization: 'cafe',
    fingerprint: `f${from + i}`,
    startsAt: new Date(day + (from + i) * 400_000),
    endsAt: i % 3 ? new Date(day + (from + i) * 400_000 + 90_500) : null,
    acknowledgedAt: i % 2 ? new Date(day + (from + i) * 400_000 + 30_250) : null,
  }));

async function differences(mode: 'report' | 'repair' = 'report'): Promise<string[]> {
  const found: Difference[] = [];
  await audit(database.store, { mode, report: (one) => found.push(one) });
  return found.map(({ projection, measure, expected, found: stored }) => `${projection} ${measure} ${expected} ${stored}`).sort();
}

beforeAll(async () => {
  await plantFleet(database.store);
  cafe = (await loadTree(database.store)).tree.find('cafe')?.id ?? 0;
  await tell(database.store, alerts(0, 50));
});

test('an organization that grows to ten thousand alerts gets sums of what it has', async () => {
  const { store } = database;
  const rows = async (): Promise<number> => (await store.query('SELECT sum(n)::int AS n FROM report_day'))[0].n;
  await foldPending(store);
  expect(await rows()).toBe(null);
  await store.query('UPDATE report_volume SET alerts = 9999 WHERE organization_id = $1', [cafe]);
  await tell(store, alerts(50, 2));
  await foldPending(store);
  expect(await rows()).toBe(52);
  expect(await differences('repair')).toEqual(['report_volume alerts 52 10001']);
});

test('sums stay right while alerts are recorded, folded and summed up at once', async () => {
  const { store } = database;
  const deli = (await loadTree(store)).tree.find('deli')?.id ?? 0;
  const toDeli = (from: number): Told[] => alerts(from, 10).map((one) => ({ ...one, organization: 'deli' }));
  await tell(store, toDeli(0));
  await foldPending(store);
  const recording = (async () => {
    for (let i = 10; i < 200; i += 10) await tell(store, toDeli(i));
  })();
  const folding = (async () => {
    for (let i = 0; i < 20; i++) await foldPending(store);
  })();
  await keepSums(store, [deli]);
  await Promise.all([recording, folding]);
  expect(await differences()).toEqual([]);
  await foldPending(store);
  expect(await differences()).toEqual([]);
});

test('the audit finds a sum that was altered or lost, and mends it', async () => {
  const { store } = database;
  const altered = [day / 86_400_000, cafe];
  await store.query('UPDATE report_day SET ttr_ms = ttr_ms + 7, n = n + 1 WHERE day = $1 AND organization_id = $2', altered);
  expect(await differences()).toEqual([expect.stringMatching(/^report_day n/), expect.stringMatching(/^report_day ttr_ms/)]);
  await store.query('TRUNCATE report_quarter');
  expect((await differences('repair')).length).toBeGreaterThan(50);
  expect(await differences()).toEqual([]);
});
