import { useGateway } from '#test/gateway';

const gateway = useGateway({ rates: { perMinute: 20 } });
let made = 0;
const admin = (organization: string) => {
  made += 1;
  return gateway.as(organization, { subject: `admin-${made}` });
};
const put = (organization: string, ...items: object[]) => admin(organization).put('/api/rate-limits', { items });
const limitOf = async (organization: string, subject: string) =>
  Number((await gateway.as(organization, { subject }).get('/api/alerts/totals')).headers.get('x-ratelimit-limit'));

test('a user’s tokens have the limit that was set for them, in their organization only, until it is taken back', async () => {
  const { status, body } = await put('owner', { organization_id: 'cafe', subject: 'mira', per_minute: 500 });
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      code: 200,
      message: 'rate limits saved successfully',
      data: { default_per_minute: 20, items: [{ organization_id: 'cafe', subject: 'mira', per_minute: 500 }] },
    },
  });
  expect(await limitOf('cafe', 'mira')).toBe(500);
  expect(await limitOf('deli', 'mira')).toBe(20);
  expect((await admin('bar').get('/api/rate-limits')).body.data).toEqual({ default_per_minute: 20, items: [] });
  await put('owner', { organization_id: 'cafe', subject: 'mira', per_minute: null });
  expect(await limitOf('cafe', 'mira')).toBe(20);
});

test('a key has its own limit, else that of the user it acts as', async () => {
  const create = async () =>
    (await admin('owner').post('/api/api-keys', { name: 'k', organization_id: 'deli', user_id: 'robot', permissions: ['read'] })).body.data;
  const [one, other] = [await create(), await create()];
  await put('owner', { api_key_id: one.id, per_minute: 7 }, { organization_id: 'deli', subject: 'robot', per_minute: 9 });
  const limit = async (key: string) => (await gateway.with({ 'x-api-key': key }).get('/api/v0/org')).headers.get('x-ratelimit-limit');
  expect([await limit(one.key), await limit(other.key)]).toEqual(['7', '9']);
});

test('a lower limit counts what was asked before', async () => {
  const client = gateway.as('kiosk', { subject: 'busy' });
  for (let i = 0; i < 4; i += 1) expect((await client.get('/api/alerts/totals')).status).toBe(200);
  await put('owner', { organization_id: 'kiosk', subject: 'busy', per_minute: 3 });
  expect((await client.get('/api/alerts/totals')).status).toBe(429);
});

test('nobody but the owner’s administrators gives a higher limit than their own', async () => {
  expect((await put('north', { organization_id: 'cafe', subject: 'x', per_minute: 21 })).status).toBe(403);
  expect((await put('north', { organization_id: 'cafe', subject: 'x', per_minute: 20 })).status).toBe(200);
});

test('nobody lifts or changes a limit that was set from above, and those above do', async () => {
  await put('owner', { organization_id: 'north', subject: 'slowed', per_minute: 4 });
  for (const per_minute of [null, 3, 20]) expect((await put('north', { subject: 'slowed', per_minute })).status).toBe(403);
  const { id } = (await admin('north').post('/api/api-keys', { name: 'k', organization_id: 'shop', permissions: ['read'] })).body.data;
  await put('north', { api_key_id: id, per_minute: 5 });
  expect((await put('shop', { api_key_id: id, per_minute: null })).status).toBe(403);
  expect((await put('north', { api_key_id: id, per_minute: null })).status).toBe(200);
  expect((await put('owner', { organization_id: 'north', subject: 'slowed', per_minute: null })).status).toBe(200);
  expect((await put('north', { subject: 'slowed', per_minute: 3 })).status).toBe(200);
});

test('they come in pages', async () => {
  await put('owner', ...['p1', 'p2', 'p3'].map((subject) => ({ organization_id: 'kiosk', subject, per_minute: 9 })));
  const first = (await admin('owner').get('/api/rate-limits?organization_id=kiosk&limit=2')).body.data;
  expect(first).toMatchObject({ default_per_minute: 20, items: [{}, {}], next_cursor: expect.any(String) });
  const rest = (await admin('owner').get(`/api/rate-limits?organization_id=kiosk&limit=200&cursor=${first.next_cursor}`)).body.data;
  expect([...first.items, ...rest.items]).toEqual((await admin('owner').get('/api/rate-limits?organization_id=kiosk')).body.data.items);
  expect(rest.next_cursor).toBeNull();
});

test.each([
  ['an organization outside the caller’s tree', 'north', { organization_id: 'bar', subject: 'x', per_minute: 1 }, 403],
  ['a key that is not known', 'owner', { api_key_id: 'nobody', per_minute: 1 }, 400],
  ['neither a key nor a user', 'owner', { per_minute: 1 }, 400],
  ['no limit', 'owner', { subject: 'x' }, 400],
  ['a limit of nothing', 'owner', { subject: 'x', per_minute: 0 }, 400],
  ['a limit that is no number', 'owner', { subject: 'x', per_minute: 'many' }, 400],
])('%s is refused, and nothing of the same request is applied', async (_, caller, item, status) => {
  expect((await put(caller, { subject: 'bystander', per_minute: 5 }, item)).status).toBe(status);
  expect(await limitOf(caller, 'bystander')).toBe(20);
});

test('a key of another tenant is answered like one that does not exist', async () => {
  const { id } = (await admin('owner').post('/api/api-keys', { name: 'k', organization_id: 'bar', permissions: ['read'] })).body.data;
  const [foreign, unknown] = [
    await put('north', { api_key_id: id, per_minute: 1 }),
    await put('north', { api_key_id: 'nobody', per_minute: 1 }),
  ];
  expect([foreign.status, unknown.status]).toEqual([400, 400]);
  expect(JSON.stringify(foreign.body).replaceAll(id, 'nobody')).toBe(JSON.stringify(unknown.body));
});
