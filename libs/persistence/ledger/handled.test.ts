import { type Actor, assign, closeAlert, loadTree, note, writeMemo } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { tell } from '#test/sightings';

const database = useDatabase();
const store = () => database.store;
const ALERTS = Array.from({ length: 20 }, (_, i) => `f${i}`);
const ROUNDS = 10;
const actor: Actor = { user_id: 'u7', user_name: 'Ada', user_org_id: 'cafe', user_org_name: 'Cafe' };
const now = new Date('2026-05-12T12:00:00Z');
let cafe = 0;
let scopes: number[] = [];

beforeAll(async () => {
  await plantFleet(store());
  cafe = (await loadTree(store())).tree.find('cafe')?.id ?? 0;
  scopes = [cafe];
  await tellAll('critical');
});

const tellAll = (severity: string, more: object = {}) =>
  tell(
    store(),
    ALERTS.map((fingerprint) => ({ organization: 'cafe', fingerprint, severity, ...more })),
  );
const idsOf = async (): Promise<Map<string, string>> => {
  const rows: { fingerprint: string; public_id: string }[] = await store().query('SELECT fingerprint, public_id FROM episode');
  return new Map(rows.map((row) => [row.fingerprint, row.public_id]));
};
const column = async (sql: string): Promise<unknown[]> =>
  (await store().query(`SELECT fingerprint, ${sql} AS value FROM episode e ORDER BY fingerprint`)).map(
    (row: { value: unknown }) => row.value,
  );
const all = (value: unknown): unknown[] => ALERTS.map(() => value);

test('memos, assignments and notes that are written while their alerts are recorded are all kept', async () => {
  const ids = await idsOf();
  const recording = (async () => {
    for (let round = 0; round < ROUNDS; round++) await tellAll(round % 2 ? 'critical' : 'warning');
  })();
  const people = ALERTS.flatMap((fingerprint) => [
    writeMemo(store(), { publicId: ids.get(fingerprint) ?? '', scopes }, `memo of ${fingerprint}`, now),
    assign(store(), { organization: cafe, fingerprint }, actor, 'mine', now),
    note(store(), { organization: cafe, fingerprint }, actor, 'seen', now),
  ]);
  await Promise.all([recording, ...people]);
  expect(await column('memo')).toEqual([...ALERTS].sort().map((fingerprint) => `memo of ${fingerprint}`));
  expect(await column(`assigned_to ->> 'user_id'`)).toEqual(all('u7'));
  expect(await column('acknowledged_at')).toEqual(all(now));
  expect(await column(`(SELECT count(*)::int FROM alert_event WHERE alert_id = e.id AND kind = 'note_added')`)).toEqual(all(2));
});

test('who closes an alert while it is recorded, and why, is kept, and so is what was written on it before and after', async () => {
  const ids = await idsOf();
  const target = (fingerprint: string) => ({ publicId: ids.get(fingerprint) ?? '', scopes });
  const recording = (async () => {
    for (let round = 0; round < ROUNDS; round++) await tellAll(round % 2 ? 'critical' : 'warning');
  })();
  const closing = ALERTS.map((one) => closeAlert(store(), target(one), { by: 'u7', reason: `done with ${one}` }, now));
  await Promise.all([recording, ...closing]);
  expect(await column('resolution')).toEqual(all('manual'));
  expect(await column('close_reason')).toEqual([...ALERTS].sort().map((fingerprint) => `done with ${fingerprint}`));
  expect(await column('memo')).toEqual([...ALERTS].sort().map((fingerprint) => `memo of ${fingerprint}`));
  await Promise.all(ALERTS.map((one) => writeMemo(store(), target(one), 'afterwards', now)));
  expect(await column('memo')).toEqual(all('afterwards'));
});

test('what was written on an alert that turns out to be part of another is found at that one, under both ids', async () => {
  const start = (minute: number) => new Date(Date.UTC(2026, 4, 13, 7, minute));
  await tell(store(), [{ organization: 'deli', fingerprint: 'late', startsAt: start(10) }]);
  const publicId = (await idsOf()).get('late') ?? '';
  const deli = (await loadTree(store())).tree.find('deli')?.id ?? 0;
  await writeMemo(store(), { publicId, scopes: [deli] }, 'kept', now);
  await note(store(), { organization: deli, fingerprint: 'late' }, actor, 'kept too', now);
  await tell(store(), [{ organization: 'deli', fingerprint: 'late', startsAt: start(0), endsAt: start(5) }]);
  await tell(store(), [{ organization: 'deli', fingerprint: 'late', startsAt: start(0), endsAt: start(20) }]);
  const found =
    await store().query(`SELECT public_id, memo, (SELECT count(*)::int FROM alert_event WHERE alert_id = e.id AND kind = 'note_added') AS notes
      FROM episode e WHERE fingerprint = 'late'`);
  expect(found).toEqual([{ public_id: expect.any(String), memo: 'kept', notes: 1 }]);
  expect(found[0].public_id).not.toBe(publicId);
  expect(await writeMemo(store(), { publicId, scopes: [deli] }, 'by its old id', now)).toMatchObject(
    found[0] && { public_id: found[0].public_id },
  );
});
