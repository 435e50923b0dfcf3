import fc from 'fast-check';
import { MatcherFault, matches, parseMatcher, parseMatchers } from '#matchers';

test.each([
  ['namespace="shop"', 'namespace', '=', 'shop'],
  ['pod=~"api-.*"', 'pod', '=~', 'api-.*'],
  ['team!="core"', 'team', '!=', 'core'],
  ['zone!~"eu|us"', 'zone', '!~', 'eu|us'],
  ['team=core', 'team', '=', 'core'],
  ['instance=10.0.0.1:9100/metrics+a-b', 'instance', '=', '10.0.0.1:9100/metrics+a-b'],
  ['città=x', undefined, undefined, undefined],
  ['city=Forlì', 'city', '=', 'Forlì'],
  ['"service.name"="x"', 'service.name', '=', 'x'],
  [' team = "a b" ', 'team', '=', 'a b'],
  ['a="say \\"hi\\"\\n\\\\"', 'a', '=', 'say "hi"\n\\'],
  ['a=""', 'a', '=', ''],
])('%s', (text, name, operator, value) => {
  if (name === undefined) expect(() => parseMatcher(text)).toThrow(MatcherFault);
  else expect(parseMatcher(text)).toEqual({ name, operator, value });
});

test.each([
  ['team', 'one of = != =~ !~ is expected at 4'],
  ['="x"', 'a label name is expected at 0'],
  ['{a="b"}', 'a label name is expected at 0'],
  ['team=', 'a value is expected at 5'],
  ['team="x', 'the quotes are not closed, or hold an escape other than \\\\ \\" \\n at 5'],
  ['team="\\t"', 'the quotes are not closed, or hold an escape other than \\\\ \\" \\n at 5'],
  ['a="b",c="d"', 'nothing more is expected at 5'],
  ['service.name=x', 'one of = != =~ !~ is expected at 7'],
  ['pod=~api-.*', 'nothing more is expected at 10'],
  ['pod=~"a(?=b)"', 'invalid or unsupported Perl syntax at 7'],
  ['pod=~"(a)\\\\1"', 'invalid escape sequence at 9'],
  ['city="😀"x', 'nothing more is expected at 8'],
  ['pod=~"a{1001}"', 'invalid repeat count at 7'],
  [`pod=~"${'a'.repeat(257)}"`, 'a pattern has at most 256 characters at 5'],
])('%s is refused: %s', (text, message) => expect(() => parseMatcher(text)).toThrow(message));

test('twenty matchers are read, the twenty-first is refused, and empty ones do not count', () => {
  const many = Array.from({ length: 20 }, (_, i) => `l${i}=x`);
  expect(parseMatchers([...many, '', ' '])).toHaveLength(20);
  expect(() => parseMatchers([...many, 'one=more'])).toThrow('more than 20 matchers at 0');
});

test('an absent label is empty, patterns are anchored, and a dot is no line break', () => {
  const holds = (text: string, labels: Record<string, string>) => matches([parseMatcher(text)])(labels);
  expect(holds('team=""', {})).toBe(true);
  expect(holds('team!=""', {})).toBe(false);
  expect(holds('team=~".*"', {})).toBe(true);
  expect(holds('pod=~"api"', { pod: 'api-1' })).toBe(false);
  expect(holds('pod=~"a.b"', { pod: 'a\nb' })).toBe(false);
  expect(holds('toString=""', {})).toBe(true);
});

test('what is quoted is read as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const quoted = value.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');
      expect(parseMatcher(`a="${quoted}"`).value).toBe(value);
    }),
  );
});
