import { useGateway } from '#test/gateway';
import { CallCounter } from './call-counter.js';

const gateway = useGateway();
const admin = (organization = 'owner') => gateway.as(organization, { subject: 'clerk' });
const summary = async (query: string, organization = 'north') =>
  (await admin(organization).get(`/reports/usage-summary?start_date=2021-08-01&end_date=2021-08-07${query}`)).body;
const usage = async (query = '', organization = 'north') =>
  (await admin(organization).get(`/reports/api-keys/usage?from=2021-08-01T00:00:00Z&until=2021-08-08T00:00:00Z&${query}`)).body;

let numeric: Record<string, number> = {};

beforeAll(async () => {
  const user = (id: string, more: object) => ({ id, organization_id: 'cafe', created_at: '2021-07-01T00:00:00Z', ...more });
  const { status, body } = await admin().put('/api/users', {
    users: [
      user('ada', { team_ids: ['blue'] }),
      user('bob', { deleted_at: '2021-07-20T00:00:00Z' }),
      user('cat', { created_at: '2021-08-07T23:59:59.999Z' }),
      user('dan', { created_at: '2021-08-08T00:00:00Z' }),
      user('eve', { organization_id: 'bar' }),
    ],
  });
  expect({ status, message: body.message }).toEqual({ status: 200, message: 'users saved successfully' });
  numeric = Object.fromEntries(body.data.users.map((one: { id: string; numeric_id: number }) => [one.id, one.numeric_id]));
  const session = (id: string, user_id: string, started_at: string, service = 'web') => ({ id, user_id, started_at, service });
  const sessions = [
    session('s1', 'ada', '2021-08-01T00:00:00Z'),
    session('s2', 'ada', '2021-08-07T23:59:59.999Z', 'app'),
    session('s3', 'ada', '2021-08-08T00:00:00Z'),
    session('s4', 'eve', '2021-08-02T00:00:00Z'),
  ];
  expect((await admin().post('/api/usage/sessions', { sessions })).body.data).toEqual({ received: 4, inserted: 4 });
  const call = (id: string, user_id: string, at: string, count: number, scope = 'alert') => ({ id, user_id, scope, at, count });
  const calls = [
    call('c1', 'cat', '2021-08-01T23:30:00Z', 5),
    call('c2', 'cat', '2021-08-02T00:10:00Z', 7),
    call('c3', 'ada', '2021-08-02T00:10:00Z', 2, 'report'),
    call('c4', 'eve', '2021-08-02T00:10:00Z', 9),
  ];
  expect((await admin().post('/api/usage/api-calls', { calls })).body.data).toEqual({ received: 4, inserted: 4 });
  expect((await admin().post('/api/usage/api-calls', { calls: [...calls, ...calls] })).body.data).toEqual({ received: 8, inserted: 0 });
  expect((await admin().post('/api/usage/sessions', { sessions })).body.data).toEqual({ received: 4, inserted: 0 });
});

test('total users existed at some moment of the range, active ones had a session or a call in it, sessions belong to the day they start', async () => {
  expect(await summary('')).toEqual({ total_users: 2, active_users: 2, total_sessions: 2 });
  expect(await summary('', 'owner')).toEqual({ total_users: 3, active_users: 3, total_sessions: 3 });
});

test.each([
  ['&user_id=ada', { total_users: 1, active_users: 1, total_sessions: 2 }],
  ['&team_id=blue', { total_users: 1, active_users: 1, total_sessions: 2 }],
  ['&service=app', { total_users: 2, active_users: 1, total_sessions: 1 }],
  ['&user_id=eve', { total_users: 0, active_users: 0, total_sessions: 0 }],
])('the summary is filtered by %s', async (query, expected) => {
  expect(await summary(query)).toEqual(expected);
});

test.each([
  'start_date=2021-08-08&end_date=2021-08-07',
  'start_date=2021-08-01',
  'start_date=2021-8-1&end_date=2021-08-07',
  'start_date=2021-02-30&end_date=2021-08-07',
])('the summary refuses %s', async (query) => {
  expect(await admin().get(`/reports/usage-summary?${query}`)).toMatchObject({
    status: 400,
    body: { code: 'BAD_REQUEST', errors: [{ key: expect.any(String) }] },
  });
});

test('calls are listed by user, resource and civil day of the zone, numbers as numbers', async () => {
  const { ada, cat } = numeric;
  expect(await usage()).toEqual([
    [ada, 'report', '2021-08-02', 2],
    [cat, 'alert', '2021-08-01', 5],
    [cat, 'alert', '2021-08-02', 7],
  ]);
  expect(await usage('timezone=Europe/Rome&scopes=alert')).toEqual([[cat, 'alert', '2021-08-02', 12]]);
  expect(await usage('scopes=report,alert&scopes=user')).toHaveLength(3);
  expect(await usage('scopes=nothing')).toEqual([]);
  expect(await usage('scopes=')).toEqual(await usage(''));
});

test.each([
  ['a range over 31 days', 'from=2021-08-01T00:00:00Z&until=2021-09-01T00:00:00.001Z'],
  ['a range that ends before it begins', 'from=2021-08-02T00:00:00Z&until=2021-08-01T00:00:00Z'],
  ['no range', ''],
  ['an unknown zone', 'from=2021-08-01T00:00:00Z&until=2021-08-02T00:00:00Z&timezone=CEST'],
])('the usage of API keys refuses %s', async (_, query) => {
  expect((await admin().get(`/reports/api-keys/usage?${query}`)).status).toBe(400);
});

test('exactly 31 days are accepted', async () => {
  expect((await admin().get('/reports/api-keys/usage?from=2021-08-01T00:00:00Z&until=2021-09-01T00:00:00Z')).status).toBe(200);
});

test('another organization’s user cannot be written', async () => {
  const users = [{ id: 'spy', organization_id: 'bar' }];
  expect((await admin('north').put('/api/users', { users })).status).toBe(403);
  expect((await admin('bar').get('/api/users')).body.data.users.map((one: { id: string }) => one.id)).not.toContain('spy');
});

test('every authenticated call is counted by user and resource once the counter is written', async () => {
  const caller = gateway.as('kiosk', { subject: 'counted' });
  await caller.get('/api/alerts/totals');
  await caller.get('/api/alerts/history?page=none');
  await caller.get('/logs/system-events');
  await gateway.app.get(CallCounter).flush();
  const day = new Date().toISOString().slice(0, 10);
  const range = `from=${day}T00:00:00Z&until=${new Date(Date.now() + 30_000).toISOString()}`;
  const { body: users } = await gateway.as('kiosk').get('/api/users');
  const id = users.data.users.find((one: { id: string }) => one.id === 'counted')?.numeric_id;
  const rows: [number, string, string, number][] = (await gateway.as('kiosk').get(`/reports/api-keys/usage?${range}`)).body;
  expect(rows.filter(([user]) => user === id).map(([, resource, , calls]) => [resource, calls])).toEqual([
    ['alert', 2],
    ['system-event', 1],
  ]);
});

test('a null in a body is as if absent', async () => {
  const users = [{ id: 'nil', organization_id: 'kiosk', team_ids: null, created_at: null, deleted_at: null }];
  const [user] = (await admin().put('/api/users', { users })).body.data.users;
  expect(user).toMatchObject({ team_ids: [], created_at: expect.stringMatching(/^20[2-9]/), deleted_at: null });
  const sessions = [{ id: 'nil', user_id: 'nil', service: null, started_at: '2021-08-01T00:00:00Z', ended_at: null }];
  await admin().post('/api/usage/sessions', { sessions });
  const [{ ended_at }] = await gateway.database.store.query(`SELECT ended_at FROM usage_session WHERE id = 'nil'`);
  expect(ended_at).toBe(null);
});

test.each([
  ['users', '/api/users', { users: 'ada' }, 'users', 'users must be a list of 1 to 50000 entries'],
  ['no users', '/api/users', {}, 'users', 'users must be a list of 1 to 50000 entries'],
  ['an empty list', '/api/users', { users: [] }, 'users', 'users must be a list of 1 to 50000 entries'],
  [
    'a team',
    '/api/users',
    { users: [{ id: 'ada', organization_id: 'cafe', team_ids: 'blue' }] },
    'users.0.team_ids',
    'team_ids must be an array',
  ],
])('a body is told what is wrong with %s', async (_, path, body, key, message) => {
  expect((await admin().put(path, body)).body.data.errors).toEqual([expect.objectContaining({ key, message })]);
});

test('a user whose end is before its beginning never existed', async () => {
  const users = [{ id: 'never', organization_id: 'bar', created_at: '2021-08-05T00:00:00Z', deleted_at: '2021-08-05T00:00:00Z' }];
  await admin().put('/api/users', { users });
  expect(await summary('&user_id=never', 'bar')).toEqual({ total_users: 0, active_users: 0, total_sessions: 0 });
});

test('a range that is refused is shown as a time, and the zone of an organization is not its caller’s fault', async () => {
  const path = '/reports/api-keys/usage?from=2021-08-01T00:00:00Z&until=2021-09-01T00:00:00.001Z';
  expect((await admin().get(path)).body.errors).toEqual([
    { key: 'until', message: 'until must be at most 31 days after from', value: '2021-09-01T00:00:00.001Z' },
  ]);
  await gateway.database.store.query(`UPDATE organization SET timezone = 'Mars/Olympus' WHERE public_id = 'south'`);
  await gateway.tree.refreshed();
  expect(await usage('', 'south')).toEqual([[numeric.eve, 'alert', '2021-08-02', 9]]);
});

test('who did not exist in the range is not active in it', async () => {
  const calls = [{ user_id: 'bob', scope: 'alert', at: '2021-08-03T00:00:00Z', count: 1 }];
  await admin().post('/api/usage/api-calls', { calls });
  expect(await summary('')).toMatchObject({ total_users: 2, active_users: 2 });
  expect(await summary('&user_id=bob')).toEqual({ total_users: 0, active_users: 0, total_sessions: 0 });
});

test('a user nobody has told of exists from the first thing it did', async () => {
  const session = (id: string, user_id: string, started_at: string) => ({ id, user_id, started_at });
  const sessions = [session('n1', 'old', '2020-01-01T00:00:00Z'), session('n2', 'new', '2020-03-01T00:00:00Z')];
  await admin('deli').post('/api/usage/sessions', { sessions });
  const users = async (day: string) =>
    (await admin('deli').get(`/reports/usage-summary?start_date=${day}&end_date=${day}`)).body.total_users;
  expect([await users('2019-12-31'), await users('2020-01-01'), await users('2020-03-01')]).toEqual([0, 1, 2]);
});

test('what a gateway has counted is stored when it stops, whatever the provider calls its users', async () => {
  await gateway.as('kiosk', { subject: `odd ${'\u{1F4DF}'.repeat(125)}` }).get('/api/alerts/totals');
  await gateway.app.close();
  const rows = await gateway.database.store.query(
    `SELECT c.resource, c.calls FROM api_call_quarter c JOIN app_user u ON u.id = c.user_id WHERE u.subject LIKE 'odd%'`,
  );
  expect(rows).toEqual([{ resource: 'alert', calls: 1 }]);
});
