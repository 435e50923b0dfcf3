import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Files } from '#files';
import { Store, sql } from '#persistence';
import { Log, Rounds } from '#runtime';
import { Settings } from './settings.js';

type Wanted = { id: string; stored_as: string | null; writing: number | null };
const expired = sql<{ id: string }, object>(import.meta.url, './expired.sql');
const wanted = sql<Wanted, { ids: string[] }>(import.meta.url, './wanted.sql');

const LEASES_PER_ROUND = 4;
const BATCH = 500;
const NAME = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(\d+)\./;

/**
 * Deletes files whose time is over, and those that their export does not know: left by workers that died or were overtaken. A file of an export
 * that is not in the database is not ours to delete.
 */
@Injectable()
export class Sweeper implements OnModuleInit, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly store: Store,
    private readonly files: Files,
    settings: Settings,
    log: Log,
  ) {
    const pauseMs = settings.leaseSeconds * LEASES_PER_ROUND * 1_000;
    this.rounds = new Rounds({ what: 'sweep the export files', pauseMs }, () => this.sweep(), log);
  }

  onModuleInit(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  async sweep(): Promise<void> {
    for (let found = await expired.rows(this.store, {}); found.length > 0; found = await expired.rows(this.store, {}))
      for (const { id } of found) await this.removeAll(id);
    let batch: string[] = [];
    for await (const { name } of this.files.list('')) {
      if (NAME.test(name)) batch.push(name);
      if (batch.length < BATCH) continue;
      await this.removeUnclaimed(batch);
      batch = [];
    }
    await this.removeUnclaimed(batch);
  }

  private async removeAll(id: string): Promise<void> {
    for await (const { name } of this.files.list(`${id}.`)) await this.files.remove(name);
  }

  private async removeUnclaimed(names: readonly string[]): Promise<void> {
    const parts = names.map((name) => ({ name, id: NAME.exec(name)?.[1] ?? '', attempt: Number(NAME.exec(name)?.[2]) }));
    const rows = await wanted.rows(this.store, { ids: [...new Set(parts.map(({ id }) => id))] });
    const known = new Map(rows.map((row) => [row.id, row]));
    for (const { name, id, attempt } of parts) {
      const job = known.get(id);
      // A worker claims its attempt before it makes the file, and what is listed here was made before the row was read.
      if (job && job.stored_as !== name && job.writing !== attempt) await this.files.remove(name);
    }
  }
}
