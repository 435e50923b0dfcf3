import type { DataSource } from 'typeorm';
import { Gather } from '../gather.js';
import type { Listener } from '../listener.js';
import { sql } from '../sql.js';
import { Versioned } from '../versioned.js';

/** An API key as it is stored. `cidrs` are its own, `organizationCidrs` those of its organization; empty ones restrict nothing. */
export type StoredKey = {
  readonly id: string;
  readonly organization: number;
  readonly user: string;
  readonly name: string;
  /** SHA-256 of the secret. */
  readonly hash: Buffer;
  readonly permissions: readonly string[];
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly cidrs: readonly string[];
  readonly organizationCidrs: readonly string[];
  readonly expiresAt: Date | null;
};

type LimitRow = { organization: number | null; kind: 'key' | 'subject'; name: string; per_minute: number; version: number };
type Held = { readonly keys: Map<string, StoredKey | null>; readonly limits: ReadonlyMap<string, number> };

const version = sql<{ version: number }, object>(import.meta.url, './version.sql');
const rateLimits = sql<LimitRow, object>(import.meta.url, './rate-limits.sql');
const find = sql<StoredKey, { ids: string[] }>(import.meta.url, './find.sql');
const noteUse = sql<never, { ids: string[]; instants: Date[] }>(import.meta.url, './note-use.sql');

const REMEMBERED = 50_000;
const FLUSH_MS = 10_000;
/** The keys cannot be read: nobody can tell whether one is good. */
export class KeysUnavailable extends Error {}

/** API keys in memory. A revoked one is refused at once here, and elsewhere as soon as NOTIFY, or the next look at the version, tells of it. */
export class KeyRing {
  private readonly held: Versioned<Held>;
  private readonly reads: Gather<string, StoredKey | null>;
  private used = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: DataSource,
    listener: Listener,
  ) {
    this.reads = new Gather((ids) => this.read([...ids]));
    this.held = new Versioned(listener, {
      channel: 'keys_changed',
      trustedMs: 2_000,
      checkMs: 1_000,
      version: async () => (await version.one(store, {})).version,
      load: () => this.load(),
    });
  }

  async open(): Promise<this> {
    await this.held.open();
    this.timer = setInterval(() => void this.flushUses().catch(() => undefined), FLUSH_MS);
    this.timer.unref();
    return this;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    this.held.close();
    await this.flushUses().catch(() => undefined);
  }

  /** The living key of this id. Rejects with {@link KeysUnavailable}. */
  async find(id: string): Promise<StoredKey | undefined> {
    const known = await this.look(await this.held.current().catch(unavailable), id);
    return known ?? (await this.look(await this.newest(), id)) ?? undefined;
  }

  /** Waits until this process knows what is stored now. */
  async refreshed(): Promise<void> {
    await this.newest();
  }

  private newest(): Promise<Held> {
    return this.held.refreshed().catch(unavailable);
  }

  /** Requests a minute, where they were set for this key or user. As far as is known: an outage of the database changes no limit. */
  limitOf(kind: 'key' | 'subject', organization: number, name: string): number | undefined {
    const { limits } = this.held.last ?? {};
    return limits && limits.size > 0 ? limits.get(limitName(organization, kind, name)) : undefined;
  }

  /** Remembered, and written with the next flush: a request never waits for it. */
  noteUse(id: string, now: number): void {
    this.used.set(id, now);
  }

  /** What could not be written stays for the next flush. */
  async flushUses(): Promise<void> {
    if (this.used.size === 0) return;
    const uses = [...this.used].sort(([a], [b]) => (a < b ? -1 : 1));
    this.used = new Map();
    try {
      await noteUse.rows(this.store, { ids: uses.map(([id]) => id), instants: uses.map(([, at]) => new Date(at)) });
    } catch (error) {
      this.used = new Map([...uses, ...this.used]);
      throw error;
    }
  }

  private async look({ keys }: Held, id: string): Promise<StoredKey | null> {
    const known = keys.get(id);
    if (known !== undefined) return known;
    const key = await this.reads.call(id).catch(unavailable);
    if (keys.size >= REMEMBERED) keys.clear();
    keys.set(id, key);
    return key;
  }

  private async read(ids: string[]): Promise<(StoredKey | null)[]> {
    const found = new Map((await find.rows(this.store, { ids })).map((key) => [key.id, key]));
    return ids.map((id) => found.get(id) ?? null);
  }

  private async load(): Promise<{ value: Held; version: number }> {
    const rows = await rateLimits.rows(this.store, {});
    const limits = rows.flatMap((row): [string, number][] =>
      row.organization === null ? [] : [[limitName(row.organization, row.kind, row.name), row.per_minute]],
    );
    return { value: { keys: new Map(), limits: new Map(limits) }, version: rows[0]?.version ?? 0 };
  }
}

const limitName = (organization: number, kind: string, name: string): string => `${organization} ${kind} ${name}`;

const unavailable = (cause: unknown): never => {
  throw new KeysUnavailable('the API keys cannot be read', { cause });
};
