import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Store, sql } from '#persistence';
import { Log, Rounds } from '#runtime';
import { ExportRunner, MOST_LOST } from './export-runner.js';
import { Settings } from './settings.js';
import { WORKERS_LOST } from './trouble.js';

const poisoned = sql<{ id: string; attempt: number }, { most_lost: number }>(import.meta.url, './poisoned.sql');

const LOOKS_PER_LEASE = 5;
const SLOWEST_LOOK_MS = 2_000;

/** Looks for exports that wait although the queue may know nothing of them: lost tickets, lost workers, tries that are due, a turn that has come. */
@Injectable()
export class Reconciler implements OnModuleInit, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly store: Store,
    private readonly runner: ExportRunner,
    { leaseSeconds }: Settings,
    log: Log,
  ) {
    const pauseMs = Math.min(SLOWEST_LOOK_MS, (leaseSeconds * 1_000) / LOOKS_PER_LEASE);
    this.rounds = new Rounds({ what: 'look for exports that wait', pauseMs }, () => this.reconcile(), log);
  }

  onModuleInit(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  async reconcile(): Promise<void> {
    for (const job of await poisoned.rows(this.store, { most_lost: MOST_LOST })) await this.runner.giveUp(job, WORKERS_LOST);
    for (let run = await this.runner.begin(); run; run = await this.runner.begin())
      run.done.then(() => this.runner.handle()).catch(() => undefined); // the next look meets the same trouble, and tells of it
  }
}
