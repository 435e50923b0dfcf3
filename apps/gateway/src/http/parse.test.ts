import { Refusal } from '#runtime';
import { Batch, Words } from './parameters.js';
import { batches, parse, parseBatch } from './parse.js';

class Entry {
  @Words(5)
  name!: string;
}
class Many {
  @Batch(() => Entry, 1_000)
  entries!: Entry[];
  @Words()
  title!: string;
}
const named = (...names: unknown[]): object => ({ title: 't', entries: names.map((name) => ({ name, unknown: 1 })) });
const inParts = (value: object): Promise<unknown> =>
  parseBatch(Many, value, batches.get(Many.prototype) ?? { property: '', most: 0 }).catch((error: Refusal) => error.details.errors);
const atOnce = (value: object): unknown => {
  try {
    return parse(Many, value);
  } catch (error) {
    return (error as Refusal).details.errors;
  }
};

const good = Array.from({ length: 100 }, (_, i) => `n${i}`);
test.each([
  ['good entries', named(...good)],
  ['few entries', named('a')],
  ['no entries', named()],
  ['no list', { title: 't', entries: 7 }],
  ['bad entries', named(...good.with(3, '').with(77, 'too long'))],
  ['entries that are none', { title: 't', entries: [...good.map((name) => ({ name })), 7, null] }],
  ['a fault beside a good list', { ...named(...good), title: 7 }],
])('%s come to the same in parts as at once', async (_, value) => {
  expect(await inParts(value)).toEqual(atOnce(value));
});

test('a list that is too long is refused before it is looked at', async () => {
  expect(await inParts(named(...Array(1_001).fill('')))).toEqual([
    { key: 'entries', message: 'entries must be a list of 1 to 1000 entries', value: null },
  ]);
});
