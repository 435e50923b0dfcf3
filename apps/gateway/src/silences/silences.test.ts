import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestCollect, type TestCollect } from '#test/collect';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { tell } from '#test/sightings';

let [collect, gateway]: [TestCollect, TestGateway] = [] as never;
let server: Server;
const asked: { tenant: unknown; call: string; body: { matchers?: object[] } }[] = [];
let answer: (call: string) => { status: number; body?: unknown } = () => ({ status: 500 });
let made = 0;
const accepting = (call: string) => {
  if (call === 'POST /api/v2/silences') return { status: 200, body: { silenceID: `made-${++made}` } };
  return { status: 200, body: { startsAt: '2026-05-12T07:00:00.000Z', status: { state: 'active' } } };
};

async function jsonOf(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString();
  return text ? JSON.parse(text) : {};
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const call = `${request.method} ${request.url}`;
    asked.push({ tenant: request.headers['x-scope-orgid'], call, body: await jsonOf(request) });
    const { status, body } = answer(call);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body === undefined ? '' : JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  collect = await createTestCollect({ alertmanagerUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
  gateway = await createTestGateway({ database: collect.database, collectUrl: collect.url });
  const labels = { alertname: 'DiskFull', empty: '' };
  await tell(gateway.database.store, [
    { organization: 'cafe', fingerprint: 'a', labels },
    { organization: 'bar', fingerprint: 'a', labels, systemKey: 'NETH-1' },
    { organization: 'cafe', fingerprint: 'bare', labels: { empty: '' } },
    { organization: 'cafe', fingerprint: 'gone', labels, endsAt: new Date('2026-05-12T08:00:00Z') },
  ]);
});
afterAll(async () => {
  await gateway.close();
  await collect.close();
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  asked.length = 0;
  answer = accepting;
});

const create = (caller: string, body: object, query = '') => gateway.as(caller).post(`/api/alerts/silences${query}`, body);
const list = async (caller: string, query = '') => (await gateway.as(caller).get(`/api/alerts/silences${query}`)).body.data;
const notFound = (message: string) => ({ status: 404, body: { code: 404, message, data: {} } });

test('goes to the tenant that holds the alerts of the organization', async () => {
  expect((await create('north', { fingerprint: 'a', duration_minutes: 5 }, '?organization_id=cafe')).status).toBe(200);
  expect(asked).toMatchObject([{ tenant: 't-shop', call: 'POST /api/v2/silences' }]);
  expect(asked[0]?.body.matchers).toEqual([{ name: 'alertname', value: 'DiskFull', isRegex: false, isEqual: true }]);
});

test('is listed for those above the organization, and unknown to everybody else', async () => {
  const { id, system_key } = (await create('bar', { fingerprint: 'a', end_at: '2126-05-12T07:00:00+02:00' })).body.data;
  expect(system_key).toBe('NETH-1');
  const [silenced] = (await gateway.as('bar').get('/api/alerts/activity/a')).body.data.events;
  expect(silenced).toMatchObject({ action: 'silenced', silence_id: id });
  expect((await list('south')).silences).toMatchObject([
    { id, organization_id: 'bar', system_key: 'NETH-1', endsAt: '2126-05-12T05:00:00Z', comment: '' },
  ]);
  expect((await list('owner', '?organization_id=bar')).pagination).toEqual({
    ...{ page: 1, page_size: 50, total_count: 1, total_pages: 1, has_next: false, has_prev: false },
  });
  expect((await list('owner', '?organization_id=kiosk')).silences).toEqual([]);
  expect((await list('deli')).silences).toEqual([]);
  expect((await gateway.as('south').get(`/api/alerts/silences/${id}`)).body.data).toMatchObject({
    id,
    fingerprint: 'a',
    system_key: 'NETH-1',
  });
  asked.length = 0;
  for (const caller of ['cafe', 'north']) {
    const path = `/api/alerts/silences/${id}`;
    for (const { status, body } of [
      await gateway.as(caller).get(path),
      await gateway.as(caller).put(path, { duration_minutes: 5 }),
      await gateway.as(caller).delete(path),
      await gateway.as(caller).get('/api/alerts/silences/nonsense%20%00'),
    ])
      expect({ status, body }).toEqual(notFound('silence not found'));
  }
  expect(asked).toEqual([]);
});

test('pages and filters', async () => {
  for (const duration_minutes of [10, 20, 30]) await create('cafe', { fingerprint: 'a', duration_minutes });
  const [{ id }] = (await list('cafe', '?page_size=1')).silences;
  await gateway.as('cafe').delete(`/api/alerts/silences/${id}`);
  const active = (await list('cafe')).pagination.total_count;
  expect(await list('cafe', '?page_size=2&page=2')).toMatchObject({ pagination: { total_count: active, has_prev: true } });
  expect(await list('cafe', '?page=9')).toMatchObject({ silences: [], pagination: { total_count: active } });
  expect((await list('cafe', '?state=expired')).silences).toMatchObject([{ id, status: { state: 'expired' } }]);
  expect((await list('cafe', '?state=expired&state=active&fingerprint=other')).silences).toEqual([]);
});

test('is refused for what is not open, or somebody else’s', async () => {
  for (const [caller, fingerprint, query] of [
    ['cafe', 'gone', ''],
    ['cafe', 'never', ''],
    ['deli', 'a', ''],
    ['owner', 'a', '?organization_id=kiosk'],
    ['owner', 'a', '?organization_id=nobody'],
  ] as const) {
    const { status, body } = await create(caller, { fingerprint, duration_minutes: 5 }, query);
    expect({ status, body }).toEqual(notFound('alert not found'));
  }
  expect((await create('north', { fingerprint: 'a', duration_minutes: 5 }, '?organization_id=bar')).status).toBe(403);
  expect((await create('north', { fingerprint: 'a', duration_minutes: 5 })).body.data.errors[0].key).toBe('organization_id');
  expect(asked).toEqual([]);
});

test.each([
  [{}, 'fingerprint'],
  [{ fingerprint: 'a' }, 'duration_minutes'],
  [{ fingerprint: 'a', duration_minutes: 5, end_at: '2126-05-12T07:00:00Z' }, 'duration_minutes'],
  [{ fingerprint: 'a', duration_minutes: 0 }, 'duration_minutes'],
  [{ fingerprint: 'a', duration_minutes: 1.5 }, 'duration_minutes'],
  [{ fingerprint: 'a', duration_minutes: 1e9 }, 'duration_minutes'],
  [{ fingerprint: 'a', end_at: '2020-01-01T00:00:00Z' }, 'end_at'],
  [{ fingerprint: 'a', end_at: 'tomorrow' }, 'end_at'],
  [{ fingerprint: 'a', duration_minutes: 5, comment: 'x'.repeat(2_001) }, 'comment'],
  [{ fingerprint: 'a', duration_minutes: 5, comment: 'a\0b' }, 'comment'],
  [{ fingerprint: 'bare', duration_minutes: 5 }, 'fingerprint'],
])('%j is refused for its %s', async (body, key) => {
  const refused = await create('cafe', body);
  expect([refused.status, refused.body.data.errors[0].key]).toEqual([400, key]);
  expect(asked).toEqual([]);
});

test('is 502 and changes nothing when the Alertmanager refuses, answers nonsense or is gone', async () => {
  const before = await list('cafe', '?state=active&state=expired');
  const answers: (typeof answer)[] = [
    () => ({ status: 400, body: 'bad matcher' }),
    () => ({ status: 200, body: { silenceID: '../../' } }),
    () => ({ status: 200 }),
    () => ({ status: 404, body: 'the Alertmanager is not configured' }),
    () => ({ status: 302 }),
  ];
  for (const one of answers) {
    answer = one;
    const { status, body } = await create('cafe', { fingerprint: 'a', duration_minutes: 5 });
    expect({ status, body }).toEqual({
      status: 502,
      body: { code: 502, message: 'the Alertmanager did not accept the request', data: {} },
    });
  }
  answer = () => ({ status: 500 });
  const [{ id }] = before.silences.filter((one: { status: { state: string } }) => one.status.state === 'active');
  expect((await gateway.as('cafe').delete(`/api/alerts/silences/${id}`)).status).toBe(502);
  expect((await gateway.as('cafe').put(`/api/alerts/silences/${id}`, { duration_minutes: 5 })).status).toBe(502);
  expect(await list('cafe', '?state=active&state=expired')).toEqual(before);
});

test('is made anew when the Alertmanager has forgotten the one that changes', async () => {
  const { id } = (await create('cafe', { fingerprint: 'a', duration_minutes: 5 })).body.data;
  answer = (call) => (call.startsWith('GET') ? { status: 404 } : accepting(call));
  const { body } = await gateway.as('cafe').put(`/api/alerts/silences/${id}`, { duration_minutes: 9, comment: 'longer' });
  expect(body.data).toMatchObject({ silence_id: `made-${made}`, comment: 'longer' });
  expect((await gateway.as('cafe').get(`/api/alerts/silences/${id}`)).body.data.status.state).toBe('expired');
});

test('is taken back in the Alertmanager when it cannot be kept here', async () => {
  const { store } = gateway.database;
  await store.query('ALTER TABLE totals_delta RENAME TO away');
  await store.query(
    `INSERT INTO alerts_totals_by_org SELECT id, owner_id, distributor_id, reseller_id, 1, 1, 0, 0, 0, now() FROM organization WHERE public_id = 'bar'`,
  );
  await gateway.as('bar').delete(`/api/alerts/silences/${(await list('bar')).silences[0].id}`);
  await store.query('ALTER TABLE away RENAME TO totals_delta');
  await gateway.as('bar').delete(`/api/alerts/silences/${(await list('bar')).silences[0].id}`);
  asked.length = 0;
  await store.query('ALTER TABLE totals_delta RENAME TO away');
  expect((await create('bar', { fingerprint: 'a', duration_minutes: 5 })).status).toBe(500);
  await store.query('ALTER TABLE away RENAME TO totals_delta');
  expect(asked.map(({ call }) => call)).toEqual(['POST /api/v2/silences', `DELETE /api/v2/silence/made-${made}`]);
  expect((await list('bar')).silences).toEqual([]);
});
