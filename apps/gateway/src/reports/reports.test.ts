import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const store = () => gateway.database.store;
const RANGE = 'from=2021-01-01T00:00:00Z&until=2021-12-31T00:00:00Z';
const get = (path: string, caller = 'owner') => gateway.as(caller).get(path);
const rows = async (query: string, caller = 'owner') => (await get(`/reports/alerts?${RANGE}&${query}`, caller)).body;
const summary = async (query: string, caller = 'owner') => (await get(`/reports/alerts/summary?${RANGE}&${query}`, caller)).body;

type Ids = { source: number; policy: number };
const ids: Record<string, Ids> = {};
const at = (text: string): Date => new Date(text);
const after = (start: string, ms: number): Date => new Date(Date.parse(start) + ms);

let count = 0;
const alert = (organization: string, start: string, more: Partial<Told> = {}): Told => ({
  organization,
  fingerprint: `f${count++}`,
  startsAt: at(start),
  priority: 'LOW',
  ...more,
});

beforeAll(async () => {
  const first = '2021-08-01T22:30:00Z';
  await tell(store(), [
    alert('cafe', first, { acknowledgedAt: after(first, 1_499), endsAt: after(first, 10_500), priority: 'HIGH' }),
    alert('cafe', first, { acknowledgedAt: after(first, 1_500), endsAt: after(first, 10_499) }),
    alert('cafe', first, { number: '+12025550123' }),
    alert('cafe', '2021-09-01T00:00:00Z', { acknowledgedAt: at('2021-08-31T23:00:00Z') }),
    alert('deli', '2021-08-02T00:00:00Z', { source: 'mail', policy: 'Nights', endsAt: at('2021-08-02T00:01:00Z') }),
    alert('kiosk', '2021-01-01T00:00:00Z'),
    alert('bar', '2021-12-30T23:59:59.999Z'),
    alert('bar', '2021-12-31T00:00:00Z'),
    alert('bar', '2020-12-31T23:59:59.999Z'),
  ]);
  const found: { name: string; source: number; policy: number }[] = await store().query(
    `SELECT o.public_id AS name, min(a.source_id) AS source, min(a.policy_id) AS policy FROM episode a JOIN organization o ON o.id = a.organization_id GROUP BY 1`,
  );
  for (const { name, source, policy } of found) ids[name] = { source, policy };
});

const row = (organization: string, number: string, bucket: string, value: number): unknown[] => [
  ids[organization]?.source,
  ids[organization]?.policy,
  number,
  bucket,
  value,
];

test('a row is source, policy, number, bucket and value; rows are ordered by bucket, source, policy and number', async () => {
  const august = [row('cafe', '', '2021-08', 2), row('cafe', '+12025550123', '2021-08', 1), row('deli', '', '2021-08', 1)];
  expect(await rows('group-by=MONTH', 'shop')).toEqual([
    ...august.sort((a, b) => Number(a[0]) - Number(b[0])),
    row('cafe', '', '2021-09', 1),
  ]);
});

test('weeks are the default and are those of ISO 8601, with the year of the week', async () => {
  expect(await rows('')).toEqual([
    row('kiosk', '', '2020-W53', 1),
    row('cafe', '', '2021-W30', 2),
    row('cafe', '+12025550123', '2021-W30', 1),
    row('deli', '', '2021-W31', 1),
    row('cafe', '', '2021-W35', 1),
    row('bar', '', '2021-W52', 1),
  ]);
});

test('the range includes its first millisecond and excludes its last', async () => {
  const exact = async (from: string, until: string) => (await get(`/reports/alerts?from=${from}&until=${until}&group-by=DAY`, 'bar')).body;
  expect(await exact('2021-12-30T23:59:59.999Z', '2021-12-31T00:00:00.000Z')).toEqual([row('bar', '', '2021-12-30', 1)]);
  expect(await exact('2021-12-31T00:00:00.000Z', '2021-12-31T00:00:00.001Z')).toEqual([row('bar', '', '2021-12-31', 1)]);
  expect(await exact('2021-12-31T00:00:00.001Z', '2022-12-31T00:00:00Z')).toEqual([]);
});

test('means are over exact milliseconds and rounded half up once', async () => {
  // (1499 + 1500) / 2 = 1499.5 ms and (10500 + 10499) / 2 = 10499.5 ms, each below the half second.
  expect(await rows('metric=MTTA&group-by=MONTH&numbers=', 'cafe')).toEqual([row('cafe', '', '2021-08', 1), row('cafe', '', '2021-09', 0)]);
  expect(await rows('metric=MTTR&group-by=MONTH', 'cafe')).toEqual([row('cafe', '', '2021-08', 10)]);
  expect(await rows('metric=MTTA&group-by=MONTH&priority=LOW', 'cafe')).toEqual([
    row('cafe', '', '2021-08', 2),
    row('cafe', '', '2021-09', 0),
  ]);
  expect(await rows('metric=MTTR&group-by=MONTH&priority=HIGH', 'cafe')).toEqual([row('cafe', '', '2021-08', 11)]);
});

test('a bucket without a contributing alert has no row', async () => {
  expect(await rows('metric=MTTA', 'kiosk')).toEqual([]);
  expect(await rows('metric=MTTR', 'kiosk')).toEqual([]);
});

test('a summary is over the whole range, and a mean that is undefined is absent', async () => {
  const [cafe] = await summary('group-by=DAY&metric=MTTR', 'cafe');
  expect(cafe).toEqual({
    alertSourceId: ids.cafe?.source,
    escalationPolicyId: ids.cafe?.policy,
    callRoutingNumberPhoneNumber: '',
    count: 3,
    mtta: 1,
    mttr: 10,
  });
  expect((await summary('', 'cafe'))[1]).toEqual({
    ...cafe,
    callRoutingNumberPhoneNumber: '+12025550123',
    count: 1,
    mtta: undefined,
    mttr: undefined,
  });
  const { text } = await get(`/reports/alerts/summary?${RANGE}`, 'kiosk');
  expect(text).not.toMatch(/mtt|null/);
});

test('a number is found however its spaces were encoded', async () => {
  await tell(store(), [alert('kiosk', '2021-02-01T00:00:00Z', { number: '+49 30 1' })]);
  for (const query of ['%2B49%2030%201', '+49+30+1', '+49%2030%201'])
    expect(await rows(`numbers=${query}`, 'kiosk')).toEqual([row('kiosk', '+49 30 1', '2021-W05', 1)]);
  expect(await rows('numbers=%2B49301', 'kiosk')).toEqual([]);
  await store().query(`DELETE FROM open_alert WHERE number = '+49 30 1'`);
});

test.each([
  ['sources', () => `sources=${ids.cafe?.source}`, 3],
  ['a list of sources', () => `sources=${ids.cafe?.source},${ids.bar?.source}`, 4],
  ['repeated sources', () => `sources=${ids.cafe?.source}&sources=${ids.bar?.source}`, 4],
  ['sources and policies', () => `sources=${ids.cafe?.source}&policies=${ids.bar?.policy}`, 0],
  ['an unknown source', () => 'sources=987654321', 0],
  ['a source beyond any number', () => 'sources=99999999999999999999999', 0],
  ['a negative policy', () => 'policies=-4', 0],
  ['an unknown number', () => 'numbers=nobody', 0],
  ['an encoded number', () => 'numbers=%2B12025550123', 1],
  ['a number whose plus sign was not encoded', () => 'numbers=+12025550123', 1],
  ['numbers', () => 'numbers=nobody,+12025550123', 1],
  ['empty parameters', () => 'sources=&policies=,&numbers=&priority=&metric=&group-by=&timezone=', 6],
  ['a priority', () => 'priority=HIGH', 1],
  ['all priorities', () => 'priority=ALL', 6],
  ['what nobody knows', () => 'nonsense=1&%00=1', 6],
])('%s: OR within a parameter, AND across', async (_, query, expected) => {
  expect(await rows(query())).toHaveLength(expected);
});

test('buckets are civil dates of the zone, which is the organization’s own unless one is given', async () => {
  const days = async (query: string, caller: string) => (await rows(`group-by=DAY&${query}`, caller)).map((one: unknown[]) => one[3]);
  expect(await days('', 'deli')).toEqual(['2021-08-02']);
  expect(await days('timezone=America/New_York', 'deli')).toEqual(['2021-08-01']);
  const deli = { id: 'deli', name: 'deli', role: 'customer', parent_id: 'shop', tenant_id: 't-shop' };
  const admin = gateway.as('owner');
  await admin.put('/api/organizations', { organizations: [{ ...deli, timezone: 'Pacific/Honolulu' }] });
  expect(await days('', 'deli')).toEqual(['2021-08-01']);
  expect(await days('timezone=UTC', 'deli')).toEqual(['2021-08-02']);
  expect(await days('', 'owner')).toContain('2021-08-02');
  await admin.put('/api/organizations', { organizations: [{ ...deli, timezone: 'UTC' }] });
});

test.each([
  ['report', 200],
  ['read:analytics', 200],
  ['read:systems', 403],
])('the scope %s answers %d', async (scope, expected) => {
  for (const path of ['/reports/alerts', '/api/reports/alerts', '/reports/alerts/summary', '/api/reports/alerts/summary']) {
    const { status, body } = await gateway.as('cafe', { scope, roles: [] }).get(`${path}?${RANGE}`);
    expect(status).toBe(expected);
    if (expected === 403)
      expect(body).toEqual({ status: 403, code: 'FORBIDDEN', error: 'Forbidden', message: 'You do not have access to this resource.' });
  }
});

test('without a token it is 401, in the dialect of the reports', async () => {
  const { status, body } = await gateway.anonymous.get(`/reports/alerts?${RANGE}`);
  expect({ status, body }).toEqual({
    status: 401,
    body: { status: 401, code: 'UNAUTHORIZED', error: 'Unauthorized', message: 'authorization header required' },
  });
});

test('the tree rule decides whose alerts are counted', async () => {
  const counted = async (caller: string, query = '') => {
    const { status, body } = await get(`/reports/alerts/summary?${RANGE}${query}`, caller);
    return status === 200 ? body.reduce((sum: number, one: { count: number }) => sum + one.count, 0) : status;
  };
  expect(await counted('owner')).toBe(7);
  expect(await counted('north')).toBe(6);
  expect(await counted('shop')).toBe(5);
  expect(await counted('cafe', '&organization_id=owner&include=descendants')).toBe(4);
  expect(await counted('north', '&organization_id=north')).toBe(0);
  expect(await counted('north', '&organization_id=north&include=descendants')).toBe(6);
  expect(await counted('north', '&organization_id=shop&organization_id=shop&include=descendants')).toBe(5);
  expect(await counted('north', '&organization_id=bar')).toBe(403);
  expect(await counted('owner', '&organization_id=nobody')).toBe(0);
});
