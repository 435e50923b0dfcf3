import { type Store, type SystemEvent, systemEvent } from '#persistence';
import type { Log } from '#runtime';

const FLUSH_MS = 5_000;
const MOST = 10_000;

/** System events of the hot path: added up in memory and written every few seconds, so that a flood of them costs a row a minute. */
export class EventTally {
  private counts = new Map<string, { readonly event: Omit<SystemEvent, 'times'>; times: number }>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly store: Store,
    private readonly log: Log,
  ) {}

  open(): this {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.timer.unref();
    return this;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  note(event: Omit<SystemEvent, 'times'>): void {
    this.add(event, 1);
  }

  /** What cannot be written is counted on. */
  async flush(): Promise<void> {
    const counted = [...this.counts.values()];
    this.counts = new Map();
    try {
      for (let one = counted[0]; one; one = counted[0]) {
        await systemEvent(this.store, { ...one.event, times: one.times });
        counted.shift();
      }
    } catch (error) {
      this.log.warn({ err: error, waiting: counted.length }, 'system events are kept for later');
      for (const { event, times } of counted) this.add(event, times);
    }
  }

  private add(event: Omit<SystemEvent, 'times'>, times: number): void {
    const name = `${event.organization} ${event.message}`;
    const known = this.counts.get(name);
    if (known) known.times += times;
    else if (this.counts.size < MOST) this.counts.set(name, { event, times });
  }
}
