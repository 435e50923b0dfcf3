import { type Store, sql } from '#persistence';
import type { Job } from './job.js';
import { Overtaken } from './trouble.js';

type Fence = { id: string; attempt: number };
const beat = sql<{ id: string }, Fence & { lease: string; rows: number; progress: number }>(import.meta.url, './beat.sql');

const SLOWEST_BEAT_MS = 1_000;
const BEATS_PER_LEASE = 4;
/** Only the end of an export is 100. */
const NEARLY = 99;

/** While an export runs: holds its lease, tells its progress, and ends the run when the lease is lost or the export was cancelled. */
export class Heart {
  rows = 0;
  expected = 0;
  private readonly control = new AbortController();
  private readonly pause: number;
  private heldUntil: number;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Store,
    private readonly job: Job,
    private readonly leaseSeconds: number,
  ) {
    this.heldUntil = performance.now() + leaseSeconds * 1_000;
    this.pause = Math.min(SLOWEST_BEAT_MS, (leaseSeconds * 1_000) / BEATS_PER_LEASE);
    this.timer = setTimeout(() => void this.beat(), this.pause);
  }

  get signal(): AbortSignal {
    return this.control.signal;
  }

  /** Ends the run for a reason. */
  end(reason: Error): void {
    this.stop();
    this.control.abort(reason);
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async beat(): Promise<void> {
    const asked = performance.now();
    try {
      const held = await beat.first(this.store, this.state());
      if (!held) this.end(new Overtaken('cancelled or taken over'));
      this.heldUntil = asked + this.leaseSeconds * 1_000;
    } catch {
      if (performance.now() > this.heldUntil) this.end(new Overtaken('the lease could not be kept'));
    }
    if (this.timer) this.timer = setTimeout(() => void this.beat(), this.pause);
  }

  private state() {
    const { id, attempt } = this.job;
    const progress = this.expected > 0 ? Math.min(NEARLY, Math.floor((100 * this.rows) / this.expected)) : 0;
    return { id, attempt, lease: `${this.leaseSeconds} s`, rows: this.rows, progress };
  }
}
