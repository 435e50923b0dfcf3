import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Gather } from '../gather.js';
import { type Db, sql } from '../sql.js';

type Stored = { readonly id: string; readonly tenant: string; readonly hash: Buffer };
export type ListedToken = { readonly id: string; readonly tenant: string; readonly created_at: Date };

const find = sql<Stored, { ids: string[] }>(import.meta.url, './find.sql');
const create = sql<never, { id: string; tenant: string; hash: Buffer }>(import.meta.url, './create.sql');
const revoke = sql<{ id: string }, { id: string }>(import.meta.url, './revoke.sql');
const list = sql<ListedToken, { tenant: string | null }>(import.meta.url, './list.sql');

const SHAPE = /^alw_([0-9a-f]{12})_([\w-]{43})$/;
/** How long a look at the database is good for: a revoked token works no longer than this. */
const TRUSTED_MS = 5_000;
const REMEMBERED = 10_000;

/** Makes a secret with which the webhook takes alerts for this tenant only. What is stored does not tell it. */
export async function createWebhookToken(db: Db, tenant: string): Promise<{ id: string; token: string }> {
  const [id, secret] = [randomBytes(6).toString('hex'), randomBytes(32).toString('base64url')];
  await create.rows(db, { id, tenant, hash: hashOf(secret) });
  return { id, token: `alw_${id}_${secret}` };
}

/** False: there is no such token, or no longer. */
export const revokeWebhookToken = async (db: Db, id: string): Promise<boolean> => (await revoke.first(db, { id })) !== undefined;

export const listWebhookTokens = (db: Db, tenant: string | null): Promise<ListedToken[]> => list.rows(db, { tenant });

/** Tells tenants by their tokens. */
export class WebhookTokens {
  private readonly known = new Map<string, { readonly stored: Stored | null; readonly until: number }>();
  private readonly reads: Gather<string, Stored | null>;

  constructor(private readonly store: DataSource) {
    this.reads = new Gather((ids) => this.read([...ids]));
  }

  /** Whose token it is; undefined for what is none. Rejects when the database cannot tell. */
  async tenantOf(token: string, now: number): Promise<string | undefined> {
    const [, id, secret] = SHAPE.exec(token) ?? [];
    if (id === undefined || secret === undefined) return undefined;
    const stored = await this.stored(id, now);
    return stored && timingSafeEqual(stored.hash, hashOf(secret)) ? stored.tenant : undefined;
  }

  private async stored(id: string, now: number): Promise<Stored | null> {
    const known = this.known.get(id);
    if (known && known.until > now) return known.stored;
    const stored = await this.reads.call(id);
    if (this.known.size >= REMEMBERED) this.known.clear();
    this.known.set(id, { stored, until: now + TRUSTED_MS });
    return stored;
  }

  private async read(ids: string[]): Promise<(Stored | null)[]> {
    const found = new Map((await find.rows(this.store, { ids })).map((one) => [one.id, one]));
    return ids.map((id) => found.get(id) ?? null);
  }
}

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
