import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { civilAt } from '#metrics';
import { inSnapshot } from '#persistence';
import { useDatabase } from '#test/database';
import type { Column } from './columns.js';
import { parquet } from './parquet.js';
import { TooManyRows } from './too-many-rows.js';
import { xlsx } from './xlsx.js';

const database = useDatabase();
const dir = mkdtempSync(path.join(tmpdir(), 'books-'));
afterAll(() => rmSync(dir, { recursive: true }));

type Row = { id: number; body: string | null; labels: Record<string, string>; at: number | null };
const columns: readonly Column[] = [
  { name: 'id', kind: 'integer' },
  { name: 'body', kind: 'text' },
  { name: 'labels', kind: 'json' },
  { name: 'starts_at', kind: 'instant' },
];
const statement = {
  text: `SELECT id, body, labels, to_timestamp(at / 1000.0) AS at FROM jsonb_to_recordset($1::jsonb) AS row (id bigint, body text, labels jsonb, at numeric) ORDER BY id`,
  values: ({ json }: { json: string }) => [json],
};
const about = [
  ['report', 'alert-history'],
  ['zone', 'Europe/Rome'],
] as const;

async function written(
  data: readonly Row[],
  encode: (copy: AsyncIterable<Buffer>, counted: (rows: number) => void) => AsyncGenerator<Buffer>,
) {
  return inSnapshot(database.store, new AbortController().signal, async (snapshot) => {
    const parts: Buffer[] = [];
    let counted = 0;
    const copy = await snapshot.copy(statement, { json: JSON.stringify(data) });
    for await (const part of encode(copy, (rows) => (counted = rows))) parts.push(Buffer.from(part));
    expect(counted).toBe(data.length);
    return Buffer.concat(parts);
  });
}
const book = (data: readonly Row[], mostRows = 1_048_575) =>
  written(data, (copy, counted) => xlsx(copy, columns, { about, zone: 'Europe/Rome', mostRows }, counted));

/** No NUL and no lone surrogate: PostgreSQL holds neither. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }).map((text) => Buffer.from(text).toString().replaceAll('\0', '')),
  fc.constantFrom('', ' a ', 'a\r\nb\tc', '=1+1', '_x0041_', '_x005F_x0041_', '<&>"', '\u0001\u001f', '\ufffe\uffff', '🚨', ']]>'),
);
const data: Row[] = fc
  .sample(
    fc.record({
      body: fc.option(texts),
      labels: fc.dictionary(texts, texts, { maxKeys: 3 }),
      at: fc.option(fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 })),
    }),
    { numRuns: 400, seed: 5 },
  )
  .map((row, i) => ({ id: i === 7 ? 2 ** 53 - 1 : i, ...row }));
data.sort((a, b) => a.id - b.id);

const PYTHON = '/usr/bin/python3';
const READER = `
import json, sys, datetime, openpyxl
from openpyxl.utils.escape import unescape
book = openpyxl.load_workbook(sys.argv[1])
def shown(value):
    if isinstance(value, datetime.datetime): return value.isoformat(timespec='milliseconds')
    return unescape(value) if isinstance(value, str) else value
print(json.dumps([{'name': sheet.title, 'frozen': sheet.freeze_panes, 'filter': sheet.auto_filter.ref, 'rows': [[shown(cell.value) for cell in row] for row in sheet.iter_rows()]} for sheet in book.worksheets]))
`;
const hasReader = existsSync('/usr/lib/python3/dist-packages/openpyxl');
if (!hasReader && process.env.CI) throw new Error('openpyxl is missing: apt-get install python3-openpyxl');
const testWithReader = hasReader ? test : test.skip;

type Sheet = { name: string; frozen: string | null; filter: string | null; rows: unknown[][] };
function read(bytes: Buffer): Sheet[] {
  const file = path.join(dir, 'book.xlsx');
  writeFileSync(file, bytes);
  return JSON.parse(execFileSync(PYTHON, ['-c', READER, file], { maxBuffer: 1 << 28 }).toString());
}

/** As the clocks of Rome showed it. */
function clock(at: number): string {
  const { year, month, day, hour, minute, second, millisecond } = civilAt(at, 'Europe/Rome');
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond)).toISOString().slice(0, -1);
}
const cellsOf = ({ id, body, at }: Row): unknown[] => [id, body, at === null ? null : clock(at)];

testWithReader(
  'openpyxl reads back every cell of every sheet, and what the workbook is about',
  async () => {
    const sheets = read(await book(data, 150));
    expect(sheets.map(({ name }) => name)).toEqual(['About', 'alerts', 'alerts 2', 'alerts 3']);
    expect(sheets[0]?.rows).toEqual([...about, ['rows', 400], ['cells cut', 0]]);
    for (const { rows, frozen, filter } of sheets.slice(1)) {
      expect(rows[0]).toEqual(['id', 'body', 'labels', 'starts_at [Europe/Rome]']);
      expect([frozen, filter]).toEqual(['A2', `A1:D${rows.length}`]);
    }
    const rows = sheets.slice(1).flatMap((sheet) => sheet.rows.slice(1));
    expect(rows.map(([id, body, , at]) => [id, body, at])).toEqual(data.map(cellsOf));
    expect(rows.map(([, , labels]) => JSON.parse(String(labels)))).toEqual(data.map(({ labels }) => labels));
  },
  60_000,
);

testWithReader('what is too long for a cell is cut, and counted', async () => {
  const [about, alerts] = read(await book([{ id: 1, body: 'x'.repeat(40_000), labels: {}, at: null }]));
  expect(String(alerts?.rows[1]?.[1])).toBe(`${'x'.repeat(32_766)}…`);
  expect(about?.rows.at(-1)).toEqual(['cells cut', 1]);
});

test('a workbook of no rows has its header, and one of too many is refused', async () => {
  expect((await book([])).length).toBeGreaterThan(1_000);
  await expect(book(data.slice(0, 19), 2)).rejects.toThrow(TooManyRows);
  expect((await book(data.slice(0, 16), 2)).length).toBeGreaterThan(1_000);
});

test('equal rows are equal bytes', async () => {
  for (const encode of [book, (rows: readonly Row[]) => written(rows, (copy, counted) => parquet(copy, columns, about, counted))])
    expect((await encode(data)).equals(await encode(data))).toBe(true);
});

test.each([0, 400, 5_001])('DuckDB reads back %i rows of a Parquet file, with their types', async (count) => {
  const rows = Array.from({ length: count }, (_, i) => ({ ...(data[i % data.length] as Row), id: i }));
  const file = path.join(dir, 'rows.parquet');
  writeFileSync(file, await written(rows, (copy, counted) => parquet(copy, columns, about, counted)));
  const connection = await (await DuckDBInstance.create()).connect();
  const ask = async (text: string) => (await connection.runAndReadAll(text)).getRowsJson();
  expect((await ask(`DESCRIBE SELECT * FROM '${file}'`)).map(([name, type]) => [name, type])).toEqual([
    ['id', 'BIGINT'],
    ['body', 'VARCHAR'],
    ['labels', 'VARCHAR'],
    ['starts_at', 'TIMESTAMP WITH TIME ZONE'],
  ]);
  const read = await ask(`SELECT id, body, labels, epoch_ms(starts_at) FROM '${file}' ORDER BY id`);
  expect(
    read.map(([id, body, labels, at]) => ({
      id: Number(id),
      body,
      labels: JSON.parse(String(labels)),
      at: at === null ? null : Number(at),
    })),
  ).toEqual(rows);
  expect(await ask(`SELECT key::VARCHAR, value::VARCHAR FROM parquet_kv_metadata('${file}') ORDER BY 1`)).toEqual([
    ['report', 'alert-history'],
    ['zone', 'Europe/Rome'],
  ]);
});
