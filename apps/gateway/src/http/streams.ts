import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Refusal, readWhole } from '#runtime';
import { Takes } from './route.js';

export const NDJSON = 'application/x-ndjson';
const KINDS = /^application\/(x-)?(ndjson|jsonl|jsonlines|json-seq)\b/i;

/** The route reads its body as it comes, of any size and for any time. It sees itself to a body that stalls. */
export const Streams = (): MethodDecorator => Takes('lines');

const isStream = ({ routeOptions: { config } }: FastifyRequest): boolean => config.body === 'lines';

/** Hands the bodies of such routes through, unpacked. Nothing is read that has not been asked for. */
export function acceptStreams(server: FastifyInstance): void {
  server.addHook('preParsing', async (request) => {
    if (isStream(request) && !KINDS.test(request.headers['content-type'] ?? ''))
      throw new Refusal('unsupported-body', { message: `send the content type ${NDJSON}` });
  });
  server.addContentTypeParser(KINDS, (request, payload, done) => {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    if (!isStream(request) || !['identity', 'gzip'].includes(encoding)) return done(new Refusal('unsupported-body'));
    if (encoding === 'identity') return done(null, payload);
    const unpacked = createGunzip();
    unpacked.on('error', () => undefined); // whoever reads it hears of it, also one that has yet to begin, or is done
    payload.on('error', (error) => unpacked.destroy(error)).pipe(unpacked);
    return done(null, unpacked);
  });
}

/** The body of such a route. Without one Fastify parses nothing. Whoever reads it may stop: the request goes on, so that an answer can be given. */
export const streamOf = (body: unknown): AsyncIterable<Buffer> =>
  body instanceof Readable ? body.iterator({ destroyOnReturn: false }) : Readable.from([]);

/** Forms of the routes that are sent as one: read within their bounds, and thrown away. */
export const acceptForms = (server: FastifyInstance): void =>
  void server.addContentTypeParser('application/x-www-form-urlencoded', async (request: FastifyRequest) => {
    if (!request.routeOptions.config.form) throw new Refusal('unsupported-body');
    await readWhole(request);
  });
