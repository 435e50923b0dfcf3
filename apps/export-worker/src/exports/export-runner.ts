import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Columns } from '#columns';
import { Files, type StoredFile } from '#files';
import { OrganizationTree, Store, sql, systemEvent } from '#persistence';
import { ExportHandler, PLACES } from '#queue';
import { isStorageDown, Log, traced } from '#runtime';
import { attemptDuration, attempts, rowsWritten } from './export-metrics.js';
import { Heart } from './heart.js';
import { type Job, storedAs } from './job.js';
import { Settings } from './settings.js';
import { isOutage, Overtaken, Stopping, type Trouble, troubleOf } from './trouble.js';
import { writeFile } from './write-file.js';

type Fence = { id: string; attempt: number };
type Finished = Fence & { rows: number; stored_as: string; size: number; hash: string; retention: string };
type Failed = Fence & { code: string; message: string; retryable: boolean; given_back: boolean };

const holdTurns = sql<never, object>(import.meta.url, './hold-turns.sql');
const claim = sql<Job, { busy: number[]; holder: string; lease: string; most_lost: number }>(import.meta.url, './claim.sql');
const finish = sql<Fence, Finished>(import.meta.url, './finish.sql');
const retry = sql<Fence, Fence & { wait: string }>(import.meta.url, './retry.sql');
const wait = sql<Fence, Fence & { wait: string }>(import.meta.url, './wait.sql');
const fail = sql<{ organization_id: number }, Failed>(import.meta.url, './fail.sql');
const handBack = sql<Fence, Fence>(import.meta.url, './hand-back.sql');

const MOST_FAILURES = 3;
/** Between tries to write down what became of an export while the database is away. */
const PATIENCE_MS = 1_000;
/** A lost worker is no failure, but an export over which so many died is not tried again. */
export const MOST_LOST = 10;

type Run = { readonly organization: number; readonly heart: Heart; readonly done: Promise<void> };

/**
 * Takes exports and writes their files: a few at a time, of an organization one, so that however many one or two have ordered, and however long those
 * take, there is a place for the next. Everything that becomes of an export is in its row.
 */
@Injectable()
export class ExportRunner extends ExportHandler implements OnModuleDestroy {
  private readonly running = new Set<Run>();
  private beginning: Promise<unknown> = Promise.resolve();
  private stopping = false;

  constructor(
    private readonly store: Store,
    private readonly columns: Columns,
    private readonly tree: OrganizationTree,
    private readonly files: Files,
    private readonly settings: Settings,
    private readonly log: Log,
  ) {
    super();
  }

  async handle(): Promise<void> {
    for (let run = await this.begin(); run; run = await this.begin()) await run.done;
  }

  /** Takes the export whose turn it is, if there is a place for it, and begins to write it. One after the other: each sees what runs. */
  begin(): Promise<Run | undefined> {
    const begun = this.beginning.then(() => this.beginNext());
    this.beginning = begun.catch(() => undefined); // whoever asked hears of it
    return begun;
  }

  /** What runs is handed back rather than waited for. */
  async onModuleDestroy(): Promise<void> {
    this.stopping = true;
    await this.beginning;
    const running = [...this.running];
    for (const { heart } of running) heart.end(new Stopping());
    await Promise.all(running.map(({ done }) => done));
  }

  private async beginNext(): Promise<Run | undefined> {
    if (this.stopping || this.running.size >= PLACES) return undefined;
    const job = await this.claim();
    if (!job) return undefined;
    const heart = new Heart(this.store, job, this.settings.leaseSeconds);
    const end = attemptDuration.startTimer();
    const done = traced('export', job.traceparent ?? undefined, () => this.attempt(job, heart)).finally(() => {
      this.running.delete(run);
      end();
    });
    const run: Run = { organization: job.organization_id, heart, done };
    this.running.add(run);
    return run;
  }

  private claim(): Promise<Job | undefined> {
    const { holder, leaseSeconds } = this.settings;
    const busy = [...this.running].map(({ organization }) => organization);
    return this.store.transaction(async (tx) => {
      await holdTurns.rows(tx, {});
      return claim.first(tx, { busy, holder, lease: `${leaseSeconds} s`, most_lost: MOST_LOST });
    });
  }

  /** Ends an export that cannot be helped. Nothing happens to one that was cancelled or taken over meanwhile. */
  async giveUp({ id, attempt }: Fence, { code, message, retryable, ours }: Trouble): Promise<void> {
    await this.store.transaction(async (tx) => {
      const failed = await fail.first(tx, { id, attempt, code, message, retryable, given_back: ours });
      if (!failed) return;
      attempts.inc({ outcome: 'failed' });
      const words = `an export failed: ${message}`;
      await systemEvent(tx, { organization: failed.organization_id, severity: 'error', source: 'exports', message: words });
    });
  }

  private async attempt(job: Job, heart: Heart): Promise<void> {
    try {
      const file = await writeFile(job, await this.tree.current(), { store: this.store, columns: this.columns }, this.files, heart);
      heart.stop();
      await this.publish(job, heart.rows, file);
    } catch (error) {
      heart.stop();
      await this.writeDown(job, heart.signal.aborted ? heart.signal.reason : error);
    }
  }

  /** Waits for a database that is away; a worker that is told to stop does not. */
  private async writeDown(job: Job, error: unknown): Promise<void> {
    for (;;) {
      try {
        return await this.settle(job, error);
      } catch (fault) {
        if (!isStorageDown(fault) || this.stopping)
          return this.log.error({ err: fault, export: job.id }, 'what became of an export cannot be written down; its lease will run out');
        await pause(PATIENCE_MS);
      }
    }
  }

  private async publish(job: Job, rows: number, { size, sha256 }: StoredFile): Promise<void> {
    const { id, attempt } = job;
    const stored_as = storedAs(job);
    const retention = `${this.settings.retentionHours} h`;
    const published = await finish.first(this.store, { id, attempt, rows, stored_as, size, hash: sha256, retention });
    if (!published) throw new Overtaken('overtaken at the end');
    attempts.inc({ outcome: 'completed' });
    rowsWritten.inc(rows);
    this.log.info({ export: id, attempt, rows, size }, 'export completed');
    for await (const { name } of this.files.list(`${id}.`)) if (name !== stored_as) await this.files.remove(name);
  }

  private async settle(job: Job, error: unknown): Promise<void> {
    const fence = { id: job.id, attempt: job.attempt };
    if (error instanceof Overtaken) attempts.inc({ outcome: 'overtaken' });
    if (error instanceof Stopping) attempts.inc({ outcome: 'handed-back' });
    if (error instanceof Overtaken) await this.files.remove(storedAs(job));
    else if (error instanceof Stopping) await handBack.first(this.store, fence);
    else if (isOutage(error)) await this.outlast(job, fence, error);
    else await this.countFailure(job, fence, error);
  }

  /** An outage is nobody's failure: the export goes on when it is over. */
  private async outlast(job: Job, fence: Fence, error: unknown): Promise<void> {
    this.log.warn({ err: error, export: job.id, attempt: job.attempt }, 'the database or the storage is away; the export waits');
    if (await wait.first(this.store, { ...fence, wait: `${this.settings.leaseSeconds * 0.2} s` })) attempts.inc({ outcome: 'outlasted' });
  }

  private async countFailure(job: Job, fence: Fence, error: unknown): Promise<void> {
    this.log.error({ err: error, export: job.id, attempt: job.attempt }, 'export failed');
    const trouble = troubleOf(error);
    if (trouble.final || job.failures + 1 >= MOST_FAILURES) await this.giveUp(fence, trouble);
    else if (await retry.first(this.store, { ...fence, wait: `${this.settings.leaseSeconds * (job.failures + 1) * 0.2} s` }))
      attempts.inc({ outcome: 'retried' });
  }
}
