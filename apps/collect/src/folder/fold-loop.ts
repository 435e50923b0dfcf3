import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Counter, Gauge } from 'prom-client';
import { foldPending, numberNews, Store, sql, tidyOrganizations } from '#persistence';
import { Log, Rounds, registry } from '#runtime';

const pending = sql<{ pending: number; unnumbered: number }, object>(import.meta.url, './pending.sql');
/** Who follows the feed waits for it. */
const NUMBERING_PAUSE_MS = 200;
/** Each fold leaves a version of the rows that everybody reads, and a long snapshot keeps them all: readers add what waits. */
const FOLD_PAUSE_MS = 1_000;

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

const unnumberedRows = new Gauge({
  name: 'alertledger_feed_unnumbered_rows',
  help: 'Changes that wait for their place in the feed, counted in batches up to 100000 at the last scrape',
  registers: [registry],
});

/** Adds differences to the kept numbers and changes to the feed, a moment after they were recorded. Any number of processes may do so: one works at a time. */
@Injectable()
export class FoldLoop implements OnModuleInit, OnModuleDestroy {
  private readonly rounds: readonly Rounds[];

  constructor(
    private readonly store: Store,
    log: Log,
  ) {
    this.rounds = [
      new Rounds({ what: 'fold', pauseMs: FOLD_PAUSE_MS }, (stop) => this.fold(stop), log),
      new Rounds({ what: 'number what changed', pauseMs: NUMBERING_PAUSE_MS }, () => numberNews(this.store), log),
    ];
  }

  onModuleInit(): void {
    Object.assign(pendingRows, { collect: () => this.measure() });
  }

  start(): void {
    for (const rounds of this.rounds) rounds.start();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.rounds.map((rounds) => rounds.stop()));
  }

  private async fold(stop: AbortSignal): Promise<void> {
    folded.inc(await foldPending(this.store));
    lastFold.setToCurrentTime();
    await tidyOrganizations(this.store, stop);
  }

  private async measure(): Promise<void> {
    try {
      const found = await pending.one(this.store, {});
      pendingRows.set(found.pending);
      unnumberedRows.set(found.unnumbered);
    } catch {
      for (const gauge of [pendingRows, unnumberedRows]) gauge.set(Number.NaN); // a scrape must not fail with the database
    }
  }
}
