import { positional, variantOf } from './sql.js';

test('names become positions, each name one', () => {
  expect(positional('SELECT :a::int, :b, :a')).toEqual({ text: 'SELECT $1::int, $2, $1', names: ['a', 'b'] });
});

test('casts, texts and comments keep their colons', () => {
  const text = `SELECT ':a'::text -- :b\n, x::int`;
  expect(positional(text)).toEqual({ text, names: [] });
});

test('a place keeps what it holds unless something else is given', () => {
  expect(variantOf('ORDER BY /*key*/id/**/ /*direction*/DESC/**/', {})).toBe('ORDER BY id DESC');
  expect(variantOf('ORDER BY /*key*/id/**/ /*direction*/DESC/**/', { direction: 'ASC' })).toBe('ORDER BY id ASC');
});

test('places may span lines, lie inside each other and be left out', () => {
  const text = '/*owners*/SELECT /*key*/a/**/\nUNION ALL /**/SELECT /*key*/a/**/';
  expect(variantOf(text, { key: 'b' })).toBe('SELECT b\nUNION ALL SELECT b');
  expect(variantOf(text, { owners: '' })).toBe('SELECT a');
});
