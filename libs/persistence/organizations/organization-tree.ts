import pg from 'pg';
import type { DataSource } from 'typeorm';
import type { Tree } from '#scope';
import { sql } from '../sql.js';
import { loadTree } from './change-tree.js';

const version = sql<{ version: number }, object>(import.meta.url, './version.sql');

/** The tree cannot be read. The answer is a refusal, never a smaller or larger scope. */
export class TreeUnavailable extends Error {}

/** How long a tree is trusted without a word from the database. */
const TRUSTED_MS = 10_000;
const CHECK_MS = 3_000;

/** The organizations in memory, kept current by NOTIFY and, should that fail, by asking for the version. */
export class OrganizationTree {
  private held: { tree: Tree; version: number } | undefined;
  private verifiedAt = 0;
  private loading: Promise<void> | undefined;
  private listener: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly store: DataSource,
    private readonly url: string,
  ) {}

  async open(): Promise<this> {
    await this.listen();
    await this.verify();
    this.timer = setInterval(() => void this.look(), CHECK_MS);
    this.timer.unref();
    return this;
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await this.listener?.end().catch(() => undefined);
  }

  /** The tree as of a moment ago. Rejects with {@link TreeUnavailable}. */
  async current(): Promise<Tree> {
    return this.held && Date.now() - this.verifiedAt < TRUSTED_MS ? this.held.tree : this.refreshed();
  }

  /** The tree as it is stored now: for a name the current one does not know. Rejects with {@link TreeUnavailable}. */
  async refreshed(): Promise<Tree> {
    try {
      await this.verify();
    } catch (error) {
      throw new TreeUnavailable('the organization tree cannot be read', { cause: error });
    }
    if (!this.held) throw new TreeUnavailable('the organization tree has not been read yet');
    return this.held.tree;
  }

  private async look(): Promise<void> {
    if (!this.listener) await this.listen();
    await this.verify().catch(() => undefined); // current() asks again once the trust has run out
  }

  /** Callers of the same moment share one look; one that comes later gets a look of its own. */
  private async verify(): Promise<void> {
    if (this.loading) await this.loading.catch(() => undefined);
    this.loading ??= this.load().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  private async load(): Promise<void> {
    const asked = Date.now();
    const { version: newest } = await version.one(this.store, {});
    if (this.held?.version !== newest) this.held = await loadTree(this.store);
    this.verifiedAt = asked;
  }

  private async listen(): Promise<void> {
    if (this.closed) return;
    const client = new pg.Client({ connectionString: this.url, application_name: 'tree', keepAlive: true });
    const lost = (): void => {
      if (this.listener === client) this.listener = undefined;
    };
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', () => void this.look());
    try {
      await client.connect();
      await client.query('LISTEN tree_changed');
      this.listener = client;
    } catch {
      await client.end().catch(() => undefined); // the version is asked for instead
    }
  }
}
