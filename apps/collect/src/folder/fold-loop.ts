import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { foldPending, Store, sql } from '#persistence';
import { Log, Rounds, registry } from '#runtime';

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
  private readonly rounds: Rounds;

  constructor(
    private readonly store: Store,
    log: Log,
  ) {
    this.rounds = new Rounds({ what: 'fold', pauseMs: PAUSE_MS }, () => this.fold(), log);
  }

  onModuleInit(): void {
    Object.assign(pendingRows, { collect: () => this.measure() });
  }

  start(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  private async fold(): Promise<void> {
    folded.inc(await foldPending(this.store));
    lastFold.setToCurrentTime();
  }

  private async measure(): Promise<void> {
    try {
      pendingRows.set((await pending.one(this.store, {})).pending);
    } catch {
      pendingRows.set(Number.NaN); // a scrape must not fail with the database
    }
  }
}
