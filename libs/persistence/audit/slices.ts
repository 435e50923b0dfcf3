import type { Db } from '../sql.js';
import { sql } from '../sql.js';

/** A stretch of whole UTC months, from the start of the first to before the end of the last. Texts, for there is no JavaScript date without an end. */
export type Slice = { readonly from: string; readonly until: string };

const months = sql<{ first: Date | null; last: Date | null }, object>(import.meta.url, './months.sql');

/** One stretch for all that is older: few alerts are. */
const ALONE_FROM = Date.UTC(2015, 0);
/** Every month has its turn within so many nights; the newest two have it every night. */
const NIGHTS = 28;
const NEWEST = 2;
const DAY_MS = 86_400_000;

/** The ledger in slices, oldest first. */
export async function slicesOf(db: Db): Promise<Slice[]> {
  const { first, last } = await months.one(db, {});
  const starts: string[] = [];
  if (first && last)
    for (let at = new Date(Math.max(ALONE_FROM, first.getTime())); at <= last; at.setUTCMonth(at.getUTCMonth() + 1))
      starts.push(at.toISOString());
  const edges = ['-infinity', ...starts, 'infinity'];
  return edges.slice(1).map((until, i) => ({ from: edges[i] ?? '', until }));
}

/** Those whose turn it is on a night. */
export function rolling(slices: readonly Slice[], now: Date): Slice[] {
  const night = Math.floor(now.getTime() / DAY_MS) % NIGHTS;
  return slices.filter((_, i) => i >= slices.length - NEWEST || i % NIGHTS === night);
}
