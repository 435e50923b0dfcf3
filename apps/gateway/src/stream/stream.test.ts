import { assign, closeAlert, loadTree, note, numberNews, putOrganizations, type Store } from '#persistence';
import { mintDevToken } from '#runtime';
import { type Followed, followStream } from '#test/events';
import { CLAIMS, createTestGateway, useGateway } from '#test/gateway';
import { tell } from '#test/sightings';
import { until } from '#test/until';

const gateway = useGateway({ streams: { perToken: 3, perGateway: 12 } });
const store = (): Store => gateway.database.store;
const now = (): Date => new Date();
const open: Followed[] = [];

async function token(organization: string, more: { ttl?: string; subject?: string } = {}): Promise<string> {
  const scope = 'read:systems';
  return mintDevToken(gateway.keys, { organization, subject: `s-${Math.random()}`, ttl: '1h', scope, roles: [], ...more, claims: CLAIMS });
}

async function follow(organization: string, query = '', headers: Record<string, string> = {}, url = gateway.url): Promise<Followed> {
  const authorization = `Bearer ${await token(organization)}`;
  const one = await followStream(`${url}/api/alerts/stream${query}`, { authorization, ...headers });
  open.push(one);
  return one;
}
afterEach(async () => {
  for (const one of open.splice(0)) {
    one.close();
    await one.ended;
  }
});

const fire = async (fingerprint: string, organization = 'cafe', more: object = {}): Promise<void> => {
  await tell(store(), [{ organization, fingerprint, startsAt: now(), ...more }]);
  await numberNews(store());
};
const named = (one: Followed): unknown[] => one.alerts().map(({ data }) => [data.kind, data.fingerprint]);

test('what happens is told to those in whose scope it lies, with exactly the keys that are promised', async () => {
  const [owner, cafe, bar] = [await follow('owner'), await follow('cafe'), await follow('bar')];
  for (const one of [owner, cafe, bar]) {
    expect(one.status).toBe(200);
    expect(one.headers.get('content-type')).toBe('text/event-stream');
    expect(one.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(one.headers.get('x-accel-buffering')).toBe('no');
    expect(one.headers.get('content-encoding')).toBeNull();
    const hello = await one.saw(({ event }) => event === 'hello');
    expect(hello).toEqual({ id: expect.any(Number), event: 'hello', data: { at: expect.any(String), resumed: false }, retry: 3000 });
  }
  const startsAt = now();
  await fire('first', 'cafe', { startsAt, severity: 'warning' });
  await fire('other', 'bar');
  const { data, id } = await cafe.saw(({ event }) => event === 'alert');
  expect(Object.keys(data)).toEqual([
    'kind',
    'alert_id',
    'organization_id',
    'fingerprint',
    'alertname',
    'severity',
    'starts_at',
    'at',
    'actor',
  ]);
  expect(data).toMatchObject({
    kind: 'fired',
    organization_id: 'cafe',
    fingerprint: 'first',
    alertname: 'DiskFull',
    severity: 'warning',
    actor: null,
  });
  expect(data.alert_id).toMatch(/^[1-9A-HJ-NP-Za-km-z]{11}$/);
  expect(new Date(String(data.at))).toEqual(startsAt);
  await until(() => owner.alerts().length === 2 && bar.alerts().length === 1);
  expect(owner.alerts()[0]?.id).toBe(id);
  await cafe.saw(({ event }) => event === 'totals');
  expect(cafe.alerts()).toHaveLength(1);
});

test('what people do is told with who did it, and never with their words', async () => {
  await fire('handled');
  const { tree } = await loadTree(store());
  const alert = { organization: tree.find('cafe')?.id ?? 0, fingerprint: 'handled' };
  const actor = { user_id: 'ann', user_name: 'Ann', user_org_id: 'cafe', user_org_name: 'cafe' };
  const one = await follow('shop');
  await assign(store(), alert, actor, 'a secret word', now());
  await note(store(), alert, actor, 'another secret', now());
  await numberNews(store());
  await until(() => one.alerts().length === 3);
  const episode = await closeAlert(
    store(),
    { publicId: String(one.alerts()[0]?.data.alert_id), scopes: [alert.organization] },
    { reason: 'done', by: 'bob' },
    now(),
  );
  expect(episode?.closed).toBe(true);
  await numberNews(store());
  await until(() => one.alerts().length === 4);
  expect(one.alerts().map(({ data }) => [data.kind, data.actor])).toEqual([
    ['assigned', 'ann'],
    ['note_added', 'ann'],
    ['note_added', 'ann'],
    ['resolved', 'bob'],
  ]);
  expect(one.text()).not.toContain('secret');
});

test('kinds, severities and filters narrow what is told', async () => {
  const streams = await Promise.all([
    follow('owner', '?kind=resolved'),
    follow('owner', '?severity=info&severity=warning'),
    follow('owner', `?filter=${encodeURIComponent('team=~"co.*"')}&filter=${encodeURIComponent('organization_id="cafe"')}`),
    follow('owner', '?organization_id=north&include=descendants'),
    follow('owner', '?organization_id=north'),
  ]);
  for (const one of streams) await one.saw(({ event }) => event === 'hello');
  await fire('n1', 'cafe', { severity: 'info', labels: { team: 'core' } });
  await fire('n2', 'bar', { severity: 'critical', labels: { team: 'core' } });
  await fire('n1', 'cafe', { endsAt: now(), severity: 'info', labels: { team: 'core' } });
  await until(() => streams[0]?.alerts().length === 1 && streams[3]?.alerts().length === 2);
  expect(streams.map(named)).toEqual([
    [['resolved', 'n1']],
    [
      ['fired', 'n1'],
      ['resolved', 'n1'],
    ],
    [
      ['fired', 'n1'],
      ['resolved', 'n1'],
    ],
    [
      ['fired', 'n1'],
      ['resolved', 'n1'],
    ],
    [],
  ]);
});

test('whoever comes back goes on where it was, at any gateway, and is told nothing twice', async () => {
  const first = await follow('cafe');
  await fire('r1');
  const seen = await first.saw(({ event }) => event === 'alert');
  first.close();
  await fire('r2');
  await fire('r3');
  const other = await createTestGateway({ database: gateway.database, keys: gateway.keys });
  const again = await follow('cafe', `?after=${seen.id - 1}`, { 'last-event-id': String(seen.id) });
  const there = await follow('cafe', `?after=${seen.id}`, {}, other.url);
  await fire('r4');
  for (const one of [again, there]) {
    await until(() => one.alerts().length === 3);
    expect(one.events[0]).toMatchObject({ event: 'hello', id: seen.id, data: { resumed: true } });
    expect(named(one)).toEqual(['r2', 'r3', 'r4'].map((name) => ['fired', name]));
  }
  expect(again.alerts()).toEqual(there.alerts());
  there.close();
  await there.ended;
  await other.close();
});

test('thousands of missed lines are told one by one, in order, by a gateway that has to read them first', async () => {
  const start = (await (await follow('cafe')).saw(({ event }) => event === 'hello')).id;
  for (const part of ['a', 'b'])
    await tell(
      store(),
      Array.from({ length: 2_000 }, (_, i) => ({ organization: 'cafe', fingerprint: `${part}${i}`, startsAt: now() })),
    );
  await fire('elsewhere', 'bar');
  const other = await createTestGateway({ database: gateway.database, keys: gateway.keys });
  const one = await follow('cafe', `?after=${start}`, {}, other.url);
  await until(() => one.alerts().length >= 4_000);
  await fire('last');
  await one.saw(({ data }) => data.fingerprint === 'last');
  const ids = one.alerts().map(({ id }) => id);
  expect(new Set(one.alerts().map(({ data }) => data.fingerprint)).size).toBe(4_001);
  expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  expect(one.events.filter(({ event }) => event === 'resync')).toEqual([]);
  one.close();
  await one.ended;
  await other.close();
});

test('a position beyond the newest, or too many lines back, is answered with a resync', async () => {
  const start = (await (await follow('kiosk')).saw(({ event }) => event === 'hello')).id;
  const beyond = await follow('kiosk', '', { 'last-event-id': '99999999999999999999' });
  const gap = await beyond.saw(({ event }) => event === 'resync');
  expect(beyond.events[0]).toMatchObject({ event: 'hello', data: { resumed: false } });
  expect(gap.data).toEqual({ reason: 'gap' });
  const many = Array.from({ length: 5_001 }, (_, i) => ({ organization: 'kiosk', fingerprint: `m${i}`, startsAt: now() }));
  await tell(store(), many);
  await numberNews(store());
  const far = await follow('kiosk', `?after=${start}`);
  await far.saw(({ event }) => event === 'resync');
  await fire('after', 'kiosk');
  await far.saw(({ event }) => event === 'alert');
  expect(named(far)).toEqual([['fired', 'after']]);
  const near = await follow('kiosk', `?after=${start}&kind=resolved`);
  expect(await near.saw(({ event }) => event === 'hello')).toMatchObject({ id: start, data: { resumed: true } });
});

test('what is imported, and what happened long ago, is a flood instead of lines', async () => {
  const one = await follow('deli');
  await one.saw(({ event }) => event === 'hello');
  await fire('old', 'deli', { startsAt: new Date(Date.now() - 2 * 3_600_000) });
  await one.saw(({ event, data }) => event === 'resync' && data.reason === 'flood');
  await fire('brought', 'deli', { via: 'import', endsAt: now() });
  await until(() => one.events.filter(({ event }) => event === 'resync').length === 2);
  await fire('new', 'deli');
  await one.saw(({ event }) => event === 'alert');
  expect(named(one)).toEqual([['fired', 'new']]);
});

test('what cannot be served is told as JSON before the stream', async () => {
  const get = (query: string, headers = {}) => gateway.as('cafe').get(`/api/alerts/stream${query}`, undefined, headers);
  for (const [query, key] of [
    ['?kind=exploded', 'kind'],
    ['?after=-1', 'after'],
    ['?after=1.5', 'after'],
    ['?after=', 'after'],
    ['?filter=team%3D~%22(%22', 'filter'],
  ] as const) {
    const { status, body } = await get(query);
    expect([query, status, body.data.errors[0].key]).toEqual([query, 400, key]);
  }
  expect((await get('', { 'last-event-id': 'x' })).status).toBe(400);
  expect((await gateway.anonymous.get('/api/alerts/stream')).status).toBe(401);
  expect((await gateway.as('shop').get('/api/alerts/stream?organization_id=bar')).status).toBe(403);
  expect((await gateway.as('cafe', { scope: 'report' }).get('/api/alerts/stream')).status).toBe(403);
});

test('a key may have so many streams, and who hangs up makes room', async () => {
  const authorization = `Bearer ${await token('cafe', { subject: 'greedy' })}`;
  const url = `${gateway.url}/api/alerts/stream`;
  const mine = await Promise.all([1, 2, 3].map(() => followStream(url, { authorization })));
  open.push(...mine);
  const refused = await fetch(url, { headers: { authorization } });
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^[1-9]\d*$/)]);
  expect(await refused.json()).toMatchObject({ code: 429, data: {} });
  mine[0]?.close();
  await until(async () => {
    const one = await followStream(url, { authorization });
    open.push(one);
    return one.status === 200;
  });
});

test('an organization that leaves the scope is silent at once, and who named it is told good-bye', async () => {
  const [north, south, naming] = [await follow('north'), await follow('south'), await follow('north', '?organization_id=kiosk')];
  for (const one of [north, south, naming]) await one.saw(({ event }) => event === 'hello');
  await putOrganizations(store(), [{ id: 'kiosk', name: 'kiosk', role: 'customer', parent_id: 'south', tenant_id: 't-kiosk' }]);
  await fire('moved', 'kiosk');
  await south.saw(({ event, data }) => event === 'alert' && data.fingerprint === 'moved');
  await naming.ended;
  expect(naming.events.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'scope' } });
  await fire('stayed', 'deli');
  await north.saw(({ event }) => event === 'alert');
  expect(named(north)).toEqual([['fired', 'stayed']]);
});

test('a credential that ends takes its streams with it', async () => {
  const authorization = `Bearer ${await token('cafe', { ttl: '2s' })}`;
  const short = await followStream(`${gateway.url}/api/alerts/stream`, { authorization });
  const made = await gateway.as('owner').post('/api/api-keys', {
    name: 'k',
    organization_id: 'cafe',
    user_id: 'u',
    permissions: ['read'],
    scopes: ['read:systems'],
    roles: [],
  });
  const keyed = await followStream(`${gateway.url}/api/alerts/stream`, { 'x-api-key': made.body.data.key });
  open.push(short, keyed);
  await keyed.saw(({ event }) => event === 'hello');
  expect((await gateway.as('owner').delete(`/api/api-keys/${made.body.data.id}`)).status).toBeLessThan(300);
  await Promise.all([short.ended, keyed.ended]);
  expect(short.events.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'expired' } });
  expect(keyed.events.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'revoked' } });
});

test('a gateway that stops says good-bye, with another moment to come back for each', async () => {
  const other = await createTestGateway({ database: gateway.database, keys: gateway.keys });
  const streams = await Promise.all(Array.from({ length: 6 }, () => follow('cafe', '', {}, other.url)));
  for (const one of streams) await one.saw(({ event }) => event === 'hello');
  await other.close();
  await Promise.all(streams.map(({ ended }) => ended));
  const last = streams.map(({ events }) => events.at(-1));
  expect(last.map((event) => event?.data)).toEqual(streams.map(() => ({ reason: 'restart' })));
  const retries = last.map((event) => event?.retry ?? 0);
  expect(new Set(retries).size).toBeGreaterThan(1);
  for (const retry of retries) expect(retry >= 500 && retry <= 10_000).toBe(true);
});
