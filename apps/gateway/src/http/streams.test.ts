import { gzipSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { acceptStreams, NDJSON, streamOf } from './streams.js';

let server: FastifyInstance;
beforeEach(() => {
  server = Fastify();
  acceptStreams(server);
});
afterEach(() => server.close());

const sent = (payload: Buffer) =>
  server.inject({ method: 'POST', url: '/lines', headers: { 'content-type': NDJSON, 'content-encoding': 'gzip' }, payload });

test('a packed body that cannot be unpacked harms nobody, though nobody reads it yet', async () => {
  server.post('/lines', { config: { body: 'lines' } }, async ({ body }) => {
    await new Promise((broken) => (body as NodeJS.ReadableStream).once('close', broken));
    return 'it broke';
  });
  expect((await sent(Buffer.from('this is not packed'))).body).toBe('it broke');
});

test('who stops reading can still answer', async () => {
  server.post('/lines', { config: { body: 'lines' } }, async ({ body }) => {
    for await (const part of streamOf(body)) return String(part);
    return 'nothing';
  });
  expect((await sent(gzipSync('a line\n'))).body).toBe('a line\n');
});
