import fc from 'fast-check';
import { batchesOf, type Line } from './lines.js';

const LATER_MS = 60_000;
async function* chunked(chunks: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* chunks;
}
async function linesOf(chunks: Iterable<Buffer>, most = 3): Promise<Line[][]> {
  const batches: Line[][] = [];
  for await (const batch of batchesOf(chunked(chunks), most, LATER_MS)) batches.push(batch);
  return batches;
}

test('lines have the same numbers and texts however the body is cut', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('', 'a', 'è€', '{"x":1}', '  b\r'), { maxLength: 12 }),
      fc.integer({ min: 1, max: 7 }),
      async (texts, size) => {
        const body = Buffer.from(texts.join('\n'));
        const chunks = Array.from({ length: Math.ceil(body.length / size) }, (_, i) => body.subarray(i * size, (i + 1) * size));
        const expected = texts.map((text, i) => ({ number: i + 1, text: text.trim() })).filter(({ text }) => text !== '');
        const batches = await linesOf(chunks);
        expect(batches.flat()).toEqual(expected);
        expect(batches.every((batch) => batch.length <= 3)).toBe(true);
      },
    ),
  );
});

test('a line that is too long is counted and not kept', async () => {
  const long = Buffer.alloc(700_000, 'x');
  expect(await linesOf([Buffer.from('a\n'), long, long, Buffer.from('x\nb')])).toEqual([
    [
      { number: 1, text: 'a' },
      { number: 2, text: null },
      { number: 3, text: 'b' },
    ],
  ]);
});

test('long lines fill a batch before many do', async () => {
  const line = Buffer.from(`${'x'.repeat(1 << 20)}\n`);
  expect((await linesOf([line, line, line, line, line], 1_000)).map((batch) => batch.length)).toEqual([4, 1]);
});

test('a body that stalls or breaks off is refused', async () => {
  async function* stalled(): AsyncGenerator<Buffer> {
    yield Buffer.from('a\n');
    await new Promise(() => undefined);
  }
  async function* broken(): AsyncGenerator<Buffer> {
    yield Buffer.from('a\n');
    throw new Error('aborted');
  }
  const read = async (body: AsyncIterable<Buffer>): Promise<void> => {
    for await (const _ of batchesOf(body, 10, 20));
  };
  await expect(read(stalled())).rejects.toMatchObject({ code: 'body-stalled' });
  await expect(read(broken())).rejects.toMatchObject({ code: 'malformed-body' });
});
