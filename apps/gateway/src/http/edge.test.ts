import Fastify from 'fastify';
import { mintDevToken } from '#runtime';
import type { Answer } from '#test/client';
import { CLAIMS, useGateway } from '#test/gateway';
import { type Gate, guardEdge } from './edge.js';

const gateway = useGateway();
const said = ({ status, body }: Answer) => ({ status, body });
const alerts = (code: number, message: string) => ({ status: code, body: { code, message, data: {} } });
const reports = (status: number, code: string, error: string, message: string) => ({ status, body: { status, code, error, message } });
const mackerel = (status: number, message: string) => ({ status, body: { error: { message } } });
const NOT_PERMITTED = 'You do not have access to this resource.';

describe('a request without credentials, or with bad ones, is refused in the words of the family', () => {
  it.each([
    ['/api/alerts/totals', alerts(401, 'authorization header required'), alerts(401, 'invalid token')],
    ['/api/organizations', alerts(401, 'authorization header required'), alerts(401, 'invalid token')],
    [
      '/reports/alerts',
      reports(401, 'UNAUTHORIZED', 'Unauthorized', 'authorization header required'),
      reports(401, 'UNAUTHORIZED', 'Unauthorized', 'invalid token'),
    ],
    [
      '/api/logs/system-events',
      reports(401, 'UNAUTHORIZED', 'Unauthorized', 'authorization header required'),
      reports(401, 'UNAUTHORIZED', 'Unauthorized', 'invalid token'),
    ],
    [
      '/api/v0/alerts',
      mackerel(401, 'Authentication failed. Please try with valid Api Key.'),
      mackerel(401, 'Authentication failed. Please try with valid Api Key.'),
    ],
  ])('%s', async (path, missing, bad) => {
    expect(said(await gateway.anonymous.get(path))).toEqual(missing);
    for (const authorization of ['Bearer nonsense', 'Bearer', 'Bearer ', 'Basic bWlyYTpzZWNyZXQ=', 'Bearer a b'])
      expect([authorization, said(await gateway.with({ authorization }).get(path))]).toEqual([authorization, bad]);
    const { headers } = await gateway.anonymous.get(path);
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each(['never-was', '', 'NORTH'])('a good token for the organization "%s", which does not exist', async (organization) => {
    expect(said(await gateway.as(organization).get('/api/alerts/totals'))).toEqual(alerts(401, 'invalid token'));
  });

  it('a good token for a deleted organization, and for one that it was deleted with', async () => {
    const admin = gateway.as('owner');
    const one = (id: string, role: string, parent_id: string) => ({ id, name: id, role, parent_id });
    await admin.put('/api/organizations', { organizations: [one('east', 'distributor', 'owner'), one('pub', 'customer', 'east')] });
    for (const id of ['east', 'pub']) expect((await gateway.as(id).get('/api/alerts/totals')).status).toBe(200);
    await admin.delete('/api/organizations/east');
    for (const id of ['east', 'pub']) expect(said(await gateway.as(id).get('/api/alerts/totals'))).toEqual(alerts(401, 'invalid token'));
  });
});

test('the position in the hierarchy comes from the tree, whatever the token claims', async () => {
  const claims = { ...CLAIMS, roles: ['role'] as const };
  const token = await mintDevToken(gateway.keys, {
    organization: 'cafe',
    subject: 'x',
    scope: 'read:systems',
    roles: ['owner'],
    ttl: '1h',
    claims,
  });
  const { status, body } = await gateway.with({ authorization: `Bearer ${token}` }).get('/api/alerts/totals?organization_id=bar');
  expect({ status, warnings: body.data.warnings }).toEqual({ status: 200, warnings: ['totals: never refreshed for 1 organizations'] });
});

describe('a caller without the permission is refused in the words of the family', () => {
  it.each([
    ['/api/alerts/totals', alerts(403, 'insufficient permissions')],
    ['/api/organizations', alerts(403, 'insufficient permissions')],
    ['/reports/alerts', reports(403, 'FORBIDDEN', 'Forbidden', NOT_PERMITTED)],
    ['/api/reports/export', reports(403, 'FORBIDDEN', 'Forbidden', NOT_PERMITTED)],
  ])('%s', async (path, refused) => {
    expect(said(await gateway.as('north', { scope: '', roles: [] }).get(path))).toEqual(refused);
  });

  it('/api/v0, for a key that may not read', async () => {
    const client = await gateway.withKey({ organization_id: 'north', permissions: ['write'] });
    expect(said(await client.get('/api/v0/alerts'))).toEqual(mackerel(403, 'insufficient permissions'));
  });

  it('a foreign organization is refused in every family', async () => {
    const client = gateway.as('north');
    const words = 'access denied: organization not in your hierarchy';
    expect(said(await client.get('/api/alerts/trend?organization_id=bar'))).toEqual(alerts(403, words));
    expect(said(await client.get('/reports/alerts?organization_id=bar'))).toEqual(reports(403, 'FORBIDDEN', 'Forbidden', words));
  });
});

describe('an unknown route', () => {
  it.each([
    ['/', alerts(404, 'route not found')],
    ['/api/nowhere', alerts(404, 'route not found')],
    ['/API/alerts/totals', alerts(404, 'route not found')],
    ['/reports/nowhere?x=1', reports(404, 'NOT_FOUND', 'Not Found', 'route not found')],
    ['/api/logs', reports(404, 'NOT_FOUND', 'Not Found', 'route not found')],
    ['/downloads', reports(404, 'NOT_FOUND', 'Not Found', 'route not found')],
    ['/api/v0/nowhere', mackerel(404, 'route not found')],
    ['/api/v0', mackerel(404, 'route not found')],
    ['/api/v01', alerts(404, 'route not found')],
    ['/api/v2/nowhere', { status: 404, body: 'route not found' }],
    ['/tenants/cafe/api/v2/nowhere?x=1', { status: 404, body: 'route not found' }],
    ['/api/events/nowhere', alerts(404, 'route not found')],
    ['/reportsx', alerts(404, 'route not found')],
  ])('%s is answered in the words of its family, to anybody', async (path, expected) => {
    expect(said(await gateway.anonymous.get(path))).toEqual(expected);
    expect(said(await gateway.with({ authorization: 'Bearer nonsense' }).get(path))).toEqual(expected);
    expect(said(await gateway.as('north').get(path))).toEqual(expected);
  });

  it.each([
    ['POST', '/api/alerts/totals'],
    ['DELETE', '/api/alerts'],
    ['PATCH', '/api/organizations'],
    ['OPTIONS', '/api/alerts/totals'],
    ['PROPFIND', '/api/alerts/totals'],
  ])('is also a method the path does not have: %s %s', async (method, path) => {
    const response = await fetch(gateway.url + path, { method });
    expect({ status: response.status, body: await response.json() }).toEqual(alerts(404, 'route not found'));
  });

  it.each([
    ['/api/alerts/%zz', { code: 400, data: { errors: [{ key: 'path' }] } }],
    ['/reports/%zz', { status: 400, code: 'BAD_REQUEST', errors: [{ key: 'path' }] }],
    ['/api/v0/%zz', { error: { message: 'path: the path cannot be decoded' } }],
  ])('a path that cannot be decoded is a 400: %s', async (path, body) => {
    expect(said(await gateway.as('north').get(path))).toMatchObject({ status: 400, body });
  });
});

describe('what is checked first decides', () => {
  const OUTSIDE = 'access denied: organization not in your hierarchy';
  it.each([
    ['401 before parameters', 401, () => gateway.anonymous.get('/api/alerts/trend?period=8')],
    ['401 before the body', 401, () => gateway.anonymous.put('/api/organizations', '{"half":')],
    [
      'permission before scope',
      'insufficient permissions',
      () => gateway.as('north', { scope: '' }).get('/api/alerts/trend?organization_id=bar'),
    ],
    ['permission before parameters', 403, () => gateway.as('north', { scope: '' }).get('/api/alerts/trend?period=8')],
    ['permission before the body', 403, () => gateway.as('north', { roles: [] }).put('/api/organizations', '{"half":')],
    ['scope before parameters', OUTSIDE, () => gateway.as('north').get('/api/alerts/trend?period=8&organization_id=bar')],
    ['scope before the body', OUTSIDE, () => gateway.as('north').post('/api/alerts/notes?organization_id=bar', '{"half":')],
    [
      'parameters before the object',
      400,
      () => gateway.as('north').post('/api/alerts/notes?organization_id=cafe', { fingerprint: 'none' }),
    ],
    ['the object last', 404, () => gateway.as('north').post('/api/alerts/notes?organization_id=cafe', { fingerprint: 'none', text: 'x' })],
  ])('%s', async (_, expected, call) => {
    const { status, body } = await call();
    expect(typeof expected === 'number' ? status : body.message).toBe(expected);
  });

  it('the network of a key before its permission', async () => {
    const client = await gateway.withKey({ organization_id: 'north', cidrs: ['192.0.2.0/24'], permissions: [] });
    expect(said(await client.get('/api/alerts/trend?period=8'))).toEqual(alerts(403, 'address not permitted'));
  });
});

describe('a body', () => {
  it.each(['{"half":', '[]', '"text"', '7', 'null', ''])('that is %j is a 400 that says so', async (body) => {
    expect(said(await gateway.as('owner').put('/api/organizations', body, { 'content-type': 'application/json' }))).toMatchObject({
      status: 400,
      body: {
        code: 400,
        message: 'validation failed',
        data: { type: 'validation_error', errors: [{ key: expect.stringMatching(/^body$|^organizations$/) }] },
      },
    });
  });

  it('of no content type we read is a 415', async () => {
    expect(
      said(await gateway.as('owner').put('/api/organizations', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' })),
    ).toEqual(alerts(415, 'the content type is not supported'));
  });

  it('may be absent where none is needed, whatever the content type says', async () => {
    const { id } = (await gateway.as('owner').post('/api/api-keys', { name: 'k', permissions: [] })).body.data;
    const answer = await gateway.as('owner').delete(`/api/api-keys/${id}`, undefined, { 'content-type': 'application/json' });
    expect(answer.status).toBe(200);
  });
});

test.each([
  '/api/alerts/totals',
  '/api/nowhere',
  '/api/v0/org',
  '/reports/alerts',
  '/healthz',
  '/api/alerts/trend?period=8',
  '/api/alerts/%zz',
])('every answer is JSON, not to be sniffed, not to be stored, and has an id: %s', async (path) => {
  for (const client of [gateway.anonymous, gateway.as('north')]) {
    const { headers } = await client.get(path);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect([headers.get('x-content-type-options'), headers.get('cache-control')]).toEqual(['nosniff', 'no-store']);
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('a route that does not declare what it needs stops the boot', async () => {
  const server = Fastify();
  guardEdge(server, {} as Gate);
  expect(() => server.get('/open', async () => 'everything')).toThrow('GET /open does not declare what it needs');
  await server.close();
});

test('a token that was minted for other claims has none of ours', async () => {
  const claims = { ...CLAIMS, scope: ['scp'] as const };
  const token = await mintDevToken(gateway.keys, {
    organization: 'cafe',
    subject: 'x',
    scope: 'read:systems',
    roles: [],
    ttl: '1h',
    claims,
  });
  expect((await gateway.with({ authorization: `Bearer ${token}` }).get('/api/alerts/totals')).status).toBe(403);
});
