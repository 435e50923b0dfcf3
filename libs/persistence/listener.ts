import pg from 'pg';

const RETRY_MS = 1_000;

/** One connection that hears the NOTIFYs of any number of channels, and is made again when it is lost. */
export class Listener {
  private readonly heard = new Map<string, () => void>();
  private client: pg.Client | undefined;
  private connecting: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(private readonly url: string) {}

  /** Calls `heard` after each NOTIFY, and when it cannot be told whether there was one. Resolves once the channel is heard, or cannot be for now. */
  async on(channel: string, heard: () => void): Promise<void> {
    this.heard.set(channel, heard);
    await (this.client ? this.client.query(`LISTEN ${channel}`).catch(() => undefined) : this.open());
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.timer);
    await this.connecting;
    await this.client?.end().catch(() => undefined);
  }

  private open(): Promise<void> {
    this.connecting ??= this.connect().finally(() => {
      this.connecting = undefined;
    });
    return this.connecting;
  }

  private async connect(): Promise<void> {
    if (this.closed) return;
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'listener',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
    });
    const lost = (): void => this.lost(client);
    client.on('error', lost);
    client.on('end', lost);
    client.on('notification', ({ channel }) => this.heard.get(channel)?.());
    try {
      await client.connect();
      this.client = client;
      for (let known = -1; known !== this.heard.size; ) {
        known = this.heard.size;
        await client.query([...this.heard.keys()].map((channel) => `LISTEN ${channel}`).join('; '));
      }
      for (const heard of this.heard.values()) heard();
    } catch {
      await client.end().catch(() => undefined); // who listens also asks from time to time
      this.lost(client);
    }
  }

  private lost(client: pg.Client): void {
    if (this.client === client) this.client = undefined;
    if (this.closed) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.open(), RETRY_MS);
    this.timer.unref();
  }
}
