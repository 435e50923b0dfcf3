import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { cursorOf, keyIn, type PageQuery } from './paged.js';

type Key = readonly (string | number)[];
/** Rows that ascend by their keys, texts by their UTF-8 bytes. A number that falls down the list stands in the key negated. */
export type Ordered<Row> = { readonly kinds: readonly ('string' | 'number')[]; keyOf(row: Row): Key };

/** Tells in the header `Link` where the next page is. */
export type NextLink = (cursor: string) => void;
export const Linking = createParamDecorator((_: unknown, context: ExecutionContext): NextLink => {
  const http = context.switchToHttp();
  const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()];
  return (cursor) => {
    const { pathname, searchParams } = new URL(request.originalUrl, 'http://localhost');
    searchParams.set('cursor', cursor);
    void reply.header('link', `<${pathname}?${searchParams.toString()}>; rel="next"`);
  };
});

/** The rows as they come, or with a `limit` those of the page, before which the link to the next one is told. Refuses with 400 what is no cursor. */
export async function* linked<Row>(
  batches: AsyncIterable<Row[]>,
  { kinds, keyOf }: Ordered<Row>,
  { limit, cursor }: PageQuery,
  next: NextLink,
): AsyncGenerator<Row[]> {
  const after = cursor === undefined ? undefined : keyIn<Key>(cursor, { kinds });
  const page: Row[] = [];
  for await (const batch of batches) {
    const rows = after ? batch.filter((row) => isAfter(keyOf(row), after)) : batch;
    if (limit === undefined) yield rows;
    else page.push(...rows.slice(0, limit + 1 - page.length));
    if (limit !== undefined && page.length > limit) break;
  }
  if (limit === undefined) return;
  const last = page.length > limit ? page[limit - 1] : undefined;
  if (last) next(cursorOf(keyOf(last)));
  yield page.slice(0, limit);
}

/** The same of rows that are all there. */
export async function linkedPage<Row>(rows: Row[], ordered: Ordered<Row>, page: PageQuery, next: NextLink): Promise<Row[]> {
  const shown: Row[] = [];
  for await (const part of linked(inOne(rows), ordered, page, next)) shown.push(...part);
  return shown;
}

async function* inOne<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows;
}

function isAfter(key: Key, after: Key): boolean {
  for (const [nth, part] of key.entries()) {
    const order = compare(part, after[nth] ?? '');
    if (order !== 0) return order > 0;
  }
  return false;
}

const compare = (part: string | number, bound: string | number): number =>
  typeof part === 'number' && typeof bound === 'number'
    ? part - bound
    : Buffer.compare(Buffer.from(String(part)), Buffer.from(String(bound)));
