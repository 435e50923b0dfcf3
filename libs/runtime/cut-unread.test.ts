import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import fastify from 'fastify';
import { until } from '#test/until';
import { cutUnread } from './cut-unread.js';

const CHUNK = 'x'.repeat(1 << 20);
const CHUNKS = 64;
const PATIENCE_MS = 500;

const server = fastify();
let [ended, port] = [0, 0];
beforeAll(async () => {
  cutUnread(server, PATIENCE_MS);
  async function* much() {
    try {
      for (let i = 0; i < CHUNKS; i++) yield CHUNK;
    } finally {
      ended++;
    }
  }
  server.get('/stream', (_, reply) => reply.send(Readable.from(much(), { objectMode: false })));
  server.get('/whole', () => CHUNK.repeat(CHUNKS));
  port = Number(new URL(await server.listen({ port: 0, host: '127.0.0.1' })).port);
});
afterAll(() => server.close());

async function asked(path: string): Promise<Socket> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`GET ${path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`);
  return socket;
}
const connections = (): Promise<number> => new Promise((resolve) => server.server.getConnections((_, count) => resolve(count)));

test.each(['/stream', '/whole'])('an answer of %s of which nobody takes a byte is cut', async (path) => {
  const socket = await asked(path);
  socket.pause();
  await until(async () => (await connections()) === 1);
  await until(async () => (await connections()) === 0);
  socket.destroy();
});

test('what it was read from is given up with it', () => until(() => ended === 1));

test.each(['/stream', '/whole'])('one of %s that is taken slowly arrives whole', async (path) => {
  const socket = await asked(path);
  let bytes = 0;
  for await (const chunk of socket) {
    bytes += chunk.length;
    socket.pause();
    setTimeout(() => socket.resume(), 2);
  }
  expect(bytes).toBeGreaterThan(CHUNKS << 20);
});
