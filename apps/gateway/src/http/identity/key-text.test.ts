import { createKeyText, readKeyText } from './key-text.js';

test('a key reads back as its id and the hash that is stored', () => {
  const { id, hash, text } = createKeyText();
  expect(text).toMatch(/^alk_[0-9A-Za-z]{12}_[0-9A-Za-z]{49}$/);
  expect(readKeyText(text)).toEqual({ id, hash });
});

test('no two keys have an id or a secret in common', () => {
  const keys = Array.from({ length: 200 }, createKeyText);
  expect(new Set(keys.map(({ id }) => id)).size).toBe(200);
  expect(new Set(keys.map(({ hash }) => hash.toString('hex'))).size).toBe(200);
});

test('one digit more, less or other is no key: the check digits tell', () => {
  const { text } = createKeyText();
  const wrong = [...text].map((digit, at) => `${text.slice(0, at)}${digit === 'a' ? 'b' : 'a'}${text.slice(at + 1)}`);
  for (const one of [...wrong, `${text}0`, text.slice(1), text.slice(0, -1), ` ${text}`, 'alk_', ''])
    expect([one, readKeyText(one)]).toEqual([one, undefined]);
});
