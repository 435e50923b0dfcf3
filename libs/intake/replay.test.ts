import { loadTree, putOrganizations, sql } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { replayQuarantine } from './replay.js';

const database = useDatabase();
const now = new Date('2026-05-12T12:00:00Z');
const HOUR_MS = 3_600_000;

type Row = { tenant?: string | null; organization?: string; name: string; reason?: string; hours?: number; payload?: object };

async function setAside(...rows: Row[]): Promise<void> {
  for (const { tenant = 't-late', organization, name, reason = 'the organization is unknown', hours = 1, payload } of rows) {
    const alert = {
      status: 'resolved',
      labels: { alertname: name, ...(organization && { organization_id: organization }) },
      startsAt: '2026-05-12T07:00:00Z',
      endsAt: '2026-05-12T08:00:00Z',
    };
    await database.store.query('INSERT INTO alert_quarantine (received_at, tenant_id, reason, payload) VALUES ($1, $2, $3, $4)', [
      new Date(now.getTime() - hours * HOUR_MS),
      tenant,
      reason,
      payload ?? { receiver: 'ledger', alert },
    ]);
  }
}
const replay = async (tenants: string[] | null = null) =>
  replayQuarantine(database.store, (await loadTree(database.store)).tree, tenants, now);
const recorded = async (): Promise<string[]> =>
  (
    await database.store.query(
      'SELECT o.public_id, a.alertname, a.receiver FROM episode a JOIN organization o ON o.id = a.organization_id ORDER BY a.alertname',
    )
  ).map((row: Record<string, string>) => `${row.public_id} ${row.alertname} ${row.receiver}`);
const register = (id: string, tenant_id: string) =>
  putOrganizations(database.store, [{ id, name: id, role: 'customer', parent_id: 'north', tenant_id }]);

beforeAll(() => plantFleet(database.store));

test('an organization that is registered late gets its alerts, once', async () => {
  await setAside(
    { organization: 'late', name: 'A' },
    { name: 'B' },
    { tenant: null, organization: 'late', name: 'C' },
    { organization: 'later', name: 'D' },
  );
  expect(await replay()).toEqual({ replayed: 0, waiting: 4 });
  await register('late', 't-late');
  expect(await replay()).toEqual({ replayed: 4, waiting: 0 });
  expect(await recorded()).toEqual(['late A ledger', 'late B ledger', 'late C ledger', 'late D ledger']);
  expect(await replay()).toEqual({ replayed: 0, waiting: 0 });
});

test('an organization that moves to another tenant gets what that tenant sent', async () => {
  await setAside({ tenant: 't-new', organization: 'late', name: 'E' }, { tenant: 't-other', organization: 'late', name: 'F' });
  expect(await replay()).toEqual({ replayed: 0, waiting: 2 });
  await register('late', 't-new');
  expect(await replay()).toEqual({ replayed: 1, waiting: 1 });
  expect(await recorded()).toContain('late E ledger');
});

test('only the tenants that were named are replayed', async () => {
  await setAside({ tenant: 't-bar', organization: 'bar', name: 'G' }, { tenant: 't-kiosk', organization: 'kiosk', name: 'H' });
  expect(await replay(['t-kiosk'])).toEqual({ replayed: 1, waiting: 0 });
  expect(await replay(['t-bar'])).toEqual({ replayed: 1, waiting: 0 });
});

test('what is older than a day, unreadable or refused for another reason stays where it is', async () => {
  await setAside(
    { tenant: 't-bar', name: 'I', hours: 25 },
    { tenant: 't-bar', name: 'J', reason: 'the start is not plausible' },
    { tenant: 't-bar', name: 'K', payload: { unreadable: true } },
  );
  expect(await replay(['t-bar'])).toEqual({ replayed: 0, waiting: 1 });
});

test('what waits is read by bytes, and what is larger than all of them goes alone', async () => {
  const waiting = sql<{ id: number; payload: { alert: { labels: { alertname: string } } } }, object>(import.meta.url, './waiting.sql');
  const alert = (name: string) => ({ status: 'resolved', labels: { alertname: name }, note: 'x'.repeat(name === 'L3' ? 3_000 : 1_000) });
  await setAside(...['L1', 'L2', 'L3', 'L4'].map((name) => ({ tenant: 't-large', name, payload: { alert: alert(name) } })));
  const binds = { after: new Date(now.getTime() - HOUR_MS), tenants: ['t-large'], most: 500, bytes: 2_500 };
  const read: string[][] = [];
  for (let after_id = 0; ; ) {
    const rows = await waiting.rows(database.store, { ...binds, after_id });
    if (rows.length === 0) break;
    read.push(rows.map((row) => row.payload.alert.labels.alertname));
    after_id = Math.max(...rows.map((row) => row.id));
  }
  expect(read).toEqual([['L1', 'L2'], ['L3'], ['L4']]);
});

test('what lost its labels when it was set aside is not replayed', async () => {
  const alert = { status: 'resolved', labels: { alertname: 'Cut' }, startsAt: '2026-05-12T07:00:00Z', endsAt: '2026-05-12T08:00:00Z' };
  await setAside({ tenant: 't-bar', name: 'Cut', payload: { receiver: 'ledger', cut: ['annotations', 'labels'], alert } });
  await setAside({
    tenant: 't-bar',
    name: 'Kept',
    payload: { receiver: 'ledger', cut: ['annotations'], alert: { ...alert, labels: { alertname: 'Kept' } } },
  });
  await replay(['t-bar']);
  expect((await recorded()).filter((one) => /Cut|Kept/.test(one))).toEqual(['bar Kept ledger']);
});

test('several replays at once record each alert once', async () => {
  await setAside(...Array.from({ length: 700 }, (_, i) => ({ tenant: 't-bar', name: `many${i}` })));
  const done = await Promise.all([replay(['t-bar']), replay(['t-bar']), replay(['t-bar'])]);
  expect(done.reduce((sum, { replayed }) => sum + replayed, 0)).toBe(700);
  const [events] = await database.store.query(
    `SELECT count(*) AS n FROM (SELECT unnest(alerts) AS id FROM outbox WHERE kind <> 'told') AS news JOIN episode a USING (id) WHERE a.alertname LIKE 'many%'`,
  );
  expect(events.n).toBe(700);
});
