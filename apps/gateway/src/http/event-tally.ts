import { type Store, type SystemEvent, systemEvent } from '#persistence';
import type { Log } from '#runtime';

const FLUSH_MS = 5_000;
const MOST = 10_000;

/** System events of the hot path: added up in memory and written every few seconds, so that a flood of them costs a row a minute. */
export class EventTally {
  private counts = new Map<string, { readonly event: SystemEvent; times: number }>();
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
    const name = `${event.organization} ${event.message}`;
    const known = this.counts.get(name);
    if (known) known.times += 1;
    else if (this.counts.size < MOST) this.counts.set(name, { event, times: 1 });
  }

  async flush(): Promise<void> {
    const counted = [...this.counts.values()];
    this.counts = new Map();
    try {
      for (const { event, times } of counted) await systemEvent(this.store, { ...event, times });
    } catch (error) {
      this.log.warn({ err: error, lost: counted.length }, 'system events could not be written');
    }
  }
}
