import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Store, sql } from '#persistence';
import { ExportQueue } from '#queue';
import { Log, Rounds } from '#runtime';
import { ExportRunner, MOST_LOST } from './export-runner.js';
import { Settings } from './settings.js';
import { WORKERS_LOST } from './trouble.js';

type Due = { id: string; attempt: number; was_taken: boolean };
const due = sql<Due, { patience: string }>(import.meta.url, './due.sql');
const poisoned = sql<{ id: string; attempt: number }, { most_lost: number }>(import.meta.url, './poisoned.sql');

const LOOKS_PER_LEASE = 5;

/** Pushes tickets for exports that wait although the queue may know nothing of them: lost pushes, lost workers, tries that are due. */
@Injectable()
export class Reconciler implements OnModuleInit, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly store: Store,
    private readonly queue: ExportQueue,
    private readonly runner: ExportRunner,
    private readonly settings: Settings,
    log: Log,
  ) {
    const pauseMs = (settings.leaseSeconds * 1_000) / LOOKS_PER_LEASE;
    this.rounds = new Rounds({ what: 'reconcile exports with their queue', pauseMs }, () => this.reconcile(), log);
  }

  onModuleInit(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  async reconcile(): Promise<void> {
    for (const job of await poisoned.rows(this.store, { most_lost: MOST_LOST })) await this.runner.giveUp(job, WORKERS_LOST);
    const patience = `${this.settings.leaseSeconds / LOOKS_PER_LEASE} s`;
    for (const { id, attempt, was_taken } of await due.rows(this.store, { patience }))
      if (!(await this.queue.push(id, attempt, was_taken ? 'first' : 'last'))) return; // the queue is down; the next look tries again
  }
}
