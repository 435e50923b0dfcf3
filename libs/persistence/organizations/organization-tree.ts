import type { DataSource } from 'typeorm';
import type { Tree } from '#scope';
import type { Listener } from '../listener.js';
import { sql } from '../sql.js';
import { Versioned } from '../versioned.js';
import { loadTree } from './change-tree.js';

const version = sql<{ version: number }, object>(import.meta.url, './version.sql');

/** The tree cannot be read. The answer is a refusal, never a smaller or larger scope. */
export class TreeUnavailable extends Error {}

/** The organizations in memory, kept current by NOTIFY and, should that fail, by asking for the version. */
export class OrganizationTree {
  private readonly held: Versioned<Tree>;

  constructor(store: DataSource, listener: Listener) {
    this.held = new Versioned(listener, {
      channel: 'tree_changed',
      trustedMs: 10_000,
      checkMs: 3_000,
      version: async () => (await version.one(store, {})).version,
      load: async () => {
        const { tree, version: loaded } = await loadTree(store);
        return { value: tree, version: loaded };
      },
    });
  }

  async open(): Promise<this> {
    await this.held.open();
    return this;
  }

  close(): void {
    this.held.close();
  }

  /** The last tree that was read, however old. */
  get last(): Tree | undefined {
    return this.held.last;
  }

  /** The tree as of a moment ago. Rejects with {@link TreeUnavailable}. */
  current(): Promise<Tree> {
    return this.held.current().catch(unavailable);
  }

  /** The tree as it is stored now: for a name the current one does not know. Rejects with {@link TreeUnavailable}. */
  refreshed(): Promise<Tree> {
    return this.held.refreshed().catch(unavailable);
  }
}

const unavailable = (cause: unknown): never => {
  throw new TreeUnavailable('the organization tree cannot be read', { cause });
};
