import type { CellKind, Column } from './columns.js';
import { SIGNATURE } from './copy-rows.js';

/** Values by the names of columns; instants are epoch milliseconds, what is absent is null. */
export type Row = Readonly<Record<string, unknown>>;

/** PostgreSQL counts microseconds from the year 2000. */
const EPOCH_MS = 946_684_800_000n;
const NOTHING = int32(-1);
const END = Buffer.from([0xff, 0xff]);
/** A jsonb begins with the version of its format. */
const JSONB = Buffer.from([1]);

/** Rows in PostgreSQL's binary COPY format, so that the encoders need not know where they were read. */
export async function* copyOf(columns: readonly Column[], batches: AsyncIterable<readonly Row[]>): AsyncGenerator<Buffer> {
  yield Buffer.concat([SIGNATURE, Buffer.alloc(8)]);
  const count = int16(columns.length);
  for await (const rows of batches)
    yield Buffer.concat(rows.flatMap((row) => [count, ...columns.flatMap(({ name, kind }) => cellOf(kind, row[name]))]));
  yield END;
}

function cellOf(kind: CellKind, value: unknown): Buffer[] {
  if (value === null || value === undefined) return [NOTHING];
  const bytes = bytesOf(kind, value);
  return [int32(bytes.length), bytes];
}

function bytesOf(kind: CellKind, value: unknown): Buffer {
  switch (kind) {
    case 'integer':
      return int64(BigInt(Number(value)));
    case 'instant':
      return int64((BigInt(Number(value)) - EPOCH_MS) * 1000n);
    case 'double':
      return double(Number(value));
    case 'json':
      return Buffer.concat([JSONB, Buffer.from(JSON.stringify(value))]);
    default:
      return Buffer.from(String(value));
  }
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeInt16BE(value);
  return bytes;
}
function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}
function int64(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}
function double(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes;
}
