import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { instantText } from '#metrics';
import { inSnapshot } from '#persistence';
import { useDatabase } from '#test/database';
import { Blocks } from './blocks.js';
import { writeInteger } from './cells.js';
import type { Column, Encoder } from './columns.js';
import { encodeCopy } from './copy-rows.js';
import { csv } from './csv.js';
import { ndjson } from './ndjson.js';

const database = useDatabase();

type Row = { id: number; body: string | null; word: string; labels: Record<string, string>; at: number | null };
const columns: readonly Column[] = [
  { name: 'id', kind: 'integer' },
  { name: 'body', kind: 'text' },
  { name: 'word', kind: 'plain' },
  { name: 'labels', kind: 'json' },
  { name: 'at', kind: 'instant' },
];
const rows = {
  text: `SELECT id, body, word, labels, to_timestamp(at / 1000.0) AS at
           FROM jsonb_to_recordset($1::jsonb) AS row (id bigint, body text, word text, labels jsonb, at numeric) ORDER BY id`,
  values: ({ json }: { json: string }) => [json],
};

async function encoded(data: readonly Row[], encoderOf: (out: Blocks) => Encoder): Promise<string> {
  const blocks = new Blocks();
  return inSnapshot(database.store, new AbortController().signal, async (snapshot) => {
    const copy = await snapshot.copy(rows, { json: JSON.stringify(data) });
    const parts: Buffer[] = [];
    let counted = 0;
    for await (const part of encodeCopy(copy, encoderOf(blocks), blocks, (count) => (counted = count))) parts.push(Buffer.from(part));
    expect(counted).toBe(data.length);
    return Buffer.concat(parts).toString('utf8');
  });
}
const asCsv = (data: readonly Row[], guard: 'guarded' | 'unguarded' = 'guarded') => encoded(data, (out) => csv(columns, { guard }, out));
const row = (body: string | null, more: Partial<Row> = {}): Row => ({ id: 1, body, word: 'w', labels: {}, at: 0, ...more });

/** Everything that PostgreSQL can hold: no NUL, no lone surrogate. */
const texts = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text).toString().replaceAll('\0', ''));
const rarities = fc.constantFrom(
  '=1+1',
  '+49 30',
  '-3',
  '@x',
  '\tx',
  '\rx',
  '＝1',
  '＋1',
  '－1',
  '＠1',
  'a"b',
  'a,b',
  'a\r\nb',
  '🚨',
  '',
  "'",
  ' ',
);
const bodies = fc.oneof(
  texts,
  fc.array(fc.oneof(rarities, texts), { maxLength: 5 }).map((parts) => parts.join('')),
);
const someRows = fc
  .array(
    fc.record({
      body: fc.option(bodies),
      word: fc.constantFrom('critical', 'webhook'),
      labels: fc.dictionary(texts, texts, { maxKeys: 4 }),
      at: fc.option(fc.integer({ min: -1e12, max: 4e12 })),
    }),
    { maxLength: 40 },
  )
  .map((list) => list.map((one, id): Row => ({ ...one, id })));
const guarded = (text: string): string => (/^[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);

test('an RFC 4180 parser reads back what was written, over random texts', async () => {
  await fc.assert(
    fc.asyncProperty(someRows, async (data) => {
      const text = await asCsv(data);
      const read: string[][] = parse(text, { record_delimiter: '\r\n', relax_column_count: false });
      const expected = data.map(({ id, body, word, at }) => [String(id), guarded(body ?? ''), word, at === null ? '' : instantText(at)]);
      expect(read[0]).toEqual(columns.map(({ name }) => name));
      expect(read.slice(1).map(([id, body, word, , at]) => [id, body, word, at])).toEqual(expected);
      expect(read.slice(1).map((cells) => JSON.parse(cells[3] ?? ''))).toEqual(data.map(({ labels }) => labels));
    }),
    { numRuns: 60 },
  );
});

test('a line of ndjson is the row, without the formula guard', async () => {
  await fc.assert(
    fc.asyncProperty(someRows, async (data) => {
      const text = await encoded(data, (out) => ndjson(columns, out));
      const read = text
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line));
      expect(read).toEqual(data.map((one) => ({ ...one, at: one.at === null ? null : instantText(one.at) })));
    }),
    { numRuns: 60 },
  );
});

test('lines end in CRLF, only cells that need quotes have them, and null is nothing', async () => {
  const data = [
    row(null, { at: null }),
    row('a b', { id: 2, labels: { k: 'v' } }),
    row('say "hi", twice\nover', { id: 3, at: 1_778_572_010_120 }),
  ];
  expect(await asCsv(data)).toBe(
    'id,body,word,labels,at\r\n' +
      '1,,w,{},\r\n' +
      '2,a b,w,"{""k"": ""v""}",1970-01-01T00:00:00Z\r\n' +
      '3,"say ""hi"", twice\nover",w,{},2026-05-12T07:46:50.120Z\r\n',
  );
});

test.each(['=1', '+1', '-1', '@a', '\ta', '\ra', '＝1', '＋1', '－1', '＠a'])(
  '%j is a text and no formula, unless the guard is off',
  async (text) => {
    const cell = async (guard: 'guarded' | 'unguarded') => parse(await asCsv([row(text)], guard), { record_delimiter: '\r\n' })[1]?.[1];
    expect(await cell('guarded')).toBe(`'${text}`);
    expect(await cell('unguarded')).toBe(text);
  },
);

test('numbers, instants and our own words are never guarded', async () => {
  expect(await asCsv([{ id: -5, body: 'x', word: '-', labels: {}, at: -1 }])).toContain('\r\n-5,x,-,{},1969-12-31T23:59:59.999Z\r\n');
});

test('integers are exact over the whole range of int8', () => {
  const edges = [0n, 9n, 10n, 99n, 100n, 2n ** 53n - 1n, 2n ** 53n, 2n ** 53n + 1n, -1n, -(2n ** 63n), 2n ** 63n - 1n];
  const written = (value: bigint): string => {
    const source = Buffer.alloc(8);
    source.writeBigInt64BE(value);
    const out = new Blocks();
    writeInteger(out, source, 0, 8);
    return out.rest().toString();
  };
  const any = fc.oneof(
    fc.constantFrom(...edges),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.bigInt({ min: 0n, max: 10n ** 16n }),
  );
  fc.assert(
    fc.property(any, (value) => expect(written(value)).toBe(String(value))),
    { numRuns: 1_000 },
  );
});

test('a cell larger than a block is written whole', async () => {
  const body = `"${'é'.repeat(700_000)}"`;
  const read = parse(await asCsv([row(body), row('after', { id: 2 })]), { record_delimiter: '\r\n' });
  expect(read[1]?.[1] === body).toBe(true);
  expect(read[2]?.[1]).toBe('after');
});

test('blocks have one size, however the input was cut', async () => {
  const stream = await inSnapshot(database.store, new AbortController().signal, async (snapshot) => {
    const json = JSON.stringify(Array.from({ length: 20_000 }, (_, id) => row(`text ${id}`, { id })));
    return Buffer.concat(await (await snapshot.copy(rows, { json })).toArray());
  });
  const sizes = async (cut: number): Promise<number[]> => {
    const blocks = new Blocks();
    const pieces = (async function* () {
      for (let at = 0; at < stream.length; at += cut) yield stream.subarray(at, at + cut);
    })();
    const out: number[] = [];
    for await (const block of encodeCopy(pieces, csv(columns, { guard: 'guarded' }, blocks), blocks, () => undefined))
      out.push(block.length);
    return out;
  };
  const whole = await sizes(stream.length);
  expect(whole.length).toBeGreaterThan(2);
  expect(new Set(whole.slice(0, -1))).toEqual(new Set([256 * 1024]));
  for (const cut of [7, 1_000, 65_536]) expect(await sizes(cut)).toEqual(whole);
});

test('a stream that breaks off is an error, not a short file', async () => {
  const blocks = new Blocks();
  const broken = (async function* () {
    yield Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
  })();
  const read = async () => {
    for await (const _ of encodeCopy(broken, csv(columns, { guard: 'guarded' }, blocks), blocks, () => undefined));
  };
  await expect(read()).rejects.toThrow('before its trailer');
});
