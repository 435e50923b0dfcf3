import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Module, Param, Post, StreamableFile } from '@nestjs/common';
import { type NestFastifyApplication, RouteConfig } from '@nestjs/platform-fastify';
import { alertsDialect, createHttpApp, type Log, noteRevision, Refusal } from './runtime.js';

@Controller()
class Things {
  @Get('things/:id')
  find(@Param('id') id: string): string {
    if (id === 'refused') throw new Refusal('outside-scope');
    if (id === 'odd') throw new Error('SELECT secret FROM place at db.internal');
    if (id === 'down') throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    return id;
  }
  @Get('halves/:end')
  half(@Param('end') end: string): StreamableFile {
    return new StreamableFile(Readable.from(halves(end)));
  }
  @Post('things')
  @RouteConfig({ body: 'thing' })
  @HttpCode(200)
  add(@Body() body: unknown): unknown {
    return { body };
  }
}
async function* halves(end: string): AsyncGenerator<string> {
  yield 'one half, ';
  if (end === 'broken') throw new Error('the disk is gone');
  yield 'and the other';
}
@Module({ controllers: [Things] })
class ThingsModule {}

let app: NestFastifyApplication;
let base = '';
const told: string[] = [];
const write = (_: object, message: string): void => void told.push(message);
const log: Log = { debug: () => undefined, info: write, warn: write, error: write };
let ready = async (): Promise<void> => undefined;
let begun = async (): Promise<void> => undefined;

beforeAll(async () => {
  app = await createHttpApp(ThingsModule, {
    log,
    trustedProxies: [],
    bodies: { json: '*', memory: 4 << 20, holdersOf: () => [] },
    dialectOf: () => alertsDialect,
    ready: () => ready(),
    begun: () => begun(),
  });
  await app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(() => app.close());

const answer = async (path: string, init?: RequestInit) => {
  const response = await fetch(`${base}${path}`, init);
  return { status: response.status, headers: response.headers, body: await response.json() };
};
const post = (body: string, type = 'application/json') => answer('/things', { method: 'POST', body, headers: { 'content-type': type } });

test.each([
  ['/nowhere', 404, { code: 404, message: 'route not found', data: {} }],
  [
    '/things/%zz',
    400,
    {
      code: 400,
      message: 'validation failed',
      data: { type: 'validation_error', errors: [{ key: 'path', message: 'the path cannot be decoded', value: null }] },
    },
  ],
  [`/things/${'x'.repeat(1_001)}`, 404, { code: 404, message: 'route not found', data: {} }],
  ['/things/refused', 403, { code: 403, message: 'access denied: organization not in your hierarchy', data: {} }],
  ['/things/odd', 500, { code: 500, message: 'internal error', data: {} }],
  ['/things/down', 503, { code: 503, message: 'the database cannot be reached at the moment', data: {} }],
])('%s answers %i in the dialect of its path', async (path, status, body) => {
  expect(await answer(path)).toMatchObject({ status, body });
});

test('an answer that breaks off is told in the log, one that comes whole is not', async () => {
  told.splice(0);
  expect(await (await fetch(`${base}/halves/whole`)).text()).toBe('one half, and the other');
  expect(told).toEqual([]);
  await expect(fetch(`${base}/halves/broken`).then((response) => response.text())).rejects.toThrow('terminated');
  expect(told).toEqual(['an answer broke off']);
});

test('every refusal says who it is, and that it is not to be stored', async () => {
  const { headers } = await answer('/things/down');
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect([headers.get('x-content-type-options'), headers.get('cache-control'), headers.get('retry-after')]).toEqual([
    'nosniff',
    'no-store',
    '1',
  ]);
});

test.each(['{"a":', 'null and void', '{"a":1}}'])('the body %j is a 400 that names the body', async (body) => {
  expect(await post(body)).toMatchObject({
    status: 400,
    body: { code: 400, message: 'validation failed', data: { type: 'validation_error', errors: [{ key: 'body' }] } },
  });
});

test('a body is JSON whatever its content type says', async () => {
  expect((await post('{"a":1}', 'text/plain')).body).toEqual({ body: { a: 1 } });
});

test('a key that would poison a prototype is gone', async () => {
  expect((await post('{"__proto__":{"a":1},"b":2}')).body).toEqual({ body: { b: 2 } });
});

test('a caller that sends too much gets to read its 413', async () => {
  const { status, body } = await post(JSON.stringify('x'.repeat(3 << 20)));
  expect([status, body]).toEqual([413, { code: 413, message: 'the body is too large', data: {} }]);
});

test('what is not ready says so, and nothing of where it looked for what', async () => {
  ready = () => Promise.reject(new Error('getaddrinfo ENOTFOUND db.internal'));
  expect(await answer('/readyz')).toMatchObject({ status: 503, body: { problem: 'something this app depends on does not answer' } });
  ready = async () => undefined;
});

test('a start waits for what must have come about once, and readiness does not', async () => {
  begun = () => Promise.reject(new Error('no keys yet'));
  expect(await answer('/startupz')).toMatchObject({ status: 503 });
  expect(await answer('/readyz')).toMatchObject({ status: 200 });
  begun = async () => undefined;
});

test('what runs says so, to operators and to Prometheus', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  noteRevision('4ed8925a');
  expect((await answer('/version')).body).toEqual({ version, revision: '4ed8925a', node: process.version });
  const metrics = await (await fetch(`${await app.getUrl()}/metrics`)).text();
  expect(metrics).toContain(`alertledger_build_info{version="${version}",revision="4ed8925a",node="${process.version}"} 1`);
});

test('a start that has succeeded once stays a success, and an app that stops is no longer ready', async () => {
  expect(await answer('/startupz')).toMatchObject({ status: 200 });
  expect(await answer('/readyz')).toMatchObject({ status: 200 });
  app.getHttpServer().emit('stopping');
  expect(await answer('/readyz')).toMatchObject({ status: 503, body: { problem: 'stopping' } });
  expect(await answer('/startupz')).toMatchObject({ status: 200 });
  expect(await answer('/healthz')).toMatchObject({ status: 200 });
});
