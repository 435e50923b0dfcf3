import { createHash } from 'node:crypto';
import { Refusal } from '#runtime';
import type { HistoryQuery } from './history.dto.js';
import { type HistoryRow, type Key, ORDERS } from './order.js';

/** Where a page ended: the sort key and the id of its last row. */
export type Position = { readonly key: string; readonly id: number };

/** Names the last row, and the filters and the order the page was read with. */
export function cursorAfter(row: HistoryRow, query: HistoryQuery): string {
  const key = ORDERS[query.sort_by].keyOf(row);
  return Buffer.from(JSON.stringify([markOf(query, key, row.id), key, row.id])).toString('base64url');
}

/** Refuses with 400 a cursor that was altered, or that belongs to other filters or another order. */
export function positionOf(cursor: string, query: HistoryQuery): Position {
  const [mark, key, id] = decoded(cursor);
  const isOurs = ORDERS[query.sort_by].isKey(key) && typeof id === 'number' && Number.isSafeInteger(id) && mark === markOf(query, key, id);
  if (!isOurs) throw Refusal.field('cursor', 'was altered, or belongs to other filters or another order', cursor);
  return { key: String(key), id };
}

function decoded(cursor: string): unknown[] {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(parts) ? parts : [];
  } catch {
    return []; // refused by the caller
  }
}

function markOf({ page: _page, page_size: _size, cursor: _cursor, ...rest }: HistoryQuery, key: Key, id: number): string {
  const filters = new Map(Object.entries(rest).map(([name, value]) => [name, Array.isArray(value) ? [...value].sort() : value]));
  const sorted = [...filters].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([sorted, key, id]))
    .digest('base64url')
    .slice(0, 12);
}
