import type { Blocks } from './blocks.js';
import type { Encoder } from './columns.js';

export const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER = SIGNATURE.length + 8;
const BEGINNING = Buffer.concat([SIGNATURE, Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);

/** Turns a binary COPY stream into the encoder's blocks. `counted` hears of the rows written so far, once per piece of input. */
export async function* encodeCopy(
  copy: AsyncIterable<Buffer>,
  encoder: Encoder,
  blocks: Blocks,
  counted: (rows: number) => void,
): AsyncGenerator<Buffer> {
  const reader = new CopyReader(encoder);
  encoder.begin();
  for await (const piece of copy) {
    reader.read(piece);
    counted(reader.rows);
    yield* blocks.full();
  }
  if (!reader.finished) throw new Error('the COPY stream ended before its trailer');
  yield blocks.rest();
}

/** The same stream without the rows that do not pass. `passes` gets the bytes of these columns; null for none. */
export async function* sifted(
  copy: AsyncIterable<Buffer>,
  columns: readonly number[],
  passes: (cells: readonly (Buffer | null)[]) => boolean,
): AsyncGenerator<Buffer> {
  let kept: Buffer[] = [BEGINNING];
  const cutter = new CopyRows((source, start, end) => {
    if (passes(cellsOf(source, start, columns))) kept.push(source.subarray(start, end));
  });
  for await (const piece of copy) {
    cutter.read(piece);
    if (kept.length > 0) yield Buffer.concat(kept);
    kept = [];
  }
  if (cutter.finished) yield TRAILER;
}

function cellsOf(source: Buffer, start: number, columns: readonly number[]): (Buffer | null)[] {
  const cells = columns.map((): Buffer | null => null);
  for (let i = 0, at = start + 2; i < source.readInt16BE(start); i++) {
    const length = source.readInt32BE(at);
    const place = columns.indexOf(i);
    at += 4 + Math.max(0, length);
    if (place >= 0 && length >= 0) cells[place] = source.subarray(at - length, at);
  }
  return cells;
}

/** Cuts a binary COPY stream into its rows; `take` gets each where it lies, from `start` to `end`. */
export class CopyRows {
  finished = false;
  private started = false;
  private rest: Buffer = Buffer.alloc(0);

  constructor(private readonly take: (source: Buffer, start: number, end: number) => void) {}

  read(piece: Buffer): void {
    const source = this.rest.length > 0 ? Buffer.concat([this.rest, piece]) : piece;
    let at = this.started ? 0 : this.skipHeader(source);
    for (let end = endOfRow(source, at); this.started && end > at; end = endOfRow(source, at)) {
      if (source.readInt16BE(at) < 0) this.finished = true;
      else this.take(source, at, end);
      at = end;
    }
    this.rest = source.subarray(at);
  }

  private skipHeader(source: Buffer): number {
    if (source.length < HEADER) return 0;
    const end = HEADER + source.readInt32BE(HEADER - 4);
    if (source.length < end) return 0;
    if (!source.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('not a binary COPY stream');
    this.started = true;
    return end;
  }
}

export class CopyReader {
  rows = 0;
  private readonly cutter = new CopyRows((source, start) => this.row(source, start));

  constructor(private readonly encoder: Encoder) {}

  get finished(): boolean {
    return this.cutter.finished;
  }

  read(piece: Buffer): void {
    this.cutter.read(piece);
  }

  private row(source: Buffer, start: number): void {
    const { encoder } = this;
    const cells = source.readInt16BE(start);
    encoder.startRow();
    for (let i = 0, at = start + 2; i < cells; i++) {
      const from = at + 4;
      const length = source.readInt32BE(at);
      at = from + Math.max(0, length);
      if (length < 0) encoder.nothing(i);
      else encoder.cell(i, source, from, at);
    }
    encoder.endRow();
    this.rows += 1;
  }
}

/** Where the row that starts at `start` ends; `start` itself when the row is not complete yet. The trailer is a row of -1 cells. */
function endOfRow(source: Buffer, start: number): number {
  if (start + 2 > source.length) return start;
  let at = start + 2;
  for (let left = source.readInt16BE(start); left > 0; left--) {
    if (at + 4 > source.length) return start;
    at += 4 + Math.max(0, source.readInt32BE(at));
  }
  return at <= source.length ? at : start;
}
