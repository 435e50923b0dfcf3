import { heatmapOf, isFlapping, refiresOf, shareOf, shareWithin, summaryOf } from '#metrics';
import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const FROM = Date.UTC(2026, 2, 1);
const UNTIL = Date.UTC(2026, 2, 15);
const HOUR = 3_600_000;
const RANGE = `from=${new Date(FROM).toISOString()}&until=${new Date(UNTIL).toISOString()}`;
const get = async (query = '', caller = 'shop') => (await gateway.as(caller).get(`/reports/alerts/insights?${RANGE}&${query}`)).body;

/** The next of a sequence that looks random and is always the same. */
let state = 42;
const random = (below: number): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
};

type Alert = Told & { startsAt: Date; endsAt: Date | null; acknowledgedAt: Date | null; site: string };

/** Series of alerts that do not overlap, from before the previous range to after the range; some at short distance, some without length. */
function series(fingerprint: string, organization: string): Alert[] {
  const site = ['rome', 'oslo', ''][random(3)] ?? '';
  const found: Alert[] = [];
  for (let at = FROM - 15 * 24 * HOUR + random(HOUR); at < UNTIL + 48 * HOUR; ) {
    const length = random(4) === 0 ? 0 : random(random(2) ? 600_000 : 10 * HOUR);
    const isLast = at + length > UNTIL + 47 * HOUR;
    const acknowledged = random(3) === 0 ? new Date(at + random(2 * HOUR) - 60_000) : null;
    found.push({
      organization,
      fingerprint,
      site,
      startsAt: new Date(at),
      endsAt: isLast ? null : new Date(at + length),
      acknowledgedAt: acknowledged,
      labels: site ? { site } : {},
      alertname: `Alert${fingerprint.length % 4}${random(3)}`,
      systemKey: random(5) === 0 ? null : `NETH-${random(12)}`,
    });
    at += length + (random(3) === 0 ? random(900_000) + 1 : random(40 * HOUR) + 1);
  }
  return found;
}

const alerts = Array.from({ length: 14 }, (_, i) => series('f'.repeat(i + 1), i % 2 ? 'cafe' : 'deli')).flat();
const within = (list: readonly Alert[], from: number, until: number): Alert[] =>
  list.filter(({ startsAt }) => startsAt.getTime() >= from && startsAt.getTime() < until);
const tta = ({ startsAt, acknowledgedAt }: Alert): number | null => acknowledgedAt && acknowledgedAt.getTime() - startsAt.getTime();
const ttr = ({ startsAt, endsAt }: Alert): number | null => endsAt && endsAt.getTime() - startsAt.getTime();

function grouped<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(keyOf(one), [...(groups.get(keyOf(one)) ?? []), one]);
  return groups;
}

/** The figures as the pure functions of the library define them. */
function expected(from: number, until: number, site?: string) {
  const chosen = within(
    alerts.filter((one) => site === undefined || one.site === site),
    from,
    until,
  );
  const bySeries = grouped(alerts, (one) => one.fingerprint);
  const flapping = [...grouped(chosen, (one) => one.fingerprint).values()].filter((list) =>
    isFlapping(list.flatMap(({ startsAt, endsAt }) => [startsAt.getTime(), ...(endsAt ? [endsAt.getTime()] : [])])),
  );
  const refired = chosen.filter((one) => {
    const all = bySeries.get(one.fingerprint) ?? [];
    const before = (list: readonly Alert[]) =>
      refiresOf(list.map(({ startsAt, endsAt }) => ({ startsAt: startsAt.getTime(), endsAt: endsAt?.getTime() ?? null })));
    return before(all).refired > before(all.map((other) => (other === one ? { ...other, endsAt: null } : other))).refired;
  });
  const resolved = chosen.filter((one) => one.endsAt);
  return {
    count: chosen.length,
    open: chosen.length - resolved.length,
    acknowledged: chosen.filter((one) => one.acknowledgedAt).length,
    resolved: resolved.length,
    auto_resolved: resolved.filter((one) => !one.acknowledgedAt).length,
    mtta: summaryOf(chosen.map((one) => (tta(one) === null ? null : Math.max(0, tta(one) ?? 0)))),
    mttr: summaryOf(chosen.map(ttr)),
    flapping: flapping.length,
    refire_rate: shareOf(refired.length, resolved.length),
    within_mtta_target: shareWithin(chosen.map(tta), 600),
    within_mttr_target: shareWithin(chosen.map(ttr), 3_600),
  };
}

const defined = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

beforeAll(() => tell(gateway.database.store, alerts));

test('every figure is what its definition says, over all and by label, for the range and the one before', async () => {
  const body = await get('group-by-label=site&mtta-target=600&mttr-target=3600');
  expect(body.overall).toEqual(defined(expected(FROM, UNTIL)));
  expect(body.previous).toEqual(defined(expected(FROM - (UNTIL - FROM), FROM)));
  expect(body.groups.map((group: { label: string }) => group.label).sort()).toEqual(['', 'oslo', 'rome']);
  for (const { label, previous, ...group } of body.groups) {
    expect(group).toEqual(defined(expected(FROM, UNTIL, label)));
    expect(previous).toEqual(defined(expected(FROM - (UNTIL - FROM), FROM, label)));
  }
  const counts = body.groups.map((group: { count: number }) => group.count);
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
  expect(body.group_count).toBe(3);
});

test('the most frequent names and systems, and the hours of the week on the clocks of the zone', async () => {
  const body = await get('timezone=Asia/Kolkata');
  const chosen = within(alerts, FROM, UNTIL);
  const top = (names: (string | null | undefined)[]): [string, number][] =>
    [
      ...grouped(
        names.filter((name) => typeof name === 'string'),
        (name) => name,
      ),
    ]
      .map(([name, list]): [string, number] => [name, list.length])
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .slice(0, 10);
  expect(body.top_alertnames.map((one: { alertname: string; count: number }) => [one.alertname, one.count])).toEqual(
    top(chosen.map((one) => one.alertname)),
  );
  expect(body.top_systems.map((one: { system_key: string; count: number }) => [one.system_key, one.count])).toEqual(
    top(chosen.map((one) => one.systemKey)),
  );
  expect(body.heatmap).toEqual(
    heatmapOf(
      chosen.map((one) => ({ at: one.startsAt.getTime(), n: 1 })),
      'Asia/Kolkata',
    ),
  );
  expect(body).toMatchObject({ from: '2026-03-01T00:00:00Z', until: '2026-03-15T00:00:00Z', timezone: 'Asia/Kolkata' });
  expect(body.groups).toBeUndefined();
});

test('without alerts there are no means, no shares and no groups', async () => {
  const body = await get('group-by-label=site&mtta-target=1', 'bar');
  const none = { count: 0, open: 0, acknowledged: 0, resolved: 0, auto_resolved: 0, mtta: { n: 0 }, mttr: { n: 0 }, flapping: 0 };
  expect(body).toMatchObject({ overall: none, previous: none, groups: [], group_count: 0, top_alertnames: [], top_systems: [] });
  expect(Object.keys(body.overall)).toEqual(Object.keys(none));
});

test('an alert that a person assigned or closed was not resolved by itself', async () => {
  const start = { organization: 'kiosk', startsAt: new Date(FROM) };
  const names = ['assigned', 'closed', 'alone'];
  await tell(
    gateway.database.store,
    names.map((fingerprint) => ({ ...start, fingerprint, endsAt: new Date(FROM + HOUR) })),
  );
  const { store } = gateway.database;
  await store.query(
    `INSERT INTO handled (alert_id, assigned_to) SELECT id, '{"user_id":"ada"}' FROM episode WHERE fingerprint = 'assigned'`,
  );
  await store.query(`UPDATE alert SET resolution = 'manual' WHERE id = (SELECT id FROM episode WHERE fingerprint = 'closed')`);
  expect((await get('', 'kiosk')).overall).toMatchObject({ resolved: 3, auto_resolved: 1 });
});

test('alerts of a series that overlap are judged by every change of it', async () => {
  const minutes = (n: number): number => FROM + 24 * HOUR + n * 60_000;
  const told = Array.from({ length: 60 }, (_, i) => {
    const start = minutes(random(900));
    return {
      fingerprint: `tangled-${i % 12}`,
      startsAt: new Date(start + i),
      endsAt: new Date(start + i + random(4) * random(120) * 60_000),
    };
  });
  await tell(
    gateway.database.store,
    told.map((one) => ({ ...one, organization: 'south', via: 'import' })),
  );
  const bySeries = [...grouped(told, (one) => one.fingerprint).values()];
  const refired = bySeries.map((list) => refiresOf(list.map(({ startsAt, endsAt }) => ({ startsAt: +startsAt, endsAt: +endsAt }))).refired);
  const flapping = bySeries.filter((list) => isFlapping(list.flatMap(({ startsAt, endsAt }) => [+startsAt, +endsAt])));
  expect(flapping.length).toBeGreaterThan(0);
  expect((await get('organization_id=south', 'south')).overall).toMatchObject({
    ...{ count: 60, flapping: flapping.length },
    refire_rate: shareOf(
      refired.reduce((sum, n) => sum + n),
      60,
    ),
  });
});

test('filters and the tree rule hold here too', async () => {
  expect((await get('priority=LOW')).overall.count).toBe(0);
  expect((await get('priority=HIGH')).overall.count).toBe((await get('')).overall.count);
  expect((await get('sources=987654')).overall.count).toBe(0);
  expect((await get('organization_id=cafe', 'north')).overall.count + (await get('organization_id=deli', 'north')).overall.count).toBe(
    (await get('')).overall.count,
  );
  expect((await gateway.as('north').get(`/reports/alerts/insights?${RANGE}&organization_id=bar`)).status).toBe(403);
});

test.each([
  ['mtta-target=-1', 'mtta-target'],
  ['mttr-target=soon', 'mttr-target'],
  ['group-by-label=%00', 'group-by-label'],
  ['group-by-label=a&group-by-label=b', 'group-by-label'],
  ['metric=NONE', 'metric'],
  ['timezone=CEST', 'timezone'],
])('%s is refused because of %s', async (query, key) => {
  const body = await get(query);
  expect([body.status, body.errors.map((one: { key: string }) => one.key)]).toEqual([400, [key]]);
});

test('every field of the answer has its definition', async () => {
  const { status, body } = await gateway.as('bar', { scope: 'report', roles: [] }).get('/api/reports/definitions');
  expect(status).toBe(200);
  const defined = new Set(body.definitions.map((one: { name: string }) => one.name));
  for (const { formula, unit } of body.definitions) expect([typeof formula, typeof unit]).toEqual(['string', 'string']);
  const answer = await get('group-by-label=site&mtta-target=600&mttr-target=3600');
  const fields = [...Object.keys(answer), ...Object.keys(answer.overall), ...Object.keys(answer.overall.mtta)];
  const plain = ['from', 'until', 'timezone', 'overall', 'n'];
  expect(fields.filter((field) => !defined.has(field) && !plain.includes(field))).toEqual([]);
});
