import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusals.js';

/** How much more than the limit is read and thrown away, so that a caller in the middle of sending still gets to read its 413. */
const PATIENCE = 4;

/** Reads JSON bodies. One that is empty is none: many clients say application/json with every request. */
export function readJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('remove', 'remove');
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else parse(request, String(body), done);
  });
}

/**
 * Reads every body as JSON, whatever its content type says. An oversized one is drained before it is refused: closing the connection under a
 * caller that still sends would reset it, and the answer would be lost.
 */
export function readBodiesAsJson(server: FastifyInstance, limit: number): void {
  const parse = server.getDefaultJsonParser('remove', 'remove');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', (request, body: AsyncIterable<Buffer>, done) => {
    const broken = (error: unknown): void =>
      done(error instanceof Refusal ? error : Object.assign(new Error('broken body'), { statusCode: 400 }));
    bytesOf(body, limit).then((bytes) => parse(request, bytes.toString('utf8'), done), broken);
  });
}

async function bytesOf(body: AsyncIterable<Buffer>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
    else chunks.length = 0;
    if (size > limit * PATIENCE) break;
  }
  if (size > limit) throw new Refusal('body-too-large');
  return Buffer.concat(chunks, size);
}
