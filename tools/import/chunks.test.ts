import fc from 'fast-check';
import { type Chunk, chunksOf } from './chunks.js';

async function* pieces(body: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < body.length; at += size) yield body.subarray(at, at + size);
}
async function cut(text: string, size: number, lines: number, bytes: number): Promise<Chunk[]> {
  const chunks: Chunk[] = [];
  for await (const chunk of chunksOf(pieces(Buffer.from(text), size), lines, bytes)) chunks.push(chunk);
  return chunks;
}

test('chunks are whole lines, follow each other and make the file again, however it is read', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom('', 'a', 'è€', '{"x":1}'), { maxLength: 12 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 4 }),
      async (lines, size, most) => {
        const text = lines.join('\n');
        const chunks = await cut(text, size, most, 1_000);
        expect(Buffer.concat(chunks.map(({ body }) => body)).toString()).toBe(text);
        let next = 1;
        for (const { body, lines: count, first } of chunks) {
          expect(first).toBe(next);
          expect(body.toString().replace(/\n$/, '').split('\n')).toHaveLength(count);
          expect(count).toBeLessThanOrEqual(most);
          next += count;
        }
      },
    ),
  );
});

test('long lines make short chunks', async () => {
  expect((await cut('aaaaaaaa\nbbbbbbbb\ncccccccc\n', 3, 100, 10)).map(({ lines }) => lines)).toEqual([2, 1]);
});
