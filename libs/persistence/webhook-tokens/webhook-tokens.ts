import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { Gather } from '../gather.js';
import { type Db, sql } from '../sql.js';

type Stored = { readonly id: string; readonly tenant: string; readonly hash: Buffer };
export type ListedToken = { readonly id: string; readonly tenant: string; readonly created_at: Date; readonly last_used_at: Date | null };
/** Those of these tenants (null: of all) whose id comes after one, so many at most. */
export type TokenAsk = { readonly tenants: readonly string[] | null; readonly after: string; readonly most: number };

const find = sql<Stored, { ids: string[] }>(import.meta.url, './find.sql');
const create = sql<never, { id: string; tenant: string; hash: Buffer }>(import.meta.url, './create.sql');
const revoke = sql<ListedToken, { id: string }>(import.meta.url, './revoke.sql');
const noteUse = sql<never, { id: string; at: Date }>(import.meta.url, './note-use.sql');
const list = sql<ListedToken, TokenAsk>(import.meta.url, './list.sql');

const SHAPE = /^alw_([0-9a-f]{12})_([\w-]{43})$/;
/** How long a look at the database is good for: a revoked token works no longer than this. */
const TRUSTED_MS = 5_000;
const REMEMBERED = 10_000;
const USE_NOTED_MS = 60_000;

/** Makes a secret with which the webhook takes alerts for this tenant only. What is stored does not tell it. */
export async function createWebhookToken(db: Db, tenant: string): Promise<{ id: string; token: string }> {
  const [id, secret] = [randomBytes(6).toString('hex'), randomBytes(32).toString('base64url')];
  await create.rows(db, { id, tenant, hash: hashOf(secret) });
  return { id, token: `alw_${id}_${secret}` };
}

/** Undefined: there is no such token, or no longer. */
export const revokeWebhookToken = (db: Db, id: string): Promise<ListedToken | undefined> => revoke.first(db, { id });

export const listWebhookTokens = (db: Db, ask: TokenAsk): Promise<ListedToken[]> => list.rows(db, ask);

/** Tells tenants by their tokens. */
export class WebhookTokens {
  private readonly known = new Map<string, { readonly stored: Stored | null; readonly until: number }>();
  private readonly noted = new Map<string, number>();
  private readonly reads: Gather<string, Stored | null>;

  constructor(private readonly store: DataSource) {
    this.reads = new Gather((ids) => this.read([...ids]));
  }

  /** Whose token it is; undefined for what is none. Rejects when the database cannot tell. */
  async tenantOf(token: string, now: number): Promise<string | undefined> {
    const [, id, secret] = SHAPE.exec(token) ?? [];
    if (id === undefined || secret === undefined) return undefined;
    const stored = await this.stored(id, now);
    if (!stored || !timingSafeEqual(stored.hash, hashOf(secret))) return undefined;
    this.noteUse(id, now);
    return stored.tenant;
  }

  /** Once a minute; nobody waits for it. */
  private noteUse(id: string, now: number): void {
    if (now - (this.noted.get(id) ?? 0) < USE_NOTED_MS) return;
    if (this.noted.size >= REMEMBERED) this.noted.clear();
    this.noted.set(id, now);
    noteUse.rows(this.store, { id, at: new Date(now) }).catch(() => this.noted.delete(id)); // the next use notes it
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
