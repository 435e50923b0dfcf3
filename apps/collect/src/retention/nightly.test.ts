import { useCollect } from '#test/collect';
import { tell } from '#test/sightings';
import { Nightly } from './nightly.js';

const collect = useCollect({ retentionMonths: 13 });
const store = () => collect.database.store;
const nightly = (app = collect.app) => app.get(Nightly, { strict: false });
/** The same words within a minute are one row. */
const events = () =>
  store().query(`SELECT severity, message, sum(times)::int AS times FROM system_event WHERE source = 'audit' GROUP BY 1, 2`);
const repaired = (times: number) => ({
  severity: 'error',
  message: 'numbers differed from the ledger and were repaired: scope_totals 1',
  times,
});
/** Whether the row is there already depends on what has been folded. */
const falsify = () => store().query('INSERT INTO scope_totals (scope, muted) VALUES (1, 7) ON CONFLICT (scope) DO UPDATE SET muted = 7');
const old = { startsAt: new Date('2024-01-01T00:00:00Z'), endsAt: new Date('2024-01-01T01:00:00Z') };

test('drops what is old, repairs what is wrong, and tells of it', async () => {
  await tell(store(), [{ organization: 'cafe', fingerprint: 'old', ...old }]);
  await falsify();
  await nightly().catchUp(new Date('2026-05-12T03:00:00Z'));
  expect(await store().query('SELECT FROM alert')).toEqual([]);
  expect(await events()).toEqual([repaired(1)]);
});

test('runs once a day, whichever replica comes first, and the day begins at two', async () => {
  const other = await collect.replica();
  await tell(store(), [{ organization: 'cafe', fingerprint: 'old again', ...old }]);
  const left = async (now: string): Promise<number> => {
    await Promise.all([nightly(), nightly(other.app)].map((one) => one.catchUp(new Date(now))));
    return (await store().query('SELECT FROM alert')).length;
  };
  expect(await left('2026-05-12T23:00:00Z')).toBe(1);
  expect(await left('2026-05-13T01:59:00Z')).toBe(1);
  expect(await left('2026-05-13T02:00:00Z')).toBe(0);
});

test('a job that fails is tried again and keeps no other from running', async () => {
  await store().query('ALTER TABLE alert_quarantine RENAME TO elsewhere');
  await falsify();
  await nightly().catchUp(new Date('2026-05-14T03:00:00Z'));
  expect(await events()).toEqual([repaired(2)]);
  const done = () => store().query(`SELECT job FROM daily_run WHERE day = '2026-05-14' ORDER BY 1`);
  expect(await done()).toEqual([{ job: 'audit' }, { job: 'feed' }, { job: 'months' }]);
  await store().query('ALTER TABLE elsewhere RENAME TO alert_quarantine');
  await nightly().catchUp(new Date('2026-05-14T03:10:00Z'));
  expect(await done()).toEqual([{ job: 'audit' }, { job: 'feed' }, { job: 'months' }, { job: 'retention' }]);
});
