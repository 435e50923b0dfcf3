import { setTimeout as pause } from 'node:timers/promises';
import type { Log } from './log.js';

/** `what` completes the sentence "cannot …". Pauses in milliseconds: after the end of each round, and before the first one. */
export type Rhythm = { readonly what: string; readonly pauseMs: number; readonly firstPauseMs?: number };

/** Repeats work until it is stopped. Trouble is logged when it begins and when it is over; the next round comes all the same. */
export class Rounds {
  private readonly stopping = new AbortController();
  private ended = Promise.resolve();
  private failing = false;

  constructor(
    private readonly rhythm: Rhythm,
    private readonly work: (stop: AbortSignal) => Promise<unknown>,
    private readonly log: Log,
  ) {}

  start(): void {
    this.ended = this.run();
  }

  /** Waits for the round under way, whose signal it gives. */
  stop(): Promise<void> {
    this.stopping.abort();
    return this.ended;
  }

  private async run(): Promise<void> {
    const { pauseMs, firstPauseMs = 0 } = this.rhythm;
    await this.rest(firstPauseMs);
    while (!this.stopping.signal.aborted) {
      await this.round();
      await this.rest(pauseMs);
    }
  }

  private async round(): Promise<void> {
    const { what } = this.rhythm;
    try {
      await this.work(this.stopping.signal);
      if (this.failing) this.log.info({}, `can ${what} again`);
      this.failing = false;
    } catch (error) {
      const { aborted, reason } = this.stopping.signal;
      if (aborted && error === reason) return; // it was told to stop
      if (!this.failing) this.log.error({ err: error }, `cannot ${what}`);
      this.failing = true;
    }
  }

  private async rest(ms: number): Promise<void> {
    await pause(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined); // stopped
  }
}
