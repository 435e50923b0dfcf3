import fc from 'fast-check';
import { useDatabase } from '#test/database';
import { columnsOf } from './columns.js';

const database = useDatabase();
const texts = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\0', ''));
const rows = fc.array(
  fc.record({
    text: fc.option(fc.oneof(texts, fc.constantFrom('', 'NULL', '{}', '"', '\\', 'a,b', '\n'))),
    at: fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }),
    list: fc.array(texts),
    map: fc.dictionary(texts, texts),
    n: fc.integer(),
    yes: fc.boolean(),
  }),
);

test('PostgreSQL reads from the columns what was written into them', async () => {
  await fc.assert(
    fc.asyncProperty(rows, async (written) => {
      const { text, at, list, map, n, yes } = columnsOf(written, { text: '', at: new Date(0), list: [], map: {}, n: 0, yes: false });
      const read = await database.store.query(
        `SELECT text, at, list::text[] AS list, map, n, yes
           FROM unnest($1::text[], $2::timestamptz[], $3::text[], $4::jsonb[], $5::int[], $6::boolean[]) AS c (text, at, list, map, n, yes)`,
        [text, at, list, map, n, yes],
      );
      expect(read).toEqual(written);
    }),
    { numRuns: 50 },
  );
});
