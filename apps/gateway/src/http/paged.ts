import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { Refusal } from '#runtime';
import { EmptyIsAbsent } from './lists.js';
import { jsonList, type Wrap } from './long-answers.js';
import { Whole, Words } from './parameters.js';

const MOST = 1_000;
const USUAL = 100;

/** Without either the list comes whole. */
export class PageQuery {
  /** How many at most; with it the answer has a `next_cursor`. */
  @ApiPropertyOptional()
  @IsOptional()
  @Whole(1, MOST)
  limit?: number;
  /** `next_cursor` of the page before. */
  @ApiPropertyOptional()
  @EmptyIsAbsent()
  @Words(4_000)
  cursor?: string;
}

export class SearchQuery extends PageQuery {
  /** Only those whose name or id has this part, in any case. */
  @ApiPropertyOptional()
  @EmptyIsAbsent()
  @Words(200)
  q?: string;
}

/** A list in the order of its keys. Instants in keys are epoch milliseconds. */
export type List<Item, Key extends readonly (string | number)[]> = {
  /** What keys look like. */
  readonly kinds: { readonly [I in keyof Key]: Key[I] extends string ? 'string' : 'number' };
  /** Those after a key (null: the first ones), so many at most, each with its own. */
  read(after: Key | null, most: number): Promise<readonly (readonly [key: Key, item: Item])[]>;
};

/** A page of the list with `next_cursor` beside it, or without `limit` and `cursor` all of it, sent as it is read. */
export async function listed<Item, Key extends readonly (string | number)[]>(
  wrap: Wrap,
  name: string,
  list: List<Item, Key>,
  { limit, cursor }: PageQuery,
  beside: object = {},
): Promise<object> {
  if (limit === undefined && cursor === undefined) return jsonList(wrap, name, wholeOf(list), beside);
  const { items, next_cursor } = await pageOf(list, limit ?? USUAL, cursor);
  return { ...beside, [name]: items, next_cursor };
}

/** So many at most, after a cursor. Refuses with 400 what is no cursor of the list. */
export async function pageOf<Item, Key extends readonly (string | number)[]>(
  list: List<Item, Key>,
  most: number,
  cursor: string | undefined,
): Promise<{ items: Item[]; next_cursor: string | null }> {
  const rows = await list.read(cursor === undefined ? null : keyIn(cursor, list), most + 1);
  const page = rows.slice(0, most);
  const last = rows.length > most ? page.at(-1) : undefined;
  return { items: page.map(([, item]) => item), next_cursor: last ? cursorOf(last[0]) : null };
}

/** No connection is held while the caller reads. */
async function* wholeOf<Item, Key extends readonly (string | number)[]>({ read }: List<Item, Key>): AsyncGenerator<Item[]> {
  let rows = await read(null, MOST);
  for (;;) {
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(([, item]) => item);
    if (rows.length < MOST) return;
    rows = await read(last[0], MOST);
  }
}

export const cursorOf = (key: readonly (string | number)[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** What a cursor says. Refuses with 400 what is none of a list whose keys look so. */
export function keyIn<Key extends readonly (string | number)[]>(cursor: string, { kinds }: { readonly kinds: readonly unknown[] }): Key {
  const parts = decoded(cursor);
  if (!isKey<Key>(parts, kinds)) throw Refusal.field('cursor', 'cursor is not a next_cursor of this list', cursor);
  return parts;
}

const isKey = <Key extends readonly (string | number)[]>(parts: readonly unknown[], kinds: readonly unknown[]): parts is Key =>
  parts.length === kinds.length && parts.every((part, i) => typeof part === kinds[i] && isStorable(part));

const isStorable = (part: unknown): boolean => (typeof part === 'string' ? !/\0|\p{Surrogate}/u.test(part) : Number.isSafeInteger(part));

function decoded(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return []; // refused by the caller
  }
}
