import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const SMALLEST = 1_024;
const packers = {
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
} as const;
type Coding = keyof typeof packers;

/** Packs answers of a kilobyte and more for who accepts it. Streams, downloads and answers with secrets go as they are. */
export function compressAnswers(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    const isText = /^(application\/(.*\+)?json|text\/)/.test(String(reply.getHeader('content-type')));
    if (!isText || reply.hasHeader('content-encoding') || request.routeOptions.config.secret) return payload;
    vary(reply.getHeader('vary'), (value) => reply.header('vary', value));
    const body = Buffer.from(payload);
    const coding = codingOf(request.headers['accept-encoding']);
    if (!coding || body.length < SMALLEST) return payload;
    reply.header('content-encoding', coding).removeHeader('content-length');
    return packers[coding](body);
  });
}

const vary = (known: unknown, set: (value: string) => void): void => set(known ? `${String(known)}, Accept-Encoding` : 'Accept-Encoding');

/** The better of those that are accepted. */
export function codingOf(header: string | string[] | undefined): Coding | undefined {
  const accepted = String(header ?? '')
    .split(',')
    .map((part) =>
      part
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/),
    )
    .filter(([, quality = '1']) => Number(quality) > 0)
    .map(([name]) => name);
  return (['br', 'gzip'] as const).find((coding) => accepted.includes(coding) || (coding === 'gzip' && accepted.includes('*')));
}
