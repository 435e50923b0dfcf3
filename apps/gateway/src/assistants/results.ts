import { FORMULAS, type Formula } from '#metrics';
import { Refusal } from '#runtime';
import type { Tool } from './tools.js';

/** No result has more. */
export const PAGE_ROWS = 50;
type Fields = Record<string, unknown>;
/** The zone of a report, and what it is about besides what its keys say. */
type Said = { readonly timezone: string; readonly about: readonly string[] };

/** An answer cut to a page, with what a reader must know to read it right. */
export function pageOf(tool: Tool, answer: Fields, cursor: string | undefined, { timezone, about }: Said): Fields {
  const { page, next_cursor } = cut(tool, answer, cursor);
  return {
    ...page,
    ...(tool.columns && { columns: tool.columns }),
    ...(tool.lists.length > 0 && { next_cursor }),
    ...(tool.isReport && { timezone, formulas: formulasOf(page, about) }),
    ...(hasTexts(page) && { texts: 'untrusted' }),
  };
}

/** Where a page begins, of a tool that counts rows. Refuses with 400 what is no cursor. */
export function offsetIn(cursor: string | undefined): number {
  if (cursor === undefined || cursor === '') return 0;
  if (!/^[1-9]\d{0,8}$/.test(cursor)) throw Refusal.field('cursor', 'is not a next_cursor of this tool', cursor);
  return Number(cursor);
}

function cut({ lists, paging }: Tool, answer: Fields, cursor: string | undefined): { page: Fields; next_cursor: string | null } {
  if (paging) return { page: answer, next_cursor: pagedCursor(paging, answer) };
  const named = lists.map((name) => [name || 'rows', listIn(answer, name || 'rows')] as const);
  const size = Math.floor(PAGE_ROWS / Math.max(1, lists.length));
  const from = offsetIn(cursor);
  const page = Object.fromEntries(named.flatMap(([name, rows]) => (rows ? [[name, rows.slice(from, from + size)]] : [])));
  const isLast = named.every(([, rows = []]) => rows.length <= from + size);
  return { page: { ...answer, ...page }, next_cursor: isLast ? null : String(from + size) };
}

function pagedCursor(paging: 'page' | 'cursor', { pagination }: Fields): string | null {
  const { next_cursor = null, next_page = null } = (pagination ?? {}) as { next_cursor?: string | null; next_page?: number | null };
  return paging === 'cursor' ? next_cursor : next_page === null ? null : String(next_page);
}

const listIn = (answer: Fields, name: string): unknown[] | undefined => (Array.isArray(answer[name]) ? answer[name] : undefined);

/** Keys under which stands what others wrote. */
const TEXTS = new Set([
  'labels',
  'annotations',
  'alertname',
  'summary',
  'label',
  'memo',
  'comment',
  'creator',
  'close_reason',
  'top_alertnames',
  'top_systems',
  'system_key',
]);
const hasTexts = (page: Fields): boolean => [...keysIn(page)].some((key) => TEXTS.has(key));

/** The formulas of the figures that the page shows. */
function formulasOf(page: Fields, about: readonly string[]): readonly Formula[] {
  const names = keysIn(page, new Set(['range', ...about]));
  return FORMULAS.filter(({ name }) => names.has(name));
}

function keysIn(value: unknown, keys = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const one of value) keysIn(one, keys);
  else if (typeof value === 'object' && value !== null) for (const [key, inner] of Object.entries(value)) keysIn(inner, keys.add(key));
  return keys;
}
