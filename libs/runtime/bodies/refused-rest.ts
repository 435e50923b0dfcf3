import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { THROWN_AWAY } from './bounds.js';
import { announcedBy } from './read-body.js';

/** How long a caller has to take the answer to a request that he still sends. */
const LINGER_MS = 1_000;

/**
 * What is left of a body once its request is answered: a little is thrown away, so that the caller gets to the end of it and reads the answer; then the
 * connection closes. Closed at once it would be reset under a caller that still sends, and the answer would be lost.
 */
export function throwAwayRests(server: FastifyInstance, lingerMs = LINGER_MS): void {
  server.addHook('onSend', async ({ raw }, reply, payload) => {
    const { socket } = raw;
    if (raw.complete || !socket || socket.destroyed) return payload;
    const isShort = announcedBy(raw) > 0 && announcedBy(raw) <= THROWN_AWAY;
    if (!isShort) reply.header('connection', 'close');
    socket.destroySoon = () => linger(socket, lingerMs);
    let left = THROWN_AWAY;
    raw.on('error', () => undefined); // nobody is interested in it any more
    raw.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) raw.pause();
    });
    raw.resume();
    if (isShort) reply.raw.once('finish', () => cutUnlessComplete(raw, socket, lingerMs));
    return payload;
  });
}

/** Says that no more is coming, and gives the caller a moment to do the same. */
function linger(socket: Socket, milliseconds: number): void {
  socket.end();
  const timer = setTimeout(() => socket.destroy(), milliseconds).unref();
  socket.once('close', () => clearTimeout(timer));
}

/** A rest that is short enough to be waited for has a moment, too. */
function cutUnlessComplete(raw: IncomingMessage, socket: Socket, milliseconds: number): void {
  if (raw.complete) return;
  const timer = setTimeout(() => socket.destroy(), milliseconds).unref();
  raw.once('close', () => clearTimeout(timer));
}
