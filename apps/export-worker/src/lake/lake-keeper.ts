import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Columns } from '#columns';
import { type Lake, type LakeTables, sizesOf, WRITERS } from '#lake';
import { alone, Store } from '#persistence';
import { Log, Rounds } from '#runtime';
import { bytes, commits, files, rows, watchLake } from './lake-metrics.js';

const LOOKS_AN_INTERVAL = 15;
/** Longer than any version takes to make, and shorter than files without a version are kept. */
const LONGEST_MS = 6 * 3_600_000;

/** Where the lake is, and how often it is written; `lake` undefined: there is none. */
export class LakeSettings {
  constructor(
    readonly lake: Lake | undefined,
    readonly intervalMs: number,
  ) {}
}

/** Writes the ledger to the lake as often as it should be, one of all workers at a time. */
@Injectable()
export class LakeKeeper implements OnModuleInit, OnModuleDestroy {
  private rounds: Rounds | undefined;
  private shownAt = Date.now();
  private isChecked = false;

  constructor(
    private readonly store: Store,
    private readonly columns: Columns,
    private readonly settings: LakeSettings,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    const { lake, intervalMs } = this.settings;
    if (!lake) return;
    watchLake(intervalMs, () => this.shownAt);
    void this.columns.ready();
    const pauseMs = intervalMs / LOOKS_AN_INTERVAL;
    this.rounds = new Rounds({ what: 'write to the lake', pauseMs }, (stop) => this.round(lake, stop), this.log);
    this.rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.rounds?.stop();
  }

  private async round(lake: Lake, stop: AbortSignal): Promise<void> {
    if (this.columns.state.caughtUpAt === null) return; // they are being built
    if (!this.isChecked) await lake.check();
    this.isChecked = true;
    const tables = await this.look(lake);
    if (this.isDue(tables)) await alone(this.store, WRITERS, () => this.write(lake, stop));
  }

  private async write(lake: Lake, stop: AbortSignal): Promise<void> {
    const before = await this.look(lake);
    const now = new Date();
    if (!this.isDue(before)) return; // another worker wrote it meanwhile
    const signal = AbortSignal.any([stop, AbortSignal.timeout(LONGEST_MS)]);
    try {
      const made = await lake.commit(before, { columns: this.columns, store: this.store, now, signal });
      commits.inc({ outcome: made ? 'committed' : 'overtaken' });
      if (!made) return;
      this.note(made);
      this.log.info({ version: made.alerts.version, seconds: (Date.now() - now.getTime()) / 1_000 }, 'the lake is written');
    } catch (error) {
      if (!stop.aborted) commits.inc({ outcome: 'failed' });
      throw error;
    }
  }

  private async look(lake: Lake): Promise<LakeTables> {
    const tables = await lake.read(this.columns);
    this.note(tables);
    return tables;
  }

  private isDue(tables: LakeTables): boolean {
    return Date.now() - shownAt(tables) >= this.settings.intervalMs;
  }

  private note(tables: LakeTables): void {
    this.shownAt = shownAt(tables) || this.shownAt;
    for (const size of sizesOf(tables)) {
      rows.set({ table: size.table }, size.rows);
      files.set({ table: size.table }, size.files);
      bytes.set({ table: size.table }, size.bytes);
    }
  }
}

/** The instant that both tables show, in epoch milliseconds; 0: one shows none. */
const shownAt = ({ alerts, organizations }: LakeTables): number =>
  Math.min(alerts.commitInfo?.timestamp ?? 0, organizations.commitInfo?.timestamp ?? 0);
