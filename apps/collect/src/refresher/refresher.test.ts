import { putOrganizations } from '#persistence';
import { type FakeAlertmanager, inhibited, shown, silenced, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type TestCollect } from '#test/collect';
import { tell } from '#test/sightings';

import { gistOf } from './placed.js';
import { Reconciler } from './reconciler.js';

const TENANTS = ['owner', 't-bar', 't-kiosk', 't-north', 't-shop', 't-south'];
let fake: FakeAlertmanager;
let collect: TestCollect;

beforeAll(async () => {
  fake = await startFakeAlertmanager();
  collect = await createTestCollect({ alertmanagerUrl: `${fake.url}/alertmanager` });
});
afterAll(async () => {
  await collect.close();
  await fake.close();
});
beforeEach(() => {
  fake.answers.clear();
  fake.asked.length = 0;
});

let minutes = 0;
/** A minute later than any before. */
const nextMinute = (): Date => new Date(Date.UTC(2026, 4, 12, 10, minutes++));
const tick = () => collect.refresher.refresh(nextMinute());
const query = (sql: string, values: unknown[] = []) => collect.database.store.query(sql, values);
const totals = async (organization: string) => {
  const [row] = await query(
    'SELECT active, critical, warning, info, muted, refreshed_at FROM alerts_totals_by_org t JOIN organization o ON o.id = t.organization_id WHERE o.public_id = $1',
    [organization],
  );
  return row;
};
const alerts = (fingerprint: string) =>
  query(
    `SELECT o.public_id AS organization, a.origin, a.state, a.silenced_by, a.missed, a.starts_at, a.ends_at, a.last_seen_at, a.recorded_at, a.resolution
       FROM episode a JOIN organization o ON o.id = a.organization_id WHERE a.fingerprint = $1 ORDER BY a.id`,
    [fingerprint],
  );
const polledAt = async (tenant: string): Promise<Date> =>
  (await query('SELECT polled_at FROM tenant_poll WHERE tenant_id = $1', [tenant]))[0]?.polled_at;

test('every organization of a tenant that answers gets its counters, also when it has no alert', async () => {
  const labels = [{ severity: 'warning' }, { severity: 'info' }, { severity: 'page' }, { severity: undefined }];
  fake.answers.set('t-shop', [
    shown('c1', { organization_id: 'cafe' }),
    shown('c2', { organization_id: 'cafe' }, silenced),
    ...labels.map((more, i) => shown(`d${i}`, { organization_id: 'deli', ...more }, inhibited)),
  ]);
  fake.answers.set('t-bar', [shown('b', {})]);
  const now = nextMinute();
  expect(await collect.refresher.refresh(now)).toEqual({ polled: 6, failed: 0 });
  expect(await totals('cafe')).toMatchObject({ active: 2, critical: 2, warning: 0, info: 0, muted: 1 });
  expect(await totals('deli')).toMatchObject({ active: 4, critical: 0, warning: 1, info: 1, muted: 0 });
  expect(await totals('shop')).toMatchObject({ active: 0, muted: 0 });
  expect(await totals('bar')).toMatchObject({ active: 1, critical: 1 });
  expect(await query('SELECT count(*) AS n FROM alerts_totals_by_org WHERE refreshed_at >= $1', [now])).toEqual([{ n: 8 }]);
});

test('a tenant is asked once, for everything, under its own name', async () => {
  await tick();
  expect(fake.asked.map(({ tenant }) => tenant).sort()).toEqual(TENANTS);
  const { pathname, searchParams } = new URL(fake.asked[0]?.path ?? '', fake.url);
  expect(pathname).toBe('/alertmanager/api/v2/alerts');
  expect(Object.fromEntries(searchParams)).toEqual({ active: 'true', silenced: 'true', inhibited: 'true', unprocessed: 'true' });
});

test('three replicas in one tick ask each tenant once, and in the next once more', async () => {
  const replicas = [collect, await collect.replica(), await collect.replica()];
  for (const now of [nextMinute(), nextMinute()]) {
    fake.asked.length = 0;
    await Promise.all(replicas.map(({ refresher }, i) => refresher.refresh(new Date(now.getTime() + i * 19_000))));
    expect(fake.asked.map(({ tenant }) => tenant).sort()).toEqual(TENANTS);
  }
});

test('the share of a replica that was killed is polled in the next tick, and old claims are forgotten', async () => {
  const now = nextMinute();
  await query(`INSERT INTO refresh_turn (tenant_id, tick) SELECT unnest(ARRAY['t-bar', 't-shop']), $1`, [now.getTime() / 60_000]);
  expect((await collect.refresher.refresh(now)).polled).toBe(4);
  expect((await tick()).polled).toBe(6);
  await tick();
  expect(await query('SELECT count(DISTINCT tick) AS n FROM refresh_turn')).toEqual([{ n: 2 }]);
});

test('a tenant that is down keeps its counters and their age, and its people hear of it once, and once of the end', async () => {
  await query('DELETE FROM system_event');
  fake.answers.set('t-bar', [shown('b', {})]);
  fake.answers.set('t-kiosk', [shown('k', {})]);
  await tick();
  const before = await totals('bar');
  const polled = await polledAt('t-bar');
  fake.answers.set('t-bar', (_, response) => response.writeHead(500).end('{}'));
  fake.answers.set('t-kiosk', []);
  const begun = nextMinute();
  expect(await collect.refresher.refresh(begun)).toEqual({ polled: 6, failed: 1 });
  await tick();
  expect(await totals('bar')).toEqual(before);
  expect(await totals('kiosk')).toMatchObject({ active: 0 });
  expect(await alerts('b')).toMatchObject([{ ends_at: null, missed: 0 }]);
  const [poll] = await query(`SELECT polled_at, failing_since FROM tenant_poll WHERE tenant_id = 't-bar'`);
  expect(poll.polled_at).toEqual(polled);
  expect(poll.failing_since.getTime()).toBeGreaterThanOrEqual(begun.getTime());
  fake.answers.set('t-bar', [shown('b', {})]);
  await tick();
  await tick();
  expect(await query(`SELECT failing_since FROM tenant_poll WHERE tenant_id = 't-bar'`)).toEqual([{ failing_since: null }]);
  expect(
    await query(
      'SELECT o.public_id, e.severity, e.source, e.message, e.times FROM system_event e JOIN organization o ON o.id = e.organization_id ORDER BY e.id',
    ),
  ).toEqual([
    {
      public_id: 'bar',
      severity: 'warning',
      source: 'refresher',
      message: 'the Alertmanager of tenant t-bar cannot be polled: it answers with status 500',
      times: 1,
    },
    { public_id: 'bar', severity: 'info', source: 'refresher', message: 'the Alertmanager of tenant t-bar answers again', times: 1 },
  ]);
});

describe('the ledger', () => {
  const only = (...list: object[]) => fake.answers.set('t-bar', list);

  test('opens an alert that no webhook reports because it is silenced, and follows its silence', async () => {
    only(shown('quiet', {}, silenced), shown('inhibited', {}, inhibited));
    await tick();
    expect(await alerts('quiet')).toMatchObject([
      {
        organization: 'bar',
        origin: 'alertmanager',
        state: 'suppressed',
        silenced_by: ['a-silence'],
        starts_at: new Date('2026-05-12T07:46:50.123Z'),
        ends_at: null,
      },
    ]);
    expect(await alerts('inhibited')).toMatchObject([{ state: 'suppressed', silenced_by: [] }]);
    only(shown('quiet'), shown('inhibited', {}, inhibited));
    await tick();
    expect(await alerts('quiet')).toMatchObject([{ state: 'active', silenced_by: [] }]);
    expect(
      await query(`SELECT kind FROM timeline WHERE alert_id = (SELECT id FROM episode WHERE fingerprint = 'quiet') ORDER BY id`),
    ).toEqual([{ kind: 'fired' }, { kind: 'silenced' }, { kind: 'unsilenced' }]);
  });

  test('resolves what is missing from two answers in a row, at the time it was last seen', async () => {
    only(shown('gone'));
    await tick();
    const seen = await polledAt('t-bar');
    only();
    await tick();
    expect(await alerts('gone')).toMatchObject([{ ends_at: null, missed: 1, last_seen_at: expect.any(Date) }]);
    expect((await alerts('gone'))[0].last_seen_at.getTime()).toBeGreaterThanOrEqual(seen.getTime());
    const second = nextMinute();
    await collect.refresher.refresh(second);
    const [row] = await alerts('gone');
    expect(row).toMatchObject({ resolution: 'inferred', missed: 2 });
    expect(row.ends_at).toEqual(row.last_seen_at);
    expect(row.ends_at.getTime() - seen.getTime()).toBeLessThan(60_000);
    expect(row.recorded_at.getTime()).toBeGreaterThanOrEqual(second.getTime());
  });

  test('a poll that fails between two answers neither counts as missing nor forgives', async () => {
    only(shown('patchy'));
    await tick();
    only();
    await tick();
    fake.answers.set('t-bar', (_, response) => response.writeHead(503).end());
    await tick();
    await tick();
    expect(await alerts('patchy')).toMatchObject([{ ends_at: null, missed: 1 }]);
    only();
    await tick();
    expect(await alerts('patchy')).toMatchObject([{ resolution: 'inferred' }]);
  });

  test('goes on with an alert that is missing once and shown again', async () => {
    for (const list of [[shown('blink')], [], [shown('blink')], [], [shown('blink')]]) {
      only(...list);
      await tick();
    }
    expect(await alerts('blink')).toMatchObject([{ ends_at: null, missed: 0 }]);
  });

  test('takes an inferred end back when the alert is shown again', async () => {
    for (const list of [[shown('zombie')], [], [], [shown('zombie')]]) {
      only(...list);
      await tick();
    }
    expect(await alerts('zombie')).toMatchObject([{ ends_at: null, resolution: null, missed: 0 }]);
  });

  test('does not miss an alert that was recorded after the request was sent', async () => {
    only();
    await tick();
    const now = nextMinute();
    const later = new Date(now.getTime() + 30_000);
    fake.answers.set('t-bar', async (_, response) => {
      await tell(collect.database.store, [{ organization: 'bar', fingerprint: 'race', upstream: 'alertmanager' }], later);
      response.end('[]');
    });
    await collect.refresher.refresh(now);
    expect(await alerts('race')).toMatchObject([{ ends_at: null, missed: 0 }]);
  });

  test('misses an alert that only its own webhook reported, also while the answers stay the same', async () => {
    only(shown('steady'));
    await tick();
    await tick();
    await tell(collect.database.store, [{ organization: 'bar', fingerprint: 'stray', upstream: 'alertmanager' }], nextMinute());
    await tick();
    expect(await alerts('stray')).toMatchObject([{ missed: 1, ends_at: null }]);
    await tick();
    expect(await alerts('stray')).toMatchObject([{ resolution: 'inferred' }]);
    expect(await alerts('steady')).toMatchObject([{ ends_at: null, missed: 0 }]);
  });

  test('leaves alerts of other Alertmanagers alone, and so those that one of them goes on telling', async () => {
    const elsewhere = (fingerprint: string) =>
      tell(
        collect.database.store,
        [{ organization: 'bar', fingerprint, startsAt: new Date('2026-05-12T07:46:50.123Z'), reporter: 'webhook http://other' }],
        nextMinute(),
      );
    await elsewhere('theirs');
    only(shown('both'));
    await tick();
    only();
    for (let i = 0; i < 3; i++) {
      await tick();
      await elsewhere('both');
    }
    expect(await alerts('theirs')).toMatchObject([{ ends_at: null, missed: 0 }]);
    expect(await alerts('both')).toMatchObject([{ ends_at: null }]);
    await tick();
    await tick();
    expect(await alerts('both')).toMatchObject([{ resolution: 'inferred' }]);
  });

  test('ends again only what it has shown again', async () => {
    only(shown('taken-back'));
    await tick();
    only();
    await tick();
    await tick();
    expect(await alerts('taken-back')).toMatchObject([{ resolution: 'inferred' }]);
    const again = {
      organization: 'bar',
      fingerprint: 'taken-back',
      startsAt: new Date('2026-05-12T07:46:50.123Z'),
      reporter: 'webhook http://other',
    };
    await tell(collect.database.store, [again], nextMinute());
    await tick();
    await tick();
    expect(await alerts('taken-back')).toMatchObject([{ ends_at: null, resolution: null }]);
  });

  test('never ends before it began', async () => {
    only();
    await tick();
    const startsAt = new Date(Date.UTC(2026, 4, 12, 10, minutes + 5));
    await tell(collect.database.store, [{ organization: 'bar', fingerprint: 'early', startsAt, upstream: 'alertmanager' }], nextMinute());
    await tick();
    await tick();
    expect(await alerts('early')).toMatchObject([{ resolution: 'inferred', ends_at: startsAt }]);
  });

  test('leaves alerts of events and imports alone', async () => {
    const told = [
      { organization: 'bar', fingerprint: 'event', via: 'event' } as const,
      { organization: 'bar', fingerprint: 'import', via: 'import' } as const,
    ];
    await tell(collect.database.store, told, nextMinute());
    only();
    for (let i = 0; i < 3; i++) await tick();
    expect(await alerts('event')).toMatchObject([{ ends_at: null, missed: 0 }]);
    expect(await alerts('import')).toMatchObject([{ ends_at: null, missed: 0 }]);
  });

  test('is not written by an answer that says the same in other words', async () => {
    const written = () =>
      query('SELECT (SELECT count(*) FROM alert_event) AS events, (SELECT max(xmin::text::bigint) FROM open_alert) AS newest');
    only(shown('same'));
    await tick();
    const before = await written();
    const age = await totals('bar');
    only(shown('same', {}, { updatedAt: '2026-05-12T10:30:00Z', endsAt: '2026-05-12T13:00:00Z' }));
    await tick();
    expect(await written()).toEqual(before);
    expect((await totals('bar')).refreshed_at.getTime()).toBeGreaterThan(age.refreshed_at.getTime());
  });

  test('a replica that did not do the poll before reconciles all of the answer', async () => {
    only(shown('handed-over'));
    await tick();
    const other = await collect.replica();
    only(shown('handed-over'), shown('more'));
    await other.refresher.refresh(nextMinute());
    await query(`UPDATE open_alert SET state = 'suppressed' WHERE fingerprint = 'handed-over'`);
    only(shown('handed-over'));
    await tick();
    expect(await alerts('handed-over')).toMatchObject([{ state: 'active' }]);
    expect(await alerts('more')).toMatchObject([{ missed: 1 }]);
  });
});

test('an older answer never overwrites a newer one', async () => {
  const slow = await collect.replica();
  let release = (): void => undefined;
  const asked = new Promise<void>((resolve) => {
    fake.answers.set('t-bar', (_, response) => {
      release = () => response.end(JSON.stringify([shown('old'), shown('older')]));
      resolve();
    });
  });
  const [older, newer] = [nextMinute(), nextMinute()];
  const late = slow.refresher.refresh(older);
  await asked;
  fake.answers.set('t-bar', [shown('new')]);
  await collect.refresher.refresh(newer);
  const after = [await totals('bar'), await polledAt('t-bar')];
  release();
  await late;
  const [{ others }] = await query(
    `SELECT count(*)::int AS others FROM episode e JOIN organization o ON o.id = e.organization_id
      WHERE o.public_id = 'bar' AND e.ends_at IS NULL AND NOT e.reporters ? 'upstream alertmanager'`,
  );
  expect(after[0]).toMatchObject({ active: 1 + others });
  expect([await totals('bar'), await polledAt('t-bar')]).toEqual(after);
  expect(await alerts('old')).toEqual([]);
  expect(await alerts('new')).toMatchObject([{ ends_at: null, missed: 0 }]);
});

test('an answer that was placed before its organization went to another tenant changes nothing', async () => {
  const { store } = collect.database;
  const organization = { id: 'roamer', name: 'roamer', role: 'customer' as const, parent_id: 'south' };
  await putOrganizations(store, [{ ...organization, tenant_id: 't-old' }]);
  const [{ id }] = await query(`SELECT id FROM organization WHERE public_id = 'roamer'`);
  const none = {
    upstream: '',
    organizations: [id],
    alerts: [],
    recordable: [],
    aside: [],
    unplaced: [],
    isWhole: true,
    acknowledges: false,
  };
  const reconciler = collect.app.get(Reconciler, { strict: false });
  expect(await reconciler.save('t-old', none, nextMinute(), nextMinute())).toBe('saved');
  await putOrganizations(store, [{ ...organization, tenant_id: 't-young' }]);
  await collect.tree.refreshed();
  fake.answers.set('t-young', [shown('roaming')]);
  await tick();
  const after = await totals('roamer');
  expect(after).toMatchObject({ active: 1 });
  for (const late of [
    () => reconciler.save('t-old', none, nextMinute(), nextMinute()),
    () => reconciler.renew('t-old', gistOf(none), nextMinute()),
  ])
    expect(['outdated', false]).toContain(await late());
  expect(await totals('roamer')).toEqual(after);
  expect(await alerts('roaming')).toMatchObject([{ missed: 0, ends_at: null }]);
});

test('an alert of another tenant, or of none, counts nowhere and ends nothing', async () => {
  fake.answers.set('t-shop', [shown('astray', { organization_id: 'cafe' })]);
  await tick();
  const everything = [shown('astray', { organization_id: 'nobody' }), shown('foreign', { organization_id: 'bar' })];
  for (const tenant of TENANTS) fake.answers.set(tenant, everything);
  for (let i = 0; i < 3; i++) await tick();
  expect(await alerts('foreign')).toMatchObject([{ organization: 'bar' }]);
  expect((await alerts('astray')).find(({ organization }: { organization: string }) => organization === 'cafe')).toMatchObject({
    ends_at: null,
    missed: 0,
  });
  expect(await totals('cafe')).toMatchObject({ active: 0 });
  expect(
    (
      await query(
        'SELECT sum(active) AS n FROM alerts_totals_by_org t JOIN organization o ON o.id = t.organization_id WHERE o.tenant_id = $1',
        ['t-shop'],
      )
    )[0].n,
  ).toBe(0);
});

test('a system known of this tenant places an alert that names no organization', async () => {
  await tell(
    collect.database.store,
    [{ organization: 'deli', fingerprint: 'd', systemKey: 'SYS-D', labels: { organization_id: 'deli' } }],
    nextMinute(),
  );
  fake.answers.set('t-shop', [shown('by-system', { system_key: 'SYS-D' }), shown('by-nothing', { system_key: 'SYS-X' })]);
  await tick();
  // Beside the one that was told.
  expect(await totals('deli')).toMatchObject({ active: 2 });
  expect(await alerts('by-system')).toMatchObject([{ organization: 'deli' }]);
  expect(await alerts('by-nothing')).toEqual([]);
});

test('the loop polls at once, and again at the next tick', async () => {
  const replica = await collect.replica({ refreshIntervalSeconds: 1 });
  const rounds = (): number => fake.asked.filter(({ tenant }) => tenant === 't-bar').length;
  const third = new Promise<void>((resolve) => {
    fake.answers.set('t-bar', (_, response) => {
      response.end('[]');
      if (rounds() === 3) resolve();
    });
  });
  replica.refresher.start();
  await third;
  await replica.app.close();
  const ticks = await query('SELECT count(*) AS n FROM refresh_turn WHERE tenant_id = $1', ['t-bar']);
  expect(ticks[0].n).toBeGreaterThanOrEqual(2);
  expect(await (await fetch(`${collect.url}/metrics`)).text()).toMatch(/alertledger_refresh_polls_total\{outcome="saved"\} [1-9]/);
});
