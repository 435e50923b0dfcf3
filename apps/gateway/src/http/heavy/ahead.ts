import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';

const pack = promisify<Buffer, { level: number }, Buffer>(deflateRaw);
const unpack = promisify<Buffer, Buffer>(inflateRaw);
const FASTEST = { level: 1 };

/** Packed bytes held for readers that are slower than what they read. Beyond it the reading waits for them. */
const MOST_HELD = 32 << 20;

type End = { readonly error?: unknown };

/** Reads whole answers whether or not anybody takes them, so that what they are read with is free once they are complete. */
export class Ahead {
  private held = 0;
  private waiting: (() => void)[] = [];

  constructor(private readonly most = MOST_HELD) {}

  /** The batches of a source, whose rows are plain JSON. An error comes after what was read before it. Whoever takes no more ends the reading. */
  async *of<Row>(source: AsyncIterable<Row[]>): AsyncGenerator<Row[], void> {
    const line = new Line<Row>();
    void this.fill(line, source).then(
      () => line.end({}),
      (error: unknown) => line.end({ error }),
    );
    try {
      for (let next = await line.next(); next; next = await line.next()) {
        if (Array.isArray(next)) yield next;
        else {
          this.giveBack(next.length);
          yield JSON.parse((await unpack(next)).toString('utf8'));
        }
      }
    } finally {
      this.giveBack(line.abandon());
    }
  }

  private async fill<Row>(line: Line<Row>, source: AsyncIterable<Row[]>): Promise<void> {
    for await (const rows of source) {
      if (line.isAwaited) line.put(rows);
      else await this.keep(line, await pack(Buffer.from(JSON.stringify(rows)), FASTEST));
      if (line.isAbandoned) return;
    }
  }

  private async keep<Row>(line: Line<Row>, bytes: Buffer): Promise<void> {
    while (!line.isAbandoned && this.held > 0 && this.held + bytes.length > this.most)
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    if (line.isAbandoned) return;
    this.held += bytes.length;
    line.put(bytes);
  }

  private giveBack(bytes: number): void {
    this.held -= bytes;
    const waiting = this.waiting;
    this.waiting = [];
    for (const look of waiting) look();
  }
}

/** What was read and not taken yet. */
class Line<Row> {
  isAbandoned = false;
  private readonly items: (Row[] | Buffer)[] = [];
  private ended: End | undefined;
  private wake: (() => void) | undefined;

  get isAwaited(): boolean {
    return this.wake !== undefined;
  }

  put(item: Row[] | Buffer): void {
    this.items.push(item);
    this.wake?.();
    this.wake = undefined;
  }

  end(end: End): void {
    this.ended = end;
    this.wake?.();
  }

  /** Undefined at the end. Rejects with the error that the reading ended with. */
  async next(): Promise<Row[] | Buffer | undefined> {
    while (this.items.length === 0) {
      if (this.ended && 'error' in this.ended) throw this.ended.error;
      if (this.ended) return undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
    return this.items.shift();
  }

  /** How many packed bytes nobody will take. */
  abandon(): number {
    this.isAbandoned = true;
    return this.items.reduce((sum, item) => sum + (Buffer.isBuffer(item) ? item.length : 0), 0);
  }
}
