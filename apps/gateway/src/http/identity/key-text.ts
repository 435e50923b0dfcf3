import { createHash, randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** The secret has 256 bits in 43 digits, then six that check everything before them: scanners tell a key from what only looks like one. */
const SHAPE = /^alk_([0-9A-Za-z]{12})_([0-9A-Za-z]{49})$/;

/** What a key's text says, once its check digits fit. */
export type KeyText = { readonly id: string; readonly hash: Buffer };

/** `alk_<id>_<secret>`, and what is stored of it. */
export function createKeyText(): KeyText & { readonly text: string } {
  const id = digits(randomBytes(9), 12);
  const unchecked = `alk_${id}_${digits(randomBytes(32), 43)}`;
  const text = unchecked + checkOf(unchecked);
  return { id, text, hash: hashOf(text.slice(`alk_${id}_`.length)) };
}

export function readKeyText(text: string): KeyText | undefined {
  const [, id, secret] = SHAPE.exec(text) ?? [];
  if (id === undefined || secret === undefined || checkOf(text.slice(0, -6)) !== text.slice(-6)) return undefined;
  return { id, hash: hashOf(secret) };
}

export const isKeyText = (credential: string): boolean => credential.startsWith('alk_');

const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();
const checkOf = (text: string): string => inDigits(BigInt(crc32(text)), 6);
const digits = (bytes: Buffer, length: number): string => inDigits(BigInt(`0x${bytes.toString('hex')}`), length);

function inDigits(value: bigint, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest /= 62n) text = `${DIGITS[Number(rest % 62n)]}${text}`;
  return text;
}
