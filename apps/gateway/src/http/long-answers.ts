import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';

/** Aborted when the caller goes away, and harmlessly when the answer is finished. */
export const Gone = createParamDecorator((_: unknown, context: ExecutionContext): AbortSignal => {
  const gone = new AbortController();
  context
    .switchToHttp()
    .getResponse<FastifyReply>()
    .raw.once('close', () => gone.abort());
  return gone.signal;
});

/**
 * A JSON array that may be too long to hold: what is more than a batch is sent as it comes. Nothing is sent before the first batches are there, so that
 * an error still has its status; a later one ends the connection without an end of the answer.
 */
export async function jsonArray<T>(batches: AsyncGenerator<T[]>): Promise<T[] | StreamableFile> {
  const [first, second] = [await batches.next(), await batches.next()];
  if (first.done) return [];
  if (second.done) return first.value;
  const text = Readable.from(joined(first.value, second.value, batches), { objectMode: false });
  return new StreamableFile(text, { type: 'application/json; charset=utf-8' });
}

async function* joined<T>(first: T[], second: T[], others: AsyncIterable<T[]>): AsyncGenerator<string> {
  yield `[${inside(first)},${inside(second)}`;
  for await (const batch of others) yield `,${inside(batch)}`;
  yield ']';
}

/** The elements without the brackets around them. */
const inside = (batch: readonly unknown[]): string => JSON.stringify(batch).slice(1, -1);
