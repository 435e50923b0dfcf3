import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { About } from './about.js';
import { instantMs } from './cells.js';
import type { CellKind, Column, Encoder } from './columns.js';
import { CopyReader } from './copy-rows.js';

/** Rows of a group: larger ones take more memory than a worker has. */
const GROUP = 5_000;
type Schema = ConstructorParameters<typeof ParquetWriter>[0]['schema'];
type Value = bigint | number | string | null;

const TYPES: Readonly<Record<CellKind, Omit<Schema[number], 'name'>>> = {
  integer: { type: 'INT64' },
  double: { type: 'DOUBLE' },
  instant: { type: 'INT64', logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MILLIS' } },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  plain: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  // As text: of the type JSON the writer would encode it once more.
  json: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
};

/** A Parquet file of the rows of a binary COPY stream: typed columns, instants in UTC, what it is about in its metadata. */
export async function* parquet(
  copy: AsyncIterable<Buffer>,
  columns: readonly Column[],
  about: About,
  counted: (rows: number) => void,
): AsyncGenerator<Buffer> {
  const rows = new Rows(columns);
  const reader = new CopyReader(rows);
  const bytes = new ByteWriter();
  const writer = new ParquetWriter({
    writer: bytes,
    schema: [
      { name: 'root', num_children: columns.length },
      ...columns.map(({ name, kind }) => ({ name, repetition_type: 'OPTIONAL' as const, ...TYPES[kind] })),
    ],
    codec: 'SNAPPY',
    kvMetadata: about.map(([key, value]) => ({ key, value: String(value) })),
    createdBy: 'alertledger',
  });
  for await (const piece of copy) {
    reader.read(piece);
    counted(reader.rows);
    while (rows.count >= GROUP) {
      write(writer, columns, rows.take(GROUP));
      yield taken(bytes);
    }
  }
  if (!reader.finished) throw new Error('the COPY stream ended before its trailer');
  if (rows.count > 0) write(writer, columns, rows.take(rows.count));
  writer.finish();
  yield taken(bytes);
}

function write(writer: ParquetWriter, columns: readonly Column[], values: readonly Value[][]): void {
  const columnData = columns.map(({ name }, index) => ({ name, data: values[index] ?? [], offsetIndex: false }));
  writer.write({ columnData, rowGroupSize: GROUP });
}

/** What was written since the last time; the writer goes on counting from there. */
function taken(bytes: ByteWriter): Buffer {
  const copy = Buffer.from(bytes.getBytes());
  bytes.index = 0;
  return copy;
}

/** Values of rows, by column. */
class Rows implements Encoder {
  count = 0;
  private values: Value[][];

  constructor(private readonly columns: readonly Column[]) {
    this.values = columns.map(() => []);
  }

  begin(): void {}
  startRow(): void {}
  endRow(): void {
    this.count += 1;
  }

  nothing(index: number): void {
    this.values[index]?.push(null);
  }

  cell(index: number, source: Buffer, from: number, to: number): void {
    this.values[index]?.push(cellOf(this.columns[index]?.kind, source, from, to));
  }

  /** The first of them. */
  take(count: number): Value[][] {
    const taken = this.values.map((column) => column.slice(0, count));
    this.values = this.values.map((column) => column.slice(count));
    this.count -= count;
    return taken;
  }
}

function cellOf(kind: CellKind | undefined, source: Buffer, from: number, to: number): Value {
  if (kind === 'instant') return BigInt(instantMs(source, from));
  if (kind === 'double') return source.readDoubleBE(from);
  if (kind === 'integer') return to - from === 8 ? source.readBigInt64BE(from) : BigInt(source.readIntBE(from, to - from));
  // A jsonb begins with the version of its format.
  return source.toString('utf8', kind === 'json' ? from + 1 : from, to);
}
