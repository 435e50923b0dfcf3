import { useGateway } from '#test/gateway';
import { until } from '#test/until';
import { createKeyText } from '../http/identity/key-text.js';

const gateway = useGateway();
const store = () => gateway.database.store;
const ALL = { name: 'nightly report', permissions: ['read', 'write'], scopes: ['read:systems'], roles: ['ADMIN'], cidrs: [] };
const create = (caller: string, input: object) => gateway.as(caller).post('/api/api-keys', { ...ALL, ...input });
const made = async (caller: string, input: object): Promise<{ id: string; key: string }> => (await create(caller, input)).body.data;
const bearing = (key: string) => gateway.with({ authorization: `Bearer ${key}` });

describe('a new key', () => {
  it('is shown once, and only its hash is stored', async () => {
    const { status, body } = await create('north', { organization_id: 'cafe', user_id: 'mira', expires_at: '2099-01-01T00:00:00+01:00' });
    expect(status).toBe(201);
    const { key, ...shown } = body.data;
    expect({ ...body, data: shown }).toEqual({
      code: 201,
      message: 'api key created successfully',
      data: {
        id: key.split('_')[1],
        organization_id: 'cafe',
        name: 'nightly report',
        user_id: 'mira',
        permissions: ['read', 'write'],
        scopes: ['read:systems'],
        roles: ['ADMIN'],
        cidrs: [],
        expires_at: '2098-12-31T23:00:00.000Z',
        created_at: expect.any(String),
        created_by: 'user-of-north',
        last_used_at: null,
      },
    });
    const [row] = await store().query('SELECT api_key::text AS text FROM api_key WHERE id = $1', [shown.id]);
    expect(row.text).not.toContain(key.split('_')[2]);
    const list = await gateway.as('cafe').get('/api/api-keys');
    expect(list.body.data.api_keys).toEqual([shown]);
    expect(list.text).not.toContain(key);
  });

  it('is its maker’s, for their organization, unless said otherwise', async () => {
    const { body } = await create('shop', {});
    expect(body.data).toMatchObject({ organization_id: 'shop', user_id: 'user-of-shop', expires_at: null });
  });

  it.each([
    ['a body without a name', { name: undefined }, 'name'],
    ['an empty name', { name: '' }, 'name'],
    ['no permissions', { permissions: undefined }, 'permissions'],
    ['an unknown permission', { permissions: ['read', 'delete'] }, 'permissions'],
    ['a permission twice', { permissions: ['read', 'read'] }, 'permissions'],
    ['scopes that are no list', { scopes: 'read:systems' }, 'scopes'],
    ['a role that is no text', { roles: [7] }, 'roles'],
    ['a range that is none', { cidrs: ['10.0.0.0/33'] }, 'cidrs'],
    ['an end in the past', { expires_at: '2020-01-01T00:00:00Z' }, 'expires_at'],
    ['an end that is no instant', { expires_at: 'tomorrow' }, 'expires_at'],
    ['an end in milliseconds', { expires_at: 4_070_908_800_000 }, 'expires_at'],
  ])('is refused with %s', async (_, input, key) => {
    const { status, body } = await create('owner', input);
    expect({ status, ...body }).toMatchObject({ status: 400, message: 'validation failed', data: { errors: [{ key }] } });
  });

  it.each(['bar', 'owner', 'north', 'ghost'])(
    'of %s is refused to an administrator who does not stand above it',
    async (organization_id) => {
      const { status, body } = await create('shop', { organization_id });
      expect({ status, body }).toEqual({
        status: 403,
        body: { code: 403, message: 'access denied: organization not in your hierarchy', data: {} },
      });
    },
  );
});

describe('nobody gives a key more than they hold', () => {
  it.each([
    ['a scope', { scopes: ['manage:systems'] }],
    ['a role', { roles: ['report_admin'] }],
  ])('neither %s', async (_, input) => {
    const admin = gateway.as('north', { scope: 'read:systems', roles: ['ADMIN'] });
    expect((await admin.post('/api/api-keys', { ...ALL, ...input })).status).toBe(403);
    expect((await admin.post('/api/api-keys', ALL)).status).toBe(201);
  });

  it.each([
    ['a later end', { expires_at: '2098-01-01T00:00:01Z' }],
    ['a wider range', { cidrs: ['127.0.0.0/7'] }],
    ['another range', { cidrs: ['127.0.0.1/32', '10.0.0.0/8'] }],
    ['another organization', { organization_id: 'south' }],
  ])('nor, being a key, %s', async (_, input) => {
    const own = { cidrs: ['127.0.0.0/8'], expires_at: '2098-01-01T00:00:00Z' };
    const { key } = await made('north', own);
    expect((await bearing(key).post('/api/api-keys', { ...ALL, ...own, ...input })).status).toBe(403);
  });

  it('and a key made by a key inherits what was not said', async () => {
    const { key } = await made('north', { user_id: 'robot', cidrs: ['127.0.0.0/8'], expires_at: '2098-01-01T00:00:00Z' });
    const child = await bearing(key).post('/api/api-keys', { ...ALL, organization_id: 'cafe' });
    expect(child.body.data).toMatchObject({
      cidrs: ['127.0.0.0/8'],
      expires_at: '2098-01-01T00:00:00.000Z',
      user_id: 'robot',
      created_by: 'robot',
    });
  });
});

describe('a key', () => {
  it('is accepted in either header, and sees its organization and what is below', async () => {
    const { key } = await made('owner', { organization_id: 'shop' });
    const ways: Record<string, string>[] = [{ authorization: `Bearer ${key}` }, { authorization: `bearer  ${key}` }, { 'x-api-key': key }];
    for (const headers of ways) {
      const { status, body } = await gateway.with(headers).get('/api/organizations');
      expect({ status, ids: body.data.organizations.map(({ id }: { id: string }) => id).sort() }).toEqual({
        status: 200,
        ids: ['cafe', 'deli', 'shop'],
      });
    }
  });

  it('needs read for GET, and read and write for the rest, besides the role', async () => {
    const statuses = async (input: object) => {
      const { key } = await made('owner', { organization_id: 'shop', ...input });
      const [read, written] = [await bearing(key).get('/api/api-keys'), await bearing(key).post('/api/api-keys', ALL)];
      return [read.status, written.status];
    };
    expect(await statuses({ permissions: ['read', 'write'] })).toEqual([200, 201]);
    expect(await statuses({ permissions: ['read'] })).toEqual([200, 403]);
    expect(await statuses({ permissions: ['write'] })).toEqual([403, 403]);
    expect(await statuses({ permissions: [] })).toEqual([403, 403]);
    expect(await statuses({ permissions: ['read', 'write'], roles: [] })).toEqual([403, 403]);
  });

  it('that is unknown, altered, in the wrong header or in the wrong form is refused', async () => {
    const { id, key } = await made('owner', {});
    const other = createKeyText().text;
    const wrongSecret = await (async () => {
      await store().query('UPDATE api_key SET secret_hash = $2 WHERE id = $1', [id, createKeyText().hash]);
      return key;
    })();
    for (const headers of [
      { 'x-api-key': other },
      { 'x-api-key': wrongSecret },
      { 'x-api-key': `${other.slice(0, -1)}_` },
      { 'x-api-key': 'secret' },
    ]) {
      const { status, body } = await gateway.with(headers).get('/api/api-keys');
      expect({ status, body }).toEqual({ status: 401, body: { code: 401, message: 'invalid token', data: {} } });
    }
    expect((await gateway.with({ authorization: `Basic ${other}` }).get('/api/api-keys')).body.message).toBe('invalid token');
  });

  it('counts before a bearer token in the same request', async () => {
    const { authorization } = { authorization: `Bearer ${(await made('owner', { organization_id: 'cafe' })).key}` };
    const { key } = await made('owner', { organization_id: 'bar' });
    const { body } = await gateway.with({ authorization, 'x-api-key': key }).get('/api/organizations');
    expect(body.data.organizations.map(({ id }: { id: string }) => id)).toEqual(['bar']);
  });

  it('is refused once it has ended, and when its organization is deleted', async () => {
    const { id, key } = await made('owner', { organization_id: 'kiosk' });
    expect((await bearing(key).get('/api/api-keys')).status).toBe(200);
    await store().query(`UPDATE api_key SET expires_at = now() - interval '1 ms' WHERE id = $1`, [id]);
    await until(async () => (await bearing(key).get('/api/api-keys')).status === 401);
    const { key: second } = await made('owner', { organization_id: 'kiosk' });
    expect((await gateway.as('owner').delete('/api/organizations/kiosk')).status).toBe(200);
    expect((await bearing(second).get('/api/api-keys')).status).toBe(401);
  });

  it('has its use noted, without the request waiting for it', async () => {
    const { id, key } = await made('south', {});
    await bearing(key).get('/api/organizations');
    const { body } = await gateway.as('south').get('/api/api-keys');
    const shown = body.data.api_keys.find((one: { id: string }) => one.id === id);
    expect(Date.now() - Date.parse(shown.last_used_at)).toBeLessThan(60_000);
  });
});

describe('a revoked key', () => {
  it('is refused at once, is in no list, and is told to the organization', async () => {
    const { id, key } = await made('owner', { organization_id: 'cafe' });
    expect((await bearing(key).get('/api/api-keys')).status).toBe(200);
    const { status, body } = await gateway.as('north').delete(`/api/api-keys/${id}`);
    expect({ status, message: body.message, id: body.data.id }).toEqual({ status: 200, message: 'api key revoked successfully', id });
    expect((await bearing(key).get('/api/api-keys')).status).toBe(401);
    expect((await gateway.as('cafe').get('/api/api-keys')).text).not.toContain(id);
    const events = await store().query('SELECT message FROM system_event WHERE message LIKE $1 ORDER BY id', [`%${id}%`]);
    expect(events).toEqual([{ message: `API key ${id} was created` }, { message: `API key ${id} was revoked` }]);
    expect((await gateway.as('owner').delete(`/api/api-keys/${id}`)).status).toBe(404);
  });

  it('that another gateway revoked is refused here as soon as the database tells', async () => {
    const { id, key } = await made('owner', { organization_id: 'cafe' });
    expect((await bearing(key).get('/api/api-keys')).status).toBe(200);
    await store().query('UPDATE api_key SET revoked_at = now() WHERE id = $1', [id]);
    await until(async () => (await bearing(key).get('/api/api-keys')).status === 401);
  });

  it.each(['shop', 'bar', 'kiosk'])(
    'cannot be revoked by %s, who does not stand above it and is not told that it exists',
    async (caller) => {
      const { id } = await made('owner', { organization_id: 'north' });
      const { status, body } = await gateway.as(caller === 'kiosk' ? 'deli' : caller).delete(`/api/api-keys/${id}`);
      expect({ status, body }).toEqual({ status: 404, body: { code: 404, message: 'not found', data: {} } });
      expect((await gateway.as('owner').delete('/api/api-keys/%00')).status).toBe(404);
    },
  );
});

test('keys are listed for the organizations that were asked for', async () => {
  const { id } = await made('owner', { organization_id: 'deli' });
  const ids = async (query: string) =>
    (await gateway.as('north').get(`/api/api-keys${query}`)).body.data.api_keys.map((one: { id: string }) => one.id);
  expect(await ids('?organization_id=deli')).toEqual([id]);
  expect(await ids('?organization_id=shop&include=descendants')).toContain(id);
  expect(await ids('?organization_id=shop')).not.toContain(id);
  expect((await gateway.as('north').get('/api/api-keys?organization_id=bar')).status).toBe(403);
});
