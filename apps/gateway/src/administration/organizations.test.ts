import { useGateway } from '#test/gateway';

const gateway = useGateway();
const owner = () => gateway.as('owner');
const store = () => gateway.database.store;
const organization = (id: string, more: object = {}) => ({
  id,
  name: id,
  role: 'customer',
  parent_id: 'south',
  tenant_id: `t-${id}`,
  ...more,
});
const put = (...organizations: object[]) => owner().put('/api/organizations', { organizations });

describe('an organization that is deleted', () => {
  let key: string;
  let integrationKey: string;
  beforeAll(async () => {
    expect((await put(organization('mart'), organization('market'))).status).toBe(200);
    const input = { name: 'k', organization_id: 'mart', permissions: ['read', 'write'], scopes: ['read:systems'] };
    key = (await owner().post('/api/api-keys', input)).body.data.key;
    integrationKey = (await owner().put('/api/alert-sources', { items: [{ organization_id: 'mart', name: 'pager' }] })).body.data.items[0]
      .integration_key;
    expect((await owner().post('/api/webhook-tokens', { tenant: 't-mart' })).status).toBe(201);
    expect((await owner().delete('/api/organizations/mart')).status).toBe(200);
  });
  const tokens = async () => (await owner().get('/api/webhook-tokens')).body.data.webhook_tokens;
  const asKey = () => gateway.with({ 'x-api-key': key }).get('/api/v0/org');

  test('comes back only when that is said, and a PUT without it changes nothing', async () => {
    const refused = await put(organization('mart'), organization('beside'));
    expect(refused).toMatchObject({
      status: 409,
      body: { code: 409, message: 'organization mart was deleted; it comes back with restore: true', data: {} },
    });
    expect((await owner().get('/api/organizations')).body.data.organizations.map((one: { id: string }) => one.id)).not.toContain('beside');
  });

  test('comes back without its keys and tokens', async () => {
    expect((await asKey()).status).toBe(401);
    expect(await tokens()).toEqual([]);
    expect((await put(organization('mart', { restore: true }))).status).toBe(200);
    expect((await asKey()).status).toBe(401);
    expect((await owner().get('/api/api-keys?organization_id=mart')).body.data.api_keys).toEqual([]);
    expect(await tokens()).toEqual([]);
    const [source] = (await owner().get('/api/alert-sources?organization_id=mart')).body.data.items;
    expect(source).toMatchObject({ name: 'pager', integration_key: expect.stringMatching(/^[\w-]{43}$/) });
    expect(source.integration_key).not.toBe(integrationKey);
    expect((await put(organization('mart', { restore: true }))).status).toBe(200);
  });
});

test('a tenant’s tokens end when its last organization goes to another one, not before', async () => {
  await put(organization('twin-a', { tenant_id: 't-twin' }), organization('twin-b', { tenant_id: 't-twin' }));
  const { id } = (await owner().post('/api/webhook-tokens', { tenant: 't-twin' })).body.data;
  const valid = async () => (await store().query('SELECT id FROM webhook_token WHERE id = $1 AND revoked_at IS NULL', [id])).length;
  await put(organization('twin-a', { tenant_id: 't-elsewhere' }));
  expect(await valid()).toBe(1);
  expect((await owner().delete('/api/organizations/twin-b')).status).toBe(200);
  expect(await valid()).toBe(0);
});

test('the list comes in pages, each organization once', async () => {
  const ids: string[] = [];
  for (let cursor = ''; ; ) {
    const { organizations, next_cursor } = (await owner().get(`/api/organizations?limit=3${cursor && `&cursor=${cursor}`}`)).body.data;
    ids.push(...organizations.map((one: { id: string }) => one.id));
    if (next_cursor === null) break;
    cursor = next_cursor;
  }
  const whole = (await owner().get('/api/organizations')).body.data;
  expect(ids.toSorted()).toEqual(whole.organizations.map((one: { id: string }) => one.id).toSorted());
  expect(whole).not.toHaveProperty('next_cursor');
  expect((await owner().get('/api/organizations?cursor=x')).status).toBe(400);
});

test('a list of thousands is sent as it is read', async () => {
  await put(...Array.from({ length: 2_400 }, (_, i) => organization(`many-${i}`)));
  const { status, body } = await gateway.as('south').get('/api/organizations');
  expect([status, body.message]).toEqual([200, 'organizations retrieved successfully']);
  expect(body.data.organizations.filter((one: { id: string }) => one.id.startsWith('many-'))).toHaveLength(2_400);
});
