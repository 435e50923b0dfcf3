import fc from 'fast-check';
import { cleanText, fingerprintOf, keptOf, LABEL_LENGTH, MOST_LABELS, textMap } from '#persistence';

test.each([
  ['Disk\0Full', 'DiskFull'],
  ['half \ud83d of a pair', 'half \ufffd of a pair'],
  ['\udc00\ud800', '\ufffd\ufffd'],
  ['whole 😀 pair', 'whole 😀 pair'],
  ['x'.repeat(20), 'x'.repeat(20)],
  ['x'.repeat(21), `${'x'.repeat(19)}…`],
  [`${'x'.repeat(18)}😀yz`, `${'x'.repeat(18)}\ufffd…`],
])('%j becomes %j', (text, clean) => {
  expect(cleanText(text, 20)).toBe(clean);
});

test.each([
  [
    { a: 'b', n: 1, t: true, o: { x: [1] }, l: [], z: null },
    { a: 'b', l: '[]', n: '1', o: '{"x":[1]}', t: 'true' },
  ],
  [JSON.parse('{"__proto__":"a","constructor":"b","\\u0000":"c"}'), { constructor: 'b' }],
  [{ big: 'x'.repeat(LABEL_LENGTH + 1) }, { big: `${'x'.repeat(LABEL_LENGTH - 1)}…` }],
  [{}, {}],
])('the labels %j become texts', (value, texts) => {
  expect(textMap(value, LABEL_LENGTH)).toEqual(texts);
});

test.each([undefined, null, 'a', 7, true, ['a']])('%j is no map', (value) => {
  expect(textMap(value, LABEL_LENGTH)).toBeUndefined();
});

test('of too many labels the first in order stay', () => {
  const many = Object.fromEntries(Array.from({ length: MOST_LABELS + 5 }, (_, i) => [`l${1000 + i}`, 'v']));
  const kept = Object.keys(keptOf(textMap(many, LABEL_LENGTH) ?? {}));
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([MOST_LABELS, 'l1000', `l${1000 + MOST_LABELS - 1}`]);
});

test('a value nested too deeply to be written is an ellipsis', () => {
  let deep: unknown = 0;
  for (let i = 0; i < 100_000; i++) deep = [deep];
  expect(textMap({ deep }, LABEL_LENGTH)).toEqual({ deep: '…' });
});

test('whatever comes in, what goes out can be stored', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.anything()), (value) => {
      for (const text of Object.entries(textMap(value, 50) ?? {}).flat()) expect(text).not.toMatch(/\0|\p{Surrogate}/u);
    }),
  );
});

// As amtool and the API of Alertmanager 0.25 show them.
test.each([
  [{ severity: 'critical', alertname: 'Ünusual', system_key: 'SYS-1' }, '36a4cee95e7a536f'],
  [{}, 'cbf29ce484222325'],
])('the fingerprint of %j is %s', (labels, fingerprint) => {
  expect(fingerprintOf(labels)).toBe(fingerprint);
});
