import type { DataSource } from 'typeorm';
import { sql } from '../sql.js';

/** How often something wants to happen, of which its bucket allows `limit` in any 60 s. `grain` is the resolution of the log in milliseconds. */
export type RateAsk = { readonly bucket: string; readonly limit: number; readonly wanted: number; readonly grain: number };
/** `wait`: milliseconds until the bucket gets something back. */
export type RateGrant = { readonly granted: number; readonly used: number; readonly wait: number };

type Binds = { buckets: string[]; limits: number[]; wanted: number[]; grains: number[] };
const take = sql<RateGrant, Binds>(import.meta.url, './take.sql');
const forget = sql<never, object>(import.meta.url, './forget.sql');

/** The rate limiter's log in PostgreSQL: exact for any number of gateways. Every bucket stands in the question once. */
export async function takeRates(store: DataSource, asks: readonly RateAsk[]): Promise<RateGrant[]> {
  const sorted = [...asks].sort((a, b) => (a.bucket < b.bucket ? -1 : 1));
  const rows = await take.rows(store, {
    buckets: sorted.map(({ bucket }) => bucket),
    limits: sorted.map(({ limit }) => limit),
    wanted: sorted.map(({ wanted }) => wanted),
    grains: sorted.map(({ grain }) => grain),
  });
  const grants = new Map(sorted.map(({ bucket }, i) => [bucket, rows[i]]));
  return asks.flatMap(({ bucket }) => grants.get(bucket) ?? []);
}

export const forgetRates = (store: DataSource): Promise<unknown> => forget.rows(store, {});
