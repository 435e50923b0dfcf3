import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { useGateway } from '#test/gateway';

const gateway = useGateway();

test('a body is not waited for before the caller is known', async () => {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.write('PUT /api/organizations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000000000\r\n\r\n{');
  const [answer] = await once(socket, 'data');
  socket.destroy();
  expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /);
});

test('HEAD answers like GET, without a body', async () => {
  const client = gateway.as('north');
  const [get, head] = [await client.get('/api/alerts/totals'), await client.head('/api/alerts/totals')];
  expect({ status: head.status, text: head.text, type: head.headers.get('content-type') }).toEqual({
    status: 200,
    text: '',
    type: get.headers.get('content-type'),
  });
  expect((await gateway.anonymous.head('/api/alerts/totals')).status).toBe(401);
  expect((await gateway.as('north', { scope: '' }).head('/api/alerts/totals')).status).toBe(403);
  const reader = await gateway.withKey({ organization_id: 'north', permissions: ['read'] });
  expect((await reader.head('/api/v0/org')).status).toBe(200);
});

test('an answer that goes wrong before there is a request is JSON too', async () => {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.end('GET /api/alerts/totals HTTP/1.1\r\nHost: x\r\nBroken header\r\n\r\n');
  const [answer] = await once(socket, 'data');
  socket.destroy();
  const [head = '', body = ''] = String(answer).split('\r\n\r\n');
  expect(head).toMatch(/^HTTP\/1\.1 400 /);
  expect(JSON.parse(body)).toMatchObject({ code: 400, message: 'validation failed', data: { type: 'validation_error' } });
});

const spoken = async (request: string): Promise<{ status: number; body: unknown }> => {
  const socket = connect(Number(new URL(gateway.url).port), '127.0.0.1');
  socket.end(request.replaceAll('\n', '\r\n'));
  const answer = await text(socket);
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).toMatch(/x-content-type-options: nosniff/i);
  return { status: Number(head.split(' ')[1]), body: JSON.parse(body) };
};
const close = '\nConnection: close\n\n';

test.each([
  ['no host', `GET /reports/definitions HTTP/1.1${close}`],
  ['two hosts', `GET /reports/definitions HTTP/1.1\nHost: a\nhost: b${close}`],
])('a request that names %s is a 400 in the tongue of its family', async (_, request) => {
  expect(await spoken(request)).toMatchObject({ status: 400, body: { status: 400, code: 'BAD_REQUEST', errors: [{ key: 'Host' }] } });
});

test('what a request expects beyond the protocol changes nothing, and it may name the host as it would a proxy', async () => {
  const refused = { status: 401, body: { status: 401, code: 'UNAUTHORIZED' } };
  expect(await spoken(`GET /reports/alerts HTTP/1.1\nHost: a\nExpect: wonders${close}`)).toMatchObject(refused);
  expect(await spoken(`GET http://a.example/reports/alerts HTTP/1.1\nHost: a.example${close}`)).toMatchObject(refused);
  expect((await spoken(`GET http://a.example HTTP/1.1\nHost: a.example${close}`)).status).toBe(404);
  expect((await spoken(`GET /reports/alerts HTTP/1.0\n\n`)).status).toBe(401);
});

test('the reports family answers with and without the prefix', async () => {
  const client = gateway.as('north');
  const query = 'from=2026-05-01T00:00:00Z&until=2026-05-02T00:00:00Z';
  expect((await client.get(`/reports/alerts?${query}`)).status).toBe(200);
  expect((await client.get(`/api/reports/alerts?${query}`)).status).toBe(200);
});

test('a letter spelled by its code is the same letter, for the route and for the language of its errors', async () => {
  const client = gateway.as('north');
  expect((await client.get('/api/%72eport%73/definitions')).status).toBe(200);
  expect((await client.get('/api/alert%73/%74otals')).status).toBe(200);
  expect((await client.get('/api/%76%30/alerts')).body).toEqual({
    error: { message: 'Authentication failed. Please try with valid Api Key.' },
  });
  expect((await client.get('/%6Cogs/nothing')).body).toMatchObject({ status: 404, code: 'NOT_FOUND' });
});

test('whatever stands in the place of an id is never an error of ours', async () => {
  const key = await gateway.withKey({ organization_id: 'owner' });
  const { declared = new Set<string>() } = gateway.app.getHttpAdapter().getInstance();
  const failed: string[] = [];
  for (const route of [...declared].filter((one) => one.includes(':') && !one.startsWith('HEAD'))) {
    const [method, path = ''] = route.split(' ');
    const send = { GET: key.get, POST: key.post, PUT: key.put, DELETE: key.delete }[method as 'GET' | 'POST' | 'PUT' | 'DELETE'];
    for (const id of ['%00', 'a%00b', '%F0%9F%98%80', '__proto__', "'", '-1', '99999999999999999999', 'x'.repeat(1_000)]) {
      const { status } = await send(`${path.replace(/:\w+/, id)}?organization_id=cafe`, method === 'GET' ? undefined : {});
      // What is passed on to collect, which is away here, says so.
      const isPassedOn = path.startsWith('/tenants/') && status === 503;
      if (status >= 500 && !isPassedOn) failed.push(`${method} ${path} with ${id}: ${status}`);
    }
  }
  expect(failed).toEqual([]);
});

test('a body that is nested beyond reason, or broken, is a 400 wherever bodies are read, and a 404 where nobody reads', async () => {
  const key = await gateway.withKey({ organization_id: 'owner' });
  const { declared = new Set<string>() } = gateway.app.getHttpAdapter().getInstance();
  const deep = (open: string, close: string, levels = 20_000): string => `${open.repeat(levels)}1${close.repeat(levels)}`;
  const bodies = [deep('[', ']'), deep('{"a":', '}'), `{"items":${deep('[{"labels":', '}]', 2_000)}}`, '{"half":'];
  const passedOn = [
    '/api/v2/alerts',
    '/tenants/:tenant/api/v2/alerts',
    '/api/alert_history',
    '/api/webhooks/alertmanager',
    '/api/webhooks/alertmanager/events',
    '/api/events',
    '/api/alerts/import',
  ];
  const routes = [...declared].map((one) => one.split(' ') as [string, string]).filter(([, path]) => !passedOn.includes(path));
  const wrong: unknown[] = [];
  for (const [method, path] of [...routes, ['POST', '/api/nowhere'], ['PUT', '/api/v0/nowhere']] as const) {
    const send = new Map([
      ['POST', key.post],
      ['PUT', key.put],
    ]).get(method);
    for (const body of send ? bodies : []) {
      const answer = await send?.(`${path.replace(/:\w+/, 'a')}?organization_id=cafe`, body);
      if (answer?.status !== (path.endsWith('nowhere') ? 404 : 400)) wrong.push([method, path, body.slice(0, 10), answer?.status]);
    }
  }
  expect(wrong).toEqual([]);
});

test('a slash at the end changes nothing', async () => {
  for (const path of ['/api/alerts', '/api/alerts/totals', '/reports/definitions', '/api/reports/definitions', '/logs/system-events'])
    expect([path, (await gateway.as('owner').get(`${path}/?organization_id=cafe`)).status]).toEqual([path, 200]);
  expect((await gateway.as('owner').get('/api/alerts/activity/?organization_id=cafe')).status).toBe(404);
});
