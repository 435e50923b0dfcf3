import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** A reader that takes nothing of an answer for so long has gone, whatever its connection says. */
const PATIENCE_MS = 30_000;
/** What fits into the buffers of a connection waits for nobody. */
const SMALL = 64 * 1024;

/** Cuts answers of which no byte is taken for a while: what is kept for them is kept for nobody. */
export function cutUnread(server: FastifyInstance, patienceMs = PATIENCE_MS): void {
  server.addHook('onSend', (_, reply, payload, done) => {
    if (isLong(payload)) reply.raw.setTimeout(patienceMs, () => reply.raw.socket?.destroy());
    done();
  });
}

const isLong = (payload: unknown): boolean =>
  payload instanceof Readable || ((typeof payload === 'string' || Buffer.isBuffer(payload)) && payload.length > SMALL);
