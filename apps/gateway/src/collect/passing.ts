import { PassThrough, type Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { bodyClasses, Refusal } from '#runtime';

/** A body on its way to collect, and what gives it up. */
export type Passing = { readonly body: Readable | Buffer | null; readonly signal: AbortSignal };

/**
 * A body that is passed on as it comes. It is given up with 408 when nothing comes, and when there is no answer in so many milliseconds after its end.
 * Whoever is done with it early leaves the request itself, and its connection, alone.
 */
export function passing({ raw }: FastifyRequest, reply: FastifyReply, answerMs: number): Passing {
  const given = new AbortController();
  const body = new PassThrough();
  const late = (): void => given.abort(new Refusal('collect-unavailable', { retryAfterSeconds: 1 }));
  const stalled = (): void => (body.writableNeedDrain ? late() : given.abort(new Refusal('body-stalled')));
  const timers = [setTimeout(stalled, bodyClasses.passed.stallMs)];
  const onData = (): void => void timers[0]?.refresh();
  const onEnd = (): void => {
    clearTimeout(timers[0]);
    timers.push(setTimeout(late, answerMs));
  };
  raw.on('data', onData).once('end', onEnd).pipe(body);
  raw.once('close', () => {
    if (!raw.readableEnded) body.destroy(new Error('the sender has gone'));
  });
  body.on('error', () => undefined); // told by whoever reads it
  reply.raw.once('close', () => timers.forEach(clearTimeout));
  return { body, signal: given.signal };
}
