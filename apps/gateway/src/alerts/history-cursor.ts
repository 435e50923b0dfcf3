import { createHash } from 'node:crypto';
import { Refusal } from '#runtime';
import type { HistoryQuery } from './alerts.dto.js';
import { type HistoryRow, ORDERS } from './history-order.js';

/** Where a page ended: the sort key and the id of its last row. */
export type Position = { readonly key: string; readonly id: number };

/** Names the last row, and the filters and the order the page was read with. */
export const cursorAfter = (row: HistoryRow, query: HistoryQuery): string =>
  Buffer.from(JSON.stringify([markOf(query), String(ORDERS[query.sort_by].keyOf(row)), row.id])).toString('base64url');

/** Refuses with 400 a cursor that was altered, or that belongs to other filters or another order. */
export function positionOf(cursor: string, query: HistoryQuery): Position {
  const [mark, key, id] = decoded(cursor);
  if (typeof key !== 'string' || key.includes('\0') || !Number.isSafeInteger(id))
    throw Refusal.field('cursor', 'cursor is not one of ours', cursor);
  if (mark !== markOf(query)) throw Refusal.field('cursor', 'cursor belongs to other filters or another order', cursor);
  return { key, id: Number(id) };
}

function decoded(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return []; // refused by the caller
  }
}

function markOf({ page: _page, page_size: _size, cursor: _cursor, ...rest }: HistoryQuery): string {
  const sorted = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('base64url').slice(0, 12);
}
