import pg from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';
import { isStorageDown } from '#runtime';

/** How long a replica that was away is left alone before it is tried again. */
const RETRY_MS = 2_000;

/** What TypeORM's driver reads through: none means the primary. */
type Reads = { isReplicated: boolean; slaves: pg.Pool[] };

/** A replica that reads go to while it answers, and to the primary while it does not. */
class Replica {
  private triedAt = 0;

  constructor(
    private readonly reads: Reads,
    private readonly pool: pg.Pool,
  ) {
    reads.isReplicated = true;
  }

  get isUsed(): boolean {
    return this.reads.slaves.length > 0;
  }

  lose(): void {
    this.reads.slaves = [];
    this.triedAt = Date.now();
  }

  /** Uses it from now on. Rejects with what a connection rejects with. */
  async regain(): Promise<void> {
    this.triedAt = Date.now();
    const client = await this.pool.connect();
    client.release();
    this.reads.slaves = [this.pool];
  }

  /** Nobody waits for the try. */
  regainInTime(): void {
    if (!this.isUsed && Date.now() - this.triedAt >= RETRY_MS) this.regain().catch(() => undefined); // still away
  }

  async close(): Promise<void> {
    this.reads.slaves = [];
    await this.pool.end();
  }
}

const replicas = new WeakMap<DataSource, Replica>();

/**
 * Gives an open store a replica for its reads. One that is away is used once it answers; one that refuses us (a wrong password) rejects with the
 * database's error.
 */
export async function addReplica(store: DataSource, config: pg.PoolConfig): Promise<void> {
  const pool = new pg.Pool(config);
  pool.on('error', () => undefined); // an idle connection broke; the next one tells
  const replica = new Replica(store.driver as unknown as Reads, pool);
  replicas.set(store, replica);
  try {
    await replica.regain();
  } catch (error) {
    if (isStorageDown(error)) return replica.lose();
    await closeReplica(store);
    throw error;
  }
}

/** Ends its connections; before the store is destroyed. */
export async function closeReplica(store: DataSource): Promise<void> {
  const replica = replicas.get(store);
  replicas.delete(store);
  await replica?.close();
}

/** A connected runner for reads: on the replica where there is one that answers, else on the primary. */
export async function runnerForReads(store: DataSource): Promise<QueryRunner> {
  const replica = replicas.get(store);
  replica?.regainInTime();
  const runner = store.createQueryRunner('slave');
  try {
    await runner.connect();
    return runner;
  } catch (error) {
    await runner.release();
    if (!replica?.isUsed || !isStorageDown(error)) throw error;
    replica.lose();
    return runnerForReads(store);
  }
}

/** Reads once more, from the primary, when the replica went away meanwhile. `read` must be free to run twice. */
export async function readingTwice<T>(store: DataSource, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const replica = replicas.get(store);
    if (!replica?.isUsed || !isGone(error)) throw error;
    replica.lose();
    return read();
  }
}

/** The server has gone, or will not have us any more; a statement that took too long has had its turn. */
const isGone = (error: unknown): boolean => {
  const code = String((error as { code?: unknown }).code ?? '');
  return isStorageDown(error) && (code === '' || /^(08|57P|E)/.test(code));
};
