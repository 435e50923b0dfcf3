import type { DataSource } from 'typeorm';
import { ensureFeedDays } from '../ledger/partitions.js';
import { type Db, sql } from '../sql.js';

export type FeedKind = 'opened' | 'changed' | 'ended' | 'merged' | 'deleted';
/** What happened to an alert: its row is as it is now, not as it was then. */
export type FeedLine = {
  readonly kind: FeedKind;
  readonly alert: number;
  /** After the change; of a merged or deleted one before it. */
  readonly startsAt: Date;
  readonly organization: number;
  /** The alert it is part of, of a merged one. */
  readonly into: number | null;
};
/** `number` grows with each line, in the order of commits. What is told (told.ts) has numbers of its own between them. */
export type NumberedLine = FeedLine & { readonly number: number; readonly at: Date };
/** How far a follower has come. `mark` tells one database from another whose numbers are the same. */
export type Position = { readonly number: number; readonly mark: string };

type Row = { kind: FeedKind; alerts: number[]; starts: Date[]; organizations: number[]; others: number[] | null };
type NumberedRow = Row & { number: number; at: Date; mark: string };

/** NOTIFY on this channel, with the last number, follows every fold that numbered something. */
export const FEED_CHANNEL = 'feed_grew';

const number = sql<{ taken: number }, { most: number }>(import.meta.url, './number.sql');
const newest = sql<Position, object>(import.meta.url, './newest.sql');
const markOf = sql<{ mark: string; oldest: number }, { number: number }>(import.meta.url, './mark-of.sql');
const rowsSince = sql<NumberedRow, { number: number; most: number }>(import.meta.url, './since.sql');
const waiting = sql<Row, object>(import.meta.url, './waiting.sql');

const AT_ONCE = 5_000;

/** Numbers what was recorded, one process at a time. How many rows it took; 0 as well when another is at it. */
export async function numberNews(store: DataSource, most = AT_ONCE): Promise<number> {
  await ensureFeedDays(store, new Date());
  let total = 0;
  for (let taken = most; taken === most; total += taken) {
    taken = await store.transaction(async (tx) => {
      const [{ mine }] = await tx.query('SELECT pg_try_advisory_xact_lock(4711, 5) AS mine');
      return mine ? (await number.one(tx, { most })).taken : 0;
    });
  }
  return total;
}

/** The end of the feed: where a follower that starts anew goes on from, once it has read the ledger in the same snapshot. */
export const feedEnd = (db: Db): Promise<Position> => newest.one(db, {});

/**
 * The lines after a position, in their order, and where that leads; at most about `most` rows of them, so ask until none comes. `gone`: the database does
 * not have what followed that position, or never gave it out, and the follower starts anew. Without a mark the number alone counts.
 */
export async function since(
  db: Db,
  position: { readonly number: number; readonly mark?: string | undefined },
  most = 1_000,
): Promise<'gone' | { readonly lines: NumberedLine[]; readonly position: Position }> {
  const found = await markOf.first(db, { number: position.number });
  if (!found || position.number < found.oldest || (position.mark !== undefined && position.mark !== found.mark)) return 'gone';
  const rows = await rowsSince.rows(db, { number: position.number, most });
  const last = rows.at(-1);
  const lines = rows.flatMap(numbered).filter((line) => line.number > position.number);
  return { lines, position: last ? { number: last.number, mark: last.mark } : { number: position.number, mark: found.mark } };
}

/** What the snapshot of `db` holds beyond the end of the feed: it will get its number later. */
export async function unnumbered(db: Db): Promise<FeedLine[]> {
  return (await waiting.rows(db, {})).flatMap(linesOf);
}

/**
 * All that was told after a position, with what has no number yet: `unnumbered` of the lines. In one snapshot nothing is missed. `gone` as in `since`, and where
 * it is more than `most`.
 */
export async function allSince(
  db: Db,
  from: Position,
  most: number,
): Promise<'gone' | { readonly lines: FeedLine[]; readonly position: Position; readonly unnumbered: number }> {
  const lines: FeedLine[] = [];
  for (let position = from; ; ) {
    const next = await since(db, position);
    if (next === 'gone' || lines.length > most) return 'gone';
    for (const line of next.lines) lines.push(line);
    position = next.position;
    if (next.lines.length > 0) continue;
    const waiting = await unnumbered(db);
    return { lines: [...lines, ...waiting], position, unnumbered: waiting.length };
  }
}

const linesOf = ({ kind, alerts, starts, organizations, others }: Row): FeedLine[] =>
  alerts.map((alert, i) => ({
    kind,
    alert,
    startsAt: starts[i] ?? new Date(0),
    organization: organizations[i] ?? 0,
    into: others?.[i] ?? null,
  }));

const numbered = (row: NumberedRow): NumberedLine[] =>
  linesOf(row).map((line, i, { length }) => ({ ...line, number: row.number - length + 1 + i, at: row.at }));
