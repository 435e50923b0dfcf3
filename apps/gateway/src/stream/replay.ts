import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type Store, type ToldKind, toldLines } from '#persistence';
import { nodesOf, type Tree } from '#scope';
import type { Line } from './line.js';
import type { Chain, Reader } from './reader.js';
import type { Ring } from './ring.js';
import { TOLD } from './stream.dto.js';

/** A reader that is further behind reads its lists again instead. */
const MOST_REPLAYED = 5_000;
const PAGE = 500;
const PAUSE_MS = 100;

type Place = { readonly store: Store; readonly ring: Ring; readonly tree: Tree; readonly chainOf: Chain };
/** What a reader has missed: up to where, and the last of it that is not told line by line. */
export type Missed = { readonly upto: number; readonly flood: number | undefined };

/** What a reader missed; undefined when that is more than 5,000 lines of its own. */
export async function missedBy(reader: Reader, upto: number, place: Place): Promise<Missed | undefined> {
  let found = 0;
  let flood: number | undefined;
  for await (const lines of pagesOf(reader, upto, place)) {
    const own = lines.filter((line) => reader.takes(line, place.chainOf));
    found += own.length;
    if (found > MOST_REPLAYED) return undefined;
    flood = own.findLast(({ kind }) => kind === 'flood')?.number ?? flood;
  }
  return { upto, flood };
}

/** Tells a reader what it missed, as fast as it takes it: from the database, unless the ring still has it. */
export async function replay(reader: Reader, response: ServerResponse, { upto, flood }: Missed, place: Place): Promise<void> {
  if (flood !== undefined) reader.resync('flood', flood);
  reader.grant(MOST_REPLAYED);
  if (reader.position >= place.ring.start) return;
  for await (const lines of pagesOf(reader, upto, place)) {
    const rest = (): Line[] => lines.filter(({ number }) => number > reader.position);
    while (!reader.send(rest(), place.tree, place.chainOf, Date.now())) {
      if (response.writableEnded || response.destroyed) return;
      await (response.writableNeedDrain ? drained(response) : pause(PAUSE_MS));
    }
  }
  reader.pass(upto);
}

/** Resolves when the socket takes more, or never will. */
async function drained(response: ServerResponse): Promise<void> {
  const done = new AbortController();
  await Promise.race(['drain', 'close'].map((event) => once(response, event, { signal: done.signal }))).finally(() => done.abort());
}

/** From the database, a page at a time: none is read before the one before it is taken. */
async function* pagesOf(reader: Reader, upto: number, { store, ring, tree }: Place): AsyncGenerator<Line[]> {
  const scope = reader.sees;
  const all = scope.subtrees.some(({ role }) => role === 'owner');
  const organizations = all ? null : nodesOf(scope, tree).map(({ id }) => id);
  const events: ToldKind[] = [...(reader.kinds ?? TOLD), 'flood'];
  for (let after = reader.position; after < upto; ) {
    const found = await toldLines(store, { after, upto, organizations, events }, PAGE);
    after = found.length < PAGE ? upto : (found.at(-1)?.number ?? upto);
    yield await ring.describer.describe(found);
  }
}
