import { Refusal } from '#runtime';

/** A line of a body with its number, counted from 1. `text` is null when the line is too long to be kept. */
export type Line = { readonly number: number; readonly text: string | null };

const LONGEST = 1 << 20;
const NEWLINE = 10;

/**
 * The lines of a body of any size, in batches of at most `most` lines or about 4 MiB; empty ones are left out. What has not been asked for is not read.
 * Refuses with 408 when no byte comes for `stallMs` while one is waited for.
 */
export async function* batchesOf(body: AsyncIterable<Buffer>, most: number, stallMs: number): AsyncGenerator<Line[]> {
  const splitter = new Splitter();
  let [batch, size]: [Line[], number] = [[], 0];
  for await (const chunk of withoutStalls(body, stallMs)) {
    for (const line of splitter.push(chunk)) {
      batch.push(line);
      size += line.text?.length ?? 0;
      if (batch.length < most && size < 4 * LONGEST) continue;
      yield batch;
      [batch, size] = [[], 0];
    }
  }
  batch.push(...splitter.end());
  if (batch.length > 0) yield batch;
}

/** Cuts chunks into lines. A line that is too long is counted, and thrown away as it comes. */
class Splitter {
  private parts: Buffer[] = [];
  private size = 0;
  private number = 0;

  *push(chunk: Buffer): Generator<Line> {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      this.keep(chunk.subarray(from, at));
      yield* this.end();
      from = at + 1;
    }
    this.keep(chunk.subarray(from));
  }

  *end(): Generator<Line> {
    const [parts, size] = [this.parts, this.size];
    [this.parts, this.size] = [[], 0];
    this.number += 1;
    if (size > LONGEST) return yield { number: this.number, text: null };
    const text = Buffer.concat(parts, size).toString('utf8').trim();
    if (text !== '') yield { number: this.number, text };
  }

  private keep(part: Buffer): void {
    this.size += part.length;
    if (this.size <= LONGEST) this.parts.push(part);
    else this.parts = [];
  }
}

async function* withoutStalls(body: AsyncIterable<Buffer>, stallMs: number): AsyncGenerator<Buffer> {
  const iterator = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await inTime(iterator.next().catch(broken), stallMs);
      if (next.done) return;
      yield next.value;
    }
  } finally {
    iterator.return?.().catch(() => undefined); // not waited for: after a stall the body never ends
  }
}

/** The caller went away, or what is packed cannot be unpacked. */
function broken(cause: unknown): never {
  throw new Refusal('malformed-body', { errors: [{ key: 'body', message: 'the body broke off', value: null }], cause });
}

async function inTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('body-stalled')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
