import { closeAlert, keepSilence, putOrganizations } from '#persistence';
import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type TestCollect } from '#test/collect';
import { tell } from '#test/sightings';
import { until } from '#test/until';

// What an answer that is the same as the one before must still bring about. `shown` alerts start at 07:46:50.123.
const START = new Date('2026-05-12T07:46:50.123Z');
const actor = { user_id: 'u1', user_name: 'Uma', user_org_id: 'bar', user_org_name: 'bar' };
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
const nextMinute = (): Date => new Date(Date.UTC(2026, 4, 12, 10, minutes++));
const tick = (times = 1): Promise<void> => tickOf(collect, times);
async function tickOf({ refresher }: Pick<TestCollect, 'refresher'>, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) expect(await refresher.refresh(nextMinute())).toMatchObject({ failed: 0 });
}
const show = (tenant: string, ...list: object[]) => fake.answers.set(tenant, list);
const query = (sql: string, values: unknown[] = []) => collect.database.store.query(sql, values);
const alerts = (fingerprint: string) =>
  query(
    'SELECT a.*, o.public_id AS organization, o.scopes FROM episode a JOIN organization o ON o.id = organization_id WHERE fingerprint = $1 ORDER BY a.id',
    [fingerprint],
  );
const totals = async (organization: string) =>
  (
    await query('SELECT t.* FROM alerts_totals_by_org t JOIN organization o ON o.id = t.organization_id WHERE public_id = $1', [
      organization,
    ])
  )[0];
const polledAt = async (tenant: string): Promise<Date> =>
  (await query('SELECT polled_at FROM tenant_poll WHERE tenant_id = $1', [tenant]))[0].polled_at;
/** The alert is shown, and its answer has been saved often enough to have no news. */
async function settled(fingerprint: string): Promise<void> {
  show('t-bar', shown(fingerprint));
  await tick(3);
  expect(await query('SELECT digest IS NULL AS unsettled FROM tenant_poll WHERE tenant_id = $1', ['t-bar'])).toEqual([
    { unsettled: false },
  ]);
}

test('the poll and the counters grow younger, and nothing else is written', async () => {
  await settled('steady');
  const written = () =>
    query('SELECT (SELECT count(*) FROM alert_event) AS events, (SELECT max(xmin::text::bigint) FROM open_alert) AS newest');
  const [before, age, polled] = [await written(), await totals('bar'), await polledAt('t-bar')];
  await tick();
  expect(await written()).toEqual(before);
  expect((await totals('bar')).refreshed_at.getTime()).toBeGreaterThan(age.refreshed_at.getTime());
  expect((await polledAt('t-bar')).getTime()).toBeGreaterThan(polled.getTime());
});

test('an alert closed by hand stays closed while it is shown, and counts as active', async () => {
  await settled('closed');
  const [{ public_id, scopes }] = await alerts('closed');
  await closeAlert(collect.database.store, { publicId: public_id, scopes }, { reason: 'done', by: 'u1' }, nextMinute());
  await tick(3);
  expect(await alerts('closed')).toMatchObject([{ resolution: 'manual' }]);
  expect(await totals('bar')).toMatchObject({ active: 1 });
});

test('an alert that a webhook resolved stays resolved while it is still shown', async () => {
  await settled('resolved');
  const endsAt = nextMinute();
  await tell(collect.database.store, [{ organization: 'bar', fingerprint: 'resolved', startsAt: START, endsAt }], endsAt);
  await tick(3);
  expect(await alerts('resolved')).toMatchObject([{ resolution: 'webhook', ends_at: endsAt }]);
  expect(await totals('bar')).toMatchObject({ active: 1 });
});

test('a silence that the Alertmanager does not show is taken back, from the alert and from the counters', async () => {
  await settled('unsilenced');
  const [{ organization_id: organization }] = await alerts('unsilenced');
  const now = nextMinute();
  const silence = { organization, fingerprint: 'unsilenced', id: 's1', matchers: [], comment: '', created_by: actor, starts_at: now };
  await keepSilence(collect.database.store, { ...silence, ends_at: new Date(now.getTime() + 3_600_000) }, actor, now);
  expect([await totals('bar'), ...(await alerts('unsilenced'))]).toMatchObject([{ muted: 1 }, { silenced_by: ['s1'] }]);
  await tick();
  expect([await totals('bar'), ...(await alerts('unsilenced'))]).toMatchObject([{ muted: 0 }, { silenced_by: [], state: 'active' }]);
});

test('what a late webhook says of a running alert is put right', async () => {
  await settled('late');
  await tell(collect.database.store, [{ organization: 'bar', fingerprint: 'late', startsAt: START, severity: 'info' }], nextMinute());
  expect(await alerts('late')).toMatchObject([{ severity: 'info' }]);
  await tick();
  expect(await alerts('late')).toMatchObject([{ severity: 'critical' }]);
});

test('an alert that only its own webhook brought is missed, and ended by the answer after the next', async () => {
  await settled('alone');
  await tell(collect.database.store, [{ organization: 'bar', fingerprint: 'stray', upstream: 'alertmanager' }], nextMinute());
  await tick();
  expect(await alerts('stray')).toMatchObject([{ missed: 1, ends_at: null }]);
  await tick();
  expect(await alerts('stray')).toMatchObject([{ resolution: 'inferred' }]);
});

test('an alert recorded after the request was sent is missed by later answers only', async () => {
  await settled('first');
  const now = nextMinute();
  fake.answers.set('t-bar', async (_, response) => {
    await tell(
      collect.database.store,
      [{ organization: 'bar', fingerprint: 'race', upstream: 'alertmanager' }],
      new Date(now.getTime() + 30_000),
    );
    response.end(JSON.stringify([shown('first')]));
  });
  await collect.refresher.refresh(now);
  expect(await alerts('race')).toMatchObject([{ missed: 0 }]);
  show('t-bar', shown('first'));
  await tick(2);
  expect(await alerts('race')).toMatchObject([{ resolution: 'inferred' }]);
});

test('counters that somebody changed or deleted are put right', async () => {
  await settled('counted');
  await query('UPDATE alerts_totals_by_org SET active = 40 WHERE active = 1');
  await query('DELETE FROM alerts_totals_by_org WHERE active = 0');
  await tick();
  expect(await totals('bar')).toMatchObject({ active: 1, critical: 1 });
  expect(await query('SELECT count(*) AS n FROM alerts_totals_by_org')).toEqual(await query('SELECT count(*) AS n FROM organization'));
});

test('what another replica found out meanwhile is known, though this one has the answer in memory', async () => {
  const other = await collect.replica();
  await settled('shared');
  show('t-bar');
  await tickOf(other);
  show('t-bar', shown('shared'));
  await tick();
  expect(await alerts('shared')).toMatchObject([{ missed: 0, ends_at: null }]);
  show('t-bar');
  await tickOf(other, 2);
  expect(await alerts('shared')).toMatchObject([{ resolution: 'inferred' }]);
  show('t-bar', shown('shared'));
  await tick();
  expect(await alerts('shared')).toMatchObject([{ missed: 0, ends_at: null, resolution: null }]);
});

test('a replica that is new has nothing to write either', async () => {
  await settled('handed');
  const newest = () => query('SELECT max(xmin::text::bigint) AS newest FROM open_alert');
  const before = await newest();
  await tickOf(await collect.replica());
  expect(await newest()).toEqual(before);
});

test('a late answer without news does not move the poll back', async () => {
  await settled('known');
  const slow = await collect.replica();
  await tickOf(slow);
  let release = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    fake.answers.set('t-bar', (_, response) => {
      release = () => response.end(JSON.stringify([shown('known')]));
      resolve();
    });
  });
  const late = slow.refresher.refresh(nextMinute());
  await asked;
  show('t-bar', shown('known'));
  await tick();
  const after = [await polledAt('t-bar'), await totals('bar')];
  release();
  await late;
  expect([await polledAt('t-bar'), await totals('bar')]).toEqual(after);
});

test('a tenant that another replica is saving holds up no other', async () => {
  await settled('held');
  const before = await polledAt('t-kiosk');
  const frozen = collect.database.store.createQueryRunner();
  await frozen.startTransaction();
  await frozen.query(`SELECT FROM tenant_poll WHERE tenant_id = 't-bar' FOR UPDATE`);
  const share = collect.refresher.refresh(nextMinute());
  await until(async () => (await query('SELECT FROM tenant_poll WHERE polled_at > $1', [before])).length === 5);
  await frozen.rollbackTransaction();
  await frozen.release();
  expect(await share).toEqual({ polled: 6, failed: 0 });
});

describe('the same answer means something else', () => {
  test('when the organization that a label names is made', async () => {
    show('t-shop', shown('placed', { organization_id: 'bakery' }));
    await tick(2);
    expect(await alerts('placed')).toEqual([]);
    await putOrganizations(collect.database.store, [
      { id: 'bakery', name: 'bakery', role: 'customer', parent_id: 'shop', tenant_id: 't-shop' },
    ]);
    await collect.tree.refreshed();
    await tick();
    expect(await alerts('placed')).toMatchObject([{ organization: 'bakery' }]);
    expect(await totals('bakery')).toMatchObject({ active: 1 });
  });

  test('when its system is claimed somewhere else', async () => {
    const seen = (organization: string) =>
      tell(
        collect.database.store,
        [{ organization, fingerprint: `seen-${organization}`, systemKey: 'SYS-9', labels: { organization_id: organization } }],
        nextMinute(),
      );
    await seen('deli');
    show('t-shop', shown('moving', { system_key: 'SYS-9' }));
    await tick(2);
    // Beside what was told without it.
    expect(await totals('deli')).toMatchObject({ active: 2 });
    await seen('cafe');
    await tick();
    expect([await totals('deli'), await totals('cafe')]).toMatchObject([{ active: 1 }, { active: 1 }]);
  });

  test('when a label is called like an instant that Alertmanager renews', async () => {
    for (const endsAt of ['2026-05-12T11:00:00Z', '2026-05-12T12:00:00Z']) {
      show('t-bar', shown('named', { endsAt }));
      await tick(2);
      expect(await alerts('named')).toMatchObject([{ labels: { endsAt } }]);
    }
  });

  test('when the start of an alert is no longer too far ahead', async () => {
    show('t-bar', shown('ahead', {}, { startsAt: '2026-05-13T23:00:00Z' }));
    await tick(2);
    expect([await totals('bar'), ...(await alerts('ahead'))]).toMatchObject([{ active: 1 }]);
    minutes += 1_440;
    await tick();
    expect(await alerts('ahead')).toMatchObject([{ ends_at: null }]);
  });
});
