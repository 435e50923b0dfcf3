import { once } from 'node:events';
import { type AddressInfo, connect, type Socket } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { limitBodies } from './limit-bodies.js';

const LATER_MS = 60_000;
let server: FastifyInstance;

const serve = async (wholeMs: number, restMs: number): Promise<void> => {
  server = fastify({ requestTimeout: 0 });
  limitBodies(server, wholeMs, restMs);
  server.post('/whole', async ({ body }) => ({ body }));
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('text/plain', { parseAs: 'string' }, (_, text, done) => done(null, text));
  server.addContentTypeParser('*', (_, body, done) => done(null, body));
  const config = { streams: true } as object;
  server.post('/stream', { config }, async ({ body }) => {
    let size = 0;
    for await (const chunk of body as AsyncIterable<Buffer>) size += chunk.length;
    return { size };
  });
  server.post('/early', { config, onRequest: async (_, reply) => reply.code(401).send({}) }, async () => ({}));
  await server.listen({ port: 0, host: '127.0.0.1' });
};
afterEach(() => server.close());

/** Sends the head of a request and the first of ten promised bytes. */
async function begin(path: string, type: string): Promise<Socket> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(`POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: ${type}\r\ncontent-length: 10\r\n\r\nx`);
  await once(socket, 'connect');
  return socket;
}

test('a body that stalls is cut', async () => {
  await serve(50, LATER_MS);
  await once((await begin('/whole', 'text/plain')).resume(), 'close');
});

test('a body that is read as it comes may take longer', async () => {
  await serve(50, LATER_MS);
  const cut = begin('/whole', 'text/plain').then((socket) => once(socket.resume(), 'close'));
  const socket = await begin('/stream', 'application/x-ndjson');
  await cut; // by now the other one would be cut too
  socket.write('xxxxxxxxx');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 200 OK.*{"size":10}$/s);
  socket.destroy();
});

test('the rest of a body that nobody reads is not waited for', async () => {
  await serve(LATER_MS, 50);
  const socket = await begin('/early', 'application/x-ndjson');
  const [answer] = await once(socket, 'data');
  expect(String(answer)).toMatch(/^HTTP\/1.1 401 /);
  await once(socket.resume(), 'close');
});
