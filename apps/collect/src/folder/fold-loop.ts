import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { foldPending, Store, sql } from '#persistence';
import { Log, registry } from '#runtime';

const pending = sql<{ pending: number }, object>(import.meta.url, './pending.sql');
const PAUSE_MS = 250;

const folded = new Counter({
  name: 'alertledger_folded_rows_total',
  help: 'Differences added to the projections by this process',
  registers: [registry],
});
const lastFold = new Gauge({
  name: 'alertledger_fold_last_success_timestamp_seconds',
  help: 'When this process last found nothing left to fold, or another process at it',
  registers: [registry],
});
const pendingRows = new Gauge({
  name: 'alertledger_fold_pending_rows',
  help: 'Differences that wait to be folded, counted up to 200000 at the last scrape',
  registers: [registry],
});

/** Adds differences to the projections, a moment after they were recorded. Any number of processes may do so: one works at a time. */
@Injectable()
export class FoldLoop implements OnModuleInit, OnModuleDestroy {
  private running: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = true;
  private failing = false;

  constructor(
    private readonly store: Store,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    Object.assign(pendingRows, { collect: () => this.measure() });
  }

  start(): void {
    this.stopped = false;
    this.schedule(0);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.running;
  }

  private schedule(delay: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.fold().finally(() => this.schedule(PAUSE_MS));
    }, delay);
  }

  /** Never rejects: an outage is logged when it begins and when it ends. */
  private async fold(): Promise<void> {
    try {
      folded.inc(await foldPending(this.store));
      lastFold.setToCurrentTime();
      if (this.failing) this.log.info({}, 'folding again');
      this.failing = false;
    } catch (error) {
      if (!this.failing) this.log.error({ err: error }, 'cannot fold');
      this.failing = true;
    }
  }

  private async measure(): Promise<void> {
    try {
      pendingRows.set((await pending.one(this.store, {})).pending);
    } catch {
      pendingRows.set(Number.NaN); // a scrape must not fail with the database
    }
  }
}
