import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type TestCollect } from '#test/collect';

let fake: FakeAlertmanager;
let collect: TestCollect;

beforeAll(async () => {
  fake = await startFakeAlertmanager();
  collect = await createTestCollect({ alertmanagerUrl: fake.url });
});
afterAll(async () => {
  await collect.close();
  await fake.close();
});

let minutes = 0;
const query = (sql: string, values: unknown[] = []) => collect.database.store.query(sql, values);
const show = (...list: unknown[]) => fake.answers.set('t-bar', list as object[]);
const tick = async (times = 1): Promise<void> => {
  for (let i = 0; i < times; i++)
    expect(await collect.refresher.refresh(new Date(Date.UTC(2026, 4, 12, 10, minutes++)))).toMatchObject({ failed: 0 });
};
const running = async (): Promise<string[]> =>
  (await query('SELECT fingerprint FROM episode WHERE ends_at IS NULL ORDER BY 1')).map((row: { fingerprint: string }) => row.fingerprint);
const setAside = (): Promise<{ reason: string; fingerprint: string }[]> =>
  query(`SELECT tenant_id, reason, payload #>> '{alert,fingerprint}' AS fingerprint FROM alert_quarantine ORDER BY id`);
const random = (length: number, from: number, size: number): string =>
  Array.from({ length }, (_, i) => String.fromCodePoint(from + ((i * 7919 + i * i * 31) % size))).join('');

beforeEach(async () => {
  show();
  await tick(2);
  await query('DELETE FROM alert_quarantine');
});

test.each([
  ['Han', 0x4e00, 20_000],
  ['Hangul', 0xac00, 11_000],
  ['emoji', 0x1f300, 500],
  ['Latin', 0x100, 300],
])('an instance of 2,000 characters in %s is stored, and so are the others', async (_, from, size) => {
  show(
    shown('good'),
    shown('long', { alertname: random(300, from, size), instance: random(2_000, from, size), host: random(2_000, from, size) }),
  );
  await tick();
  expect(await running()).toEqual(['good', 'long']);
  expect(await setAside()).toEqual([]);
});

test('what only the database refuses is set aside once, and the tenant is polled on', async () => {
  await query(`ALTER TABLE series ADD CONSTRAINT picky CHECK (alertname <> 'Refused') NOT VALID`);
  const many = Array.from({ length: 9 }, (_, i) => shown(`n${i}`, i === 4 ? { alertname: 'Refused' } : {}));
  show(...many);
  await tick(2);
  expect(await running()).toEqual(['n0', 'n1', 'n2', 'n3', 'n5', 'n6', 'n7', 'n8']);
  show(...many, shown('another'));
  await tick();
  expect(await running()).toContain('another');
  expect(await setAside()).toEqual([{ tenant_id: 't-bar', reason: 'the database refused it', fingerprint: 'n4' }]);
  show(shown('after'));
  await tick(2);
  expect(await running()).toEqual(['after']);
  await query('ALTER TABLE series DROP CONSTRAINT picky');
});

test('what cannot be read is set aside, told in the log of the tenant, and ends nothing', async () => {
  show(shown('a'), shown('b'), shown('c'));
  await tick();
  await query('DELETE FROM system_event');
  let deep: unknown = 'x';
  for (let i = 0; i < 3_000; i++) deep = [deep];
  const far = { startsAt: '2099-01-01T00:00:00Z' };
  show(shown('a'), { ...shown('b'), labels: null }, shown('c', {}, { annotations: { deep } }), shown('d', {}, far));
  await tick(3);
  expect(await running()).toEqual(['a', 'b', 'c']);
  expect(await setAside()).toMatchObject([
    { reason: 'the labels are no object', fingerprint: 'b' },
    { reason: 'the alert is nested too deeply', fingerprint: 'c' },
    { reason: 'the start is not plausible', fingerprint: 'd' },
  ]);
  const events = await query(
    `SELECT o.public_id, e.source, e.message, e.times FROM system_event e JOIN organization o ON o.id = e.organization_id ORDER BY e.message`,
  );
  expect(events).toEqual(
    ['the alert is nested too deeply', 'the labels are no object', 'the start is not plausible'].map((reason) => ({
      public_id: 'bar',
      source: 'refresher',
      message: `alert set aside: ${reason}`,
      times: 1,
    })),
  );
  expect(
    (await query(`SELECT active FROM alerts_totals_by_org t JOIN organization o ON o.id = organization_id WHERE public_id = 'bar'`))[0],
  ).toEqual({
    active: 3,
  });
});

test('while something is shown that nobody can tell nothing ends', async () => {
  show(shown('held'));
  await tick();
  show(shown('other'), null);
  await tick(3);
  expect(await running()).toEqual(['held', 'other']);
  show(shown('other'));
  await tick(2);
  expect(await running()).toEqual(['other']);
});

test('what a poll set aside is recorded once it can be', async () => {
  await query(`ALTER TABLE series ADD CONSTRAINT picky CHECK (alertname <> 'Later') NOT VALID`);
  show(shown('later', { alertname: 'Later' }));
  await tick();
  await query('ALTER TABLE series DROP CONSTRAINT picky');
  show(shown('later', { alertname: 'Later' }), shown('beside'));
  await tick();
  expect(await running()).toEqual(['beside', 'later']);
});
