import type { Listener } from './listener.js';

/** Something stored under a version that grows with every change, and how to read it. */
export type Source<T> = {
  /** NOTIFY on this channel says that the version has grown. */
  readonly channel: string;
  /** How long a value is used without a word from the database. */
  readonly trustedMs: number;
  /** How often the version is asked for, should no NOTIFY arrive. */
  readonly checkMs: number;
  version(): Promise<number>;
  load(): Promise<{ readonly value: T; readonly version: number }>;
};

/** A value of the database held in memory, replaced by a new one when its version grows. */
export class Versioned<T> {
  private held: { readonly value: T; readonly version: number } | undefined;
  private verifiedAt = 0;
  private loading: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly listener: Listener,
    private readonly source: Source<T>,
  ) {}

  async open(): Promise<this> {
    await this.listener.on(this.source.channel, () => void this.look());
    await this.verify();
    this.timer = setInterval(() => void this.look(), this.source.checkMs);
    this.timer.unref();
    return this;
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
  }

  /** The last value that was read, however old. */
  get last(): T | undefined {
    return this.held?.value;
  }

  /** The value as of a moment ago. Rejects when the database has been silent for too long. */
  async current(): Promise<T> {
    return this.held && Date.now() - this.verifiedAt < this.source.trustedMs ? this.held.value : this.refreshed();
  }

  /** The value as it is stored now: for what the current one does not know. Rejects when it cannot be read. */
  async refreshed(): Promise<T> {
    await this.verify();
    if (!this.held) throw new Error(`nothing was read for ${this.source.channel}`);
    return this.held.value;
  }

  private async look(): Promise<void> {
    if (this.closed) return;
    await this.verify().catch(() => undefined); // current() asks again once the trust has run out
  }

  /** Callers of the same moment share one look; one that comes later gets a look of its own. */
  private async verify(): Promise<void> {
    if (this.loading) await this.loading.catch(() => undefined);
    this.loading ??= this.load().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  private async load(): Promise<void> {
    const asked = Date.now();
    if (this.held?.version !== (await this.source.version())) this.held = await this.source.load();
    this.verifiedAt = asked;
  }
}
