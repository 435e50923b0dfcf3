import { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext, StreamableFile } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { dialectOf } from './dialects.js';

/** Puts data into the envelope of the route's family. */
export type Wrap = (data: object) => unknown;
export const Wrapping = createParamDecorator((_: unknown, context: ExecutionContext): Wrap => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return (data) => dialectOf(request.originalUrl).wrap(data, request.routeOptions.config.message ?? '', 200);
});

/**
 * A JSON array that may be too long to hold: what is more than a batch is sent as it comes. Nothing is sent before the first batches are there, so that
 * an error still has its status; a later one ends the connection without an end of the answer.
 */
export async function jsonArray<T>(batches: AsyncGenerator<T[]>): Promise<T[] | StreamableFile> {
  const begun = await begin(batches);
  return 'whole' in begun ? begun.whole : sent('[', begun.batches, ']');
}

/** The same for a list called `name` with other fields beside it. */
export async function jsonList<T>(wrap: Wrap, name: string, batches: AsyncGenerator<T[]>, beside: object = {}): Promise<object> {
  const begun = await begin(batches);
  if ('whole' in begun) return { ...beside, [name]: begun.whole };
  const shell = JSON.stringify(wrap({ ...beside, [name]: [] }));
  const end = shell.lastIndexOf(']');
  return sent(shell.slice(0, end), begun.batches, shell.slice(end));
}

async function begin<T>(batches: AsyncGenerator<T[]>): Promise<{ whole: T[] } | { batches: AsyncIterable<T[]> }> {
  const first = await batches.next();
  if (first.done) return { whole: [] };
  const second = await batches.next();
  return second.done ? { whole: first.value } : { batches: from([first.value, second.value], batches) };
}

async function* from<T>(read: readonly T[], others: AsyncIterable<T>): AsyncGenerator<T> {
  yield* read;
  yield* others;
}

const sent = (head: string, batches: AsyncIterable<readonly unknown[]>, tail: string): StreamableFile =>
  new StreamableFile(Readable.from(joined(head, batches, tail), { objectMode: false }), { type: 'application/json; charset=utf-8' });

async function* joined(head: string, batches: AsyncIterable<readonly unknown[]>, tail: string): AsyncGenerator<string> {
  let between = head;
  for await (const batch of batches) {
    if (batch.length === 0) continue;
    yield `${between}${inside(batch)}`;
    between = ',';
  }
  yield between === head ? head + tail : tail;
}

/** The elements without the brackets around them. */
const inside = (batch: readonly unknown[]): string => JSON.stringify(batch).slice(1, -1);
