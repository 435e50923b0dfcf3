import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import fastify, { type FastifyInstance } from 'fastify';
import { alertsDialect } from '../alerts-dialect.js';
import { ErrorAnswers } from '../error-answers.js';
import type { Log } from '../log.js';
import { type Bounds, bodyClasses } from './bounds.js';
import { BodyMemory, type Hold } from './memory.js';
import { readBody } from './read-body.js';
import { boundBodies, readJson } from './take-bodies.js';

const MIB = 1 << 20;
const mute: Log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
let server: FastifyInstance;
let holders: string[] = [];

beforeEach(async () => {
  holders = [];
  server = fastify({ requestTimeout: 0 });
  const errors = new ErrorAnswers(
    () => alertsDialect,
    () => undefined,
    mute,
  );
  server.setErrorHandler((error, request, reply) => errors.answer(error, request, reply));
  boundBodies(server, { memory: 16 * MIB, holdersOf: () => holders });
  server.removeAllContentTypeParsers();
  readJson(server, 'application/json');
  server.post('/thing', { config: { body: 'thing' } }, async ({ body }) => ({ body }));
  server.post('/things', { config: { body: 'things' } }, async ({ body }) => ({ size: JSON.stringify(body).length }));
  server.post('/refused', { config: { body: 'thing' }, onRequest: async (_, reply) => reply.code(401).send({}) }, async () => ({}));
  await server.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(() => server.close());

const port = (): number => (server.server.address() as AddressInfo).port;
const post = async (path: string, body: string): Promise<{ status: number; body: unknown }> => {
  const answer = await fetch(`http://127.0.0.1:${port()}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
  return { status: answer.status, body: await answer.json() };
};
async function begin(path: string, more: string): Promise<Socket> {
  const socket = connect(port(), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n${more}\r\n\r\n`);
  return socket;
}
const asText = (size: number): string => JSON.stringify('x'.repeat(size - 2));

test('a route that does not declare what its body may be stops the boot', async () => {
  const another = fastify();
  boundBodies(another, { memory: MIB, holdersOf: () => [] });
  expect(() => another.post('/open', async () => 'everything')).toThrow('POST /open does not declare what its body may be');
  another.get('/open', async () => 'everything');
  await another.close();
});

test('a body of exactly the bound is taken, a byte more is a 413', async () => {
  expect((await post('/thing', asText(256 << 10))).status).toBe(200);
  expect(await post('/thing', asText((256 << 10) + 1))).toMatchObject({ status: 413, body: { code: 413 } });
  expect((await post('/things', asText(8 * MIB))).status).toBe(200);
  expect((await post('/things', asText(8 * MIB + 1))).status).toBe(413);
});

test('a body that does not say how long it is is a 413 as soon as it is too long', async () => {
  const socket = await begin('/thing', 'transfer-encoding: chunked');
  const chunk = 'x'.repeat(64 << 10);
  for (let i = 0; i < 5; i++) socket.write(`${chunk.length.toString(16)}\r\n${chunk}\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1.1 413 .*connection: close/is);
});

test.each([
  ['64 levels', `${'['.repeat(64)}${']'.repeat(64)}`, 200],
  ['65 levels', `${'['.repeat(65)}${']'.repeat(65)}`, 400],
  ['20,000 levels of objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, 400],
  ['brackets in a text', JSON.stringify('["\\'.repeat(1_000)), 200],
  ['100,000 elements', `[${Array(100_000).fill(1).join()}]`, 200],
  ['100,001 elements', `[${Array(100_001).fill(1).join()}]`, 400],
  ['100,000 keys and elements', `{"a":[${Array(99_999).fill(1).join()}]}`, 200],
  ['100,001 keys and elements', `{"a":[${Array(99_999).fill(1).join()}],"b":1}`, 400],
  ['empty lists', `[${Array(50_000).fill('[ ]').join()}]`, 200],
])('of %s', async (_, body, status) => {
  const answer = await post('/thing', body);
  expect(answer.status).toBe(status);
  if (status === 400) expect(answer.body).toMatchObject({ code: 400, data: { errors: [{ key: 'body' }] } });
});

test('of the body of an unknown route nothing is read, and the answer arrives all the same', async () => {
  expect(await post('/nowhere', asText(31 * MIB))).toMatchObject({ status: 404, body: { message: 'route not found' } });
  expect((await post('/nowhere', '{"half":')).status).toBe(404);
});

test('of a refused body a little is thrown away, then the connection closes', async () => {
  const socket = await begin('/refused', `content-length: ${20 * MIB}`);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  socket.write(Buffer.alloc(20 * MIB, ' '));
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 401 .*connection: close/is);
  await closed;
});

test('after a refused body that is short the connection goes on', async () => {
  const socket = await begin('/refused', 'content-length: 10');
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 401 (?!.*connection: close)/is);
  socket.write('0123456789POST /thing HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1\r\n\r\n7');
  expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1.1 200 .*{"body":7}$/is);
  socket.destroy();
});

test('who asks before sending is told to go on only where the body is read', async () => {
  const refused = await begin('/refused', 'content-length: 300\r\nexpect: 100-continue');
  expect(String((await once(refused, 'data'))[0])).toMatch(/^HTTP\/1.1 401 /);
  const taken = await begin('/thing', 'content-length: 1\r\nexpect: 100-continue');
  expect(String((await once(taken, 'data'))[0])).toMatch(/^HTTP\/1.1 100 Continue/);
  taken.write('7');
  expect(String((await once(taken, 'data'))[0])).toMatch(/^HTTP\/1.1 200 /);
  for (const socket of [refused, taken]) socket.destroy();
});

test('nobody holds more than a quarter of the memory, and who has no share may hold more', async () => {
  holders = ['key/1'];
  expect(await post('/things', asText(4 * MIB + 1))).toMatchObject({ status: 503, body: { message: expect.stringMatching(/^busy/) } });
  expect((await post('/things', asText(4 * MIB))).status).toBe(200);
  holders = [];
  expect((await post('/things', asText(8 * MIB))).status).toBe(200);
});

describe('the memory', () => {
  const filled = (memory: BodyMemory, bytes: number): Hold => {
    const hold = memory.hold([], bytes);
    hold.grow(bytes);
    return hold;
  };

  test('keeps a part for what is small when large bodies fill the rest', () => {
    const memory = new BodyMemory(16 * MIB);
    const large = filled(memory, 14 * MIB);
    expect(() => memory.hold([], MIB)).toThrow('busy');
    const small = Array.from({ length: 8 }, () => filled(memory, 256 << 10));
    expect(() => memory.hold([], 256 << 10)).toThrow('busy');
    large.release();
    large.release();
    for (const one of small) one.release();
    expect(() => filled(memory, 14 * MIB)).not.toThrow();
  });

  test('works on 16 MiB of large bodies at a time, and on small ones beside them', async () => {
    const memory = new BodyMemory(96 * MIB);
    const [first, second, small] = [filled(memory, 10 * MIB), filled(memory, 10 * MIB), filled(memory, 1_000)];
    await first.apart();
    let isWaiting = true;
    const turn = second.apart().then(() => {
      isWaiting = false;
    });
    await small.apart();
    expect(isWaiting).toBe(true);
    first.release();
    await turn;
  });

  test('refuses who waits for a turn in vain, and gives the turn to the next', async () => {
    const memory = new BodyMemory(96 * MIB, 1);
    const [first, second] = [filled(memory, 16 * MIB), filled(memory, 16 * MIB)];
    await first.apart();
    await expect(second.apart()).rejects.toThrow('busy');
    first.release();
    await second.apart();
  });
});

describe('a body that does not come', () => {
  const quick = (bounds: Partial<Bounds>): Promise<unknown> => {
    const memory = new BodyMemory(MIB);
    return new Promise((resolve) => {
      server.server.removeAllListeners('request').on('request', (request, response) => {
        readBody(request, { ...bodyClasses.thing, ...bounds }, memory.hold([], 0))
          .then(resolve, resolve)
          .finally(() => response.end());
      });
    });
  };

  test('is a 408 when no byte comes', async () => {
    const outcome = quick({ stallMs: 20 });
    const socket = await begin('/thing', 'content-length: 10');
    socket.write('1');
    expect(await outcome).toMatchObject({ status: 408 });
    socket.destroy();
  });

  test('is a 408 when all of it takes too long, though bytes keep coming', async () => {
    const outcome = quick({ stallMs: 60_000, wholeMs: 100 });
    const socket = await begin('/thing', 'content-length: 1000000');
    const dripping = setInterval(() => socket.write(' '), 5);
    expect(await outcome).toMatchObject({ status: 408 });
    clearInterval(dripping);
    socket.destroy();
  });

  test('is the end of its request when the caller goes away', async () => {
    const outcome = quick({});
    const socket = await begin('/thing', 'content-length: 10');
    socket.write('1', () => socket.destroy());
    expect(await outcome).toMatchObject({ code: 'malformed-body' });
  });
});
