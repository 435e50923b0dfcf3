import { offsetAt } from '#metrics';
import type { Blocks } from './blocks.js';
import { byteTable, holdsAny, writeBytes } from './cells.js';

const DAY_MS = 86_400_000;
/** Of 1970-01-01 in days of a spreadsheet. */
const EPOCH_DAYS = 25_569;
const QUARTER_MS = 900_000;
/** What a cell holds, in UTF-16 units. */
const LONGEST = 32_767;
/** Bytes that XML or a spreadsheet would read as something else: controls, markup, `_` of an escape, and the first of U+FFFE and U+FFFF. */
const SPECIAL = byteTable((byte) => byte < 0x20 || [0x26, 0x3c, 0x3e, 0x5f, 0xef].includes(byte));
const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text of UTF-8 as XML; true when it was too long and lost its end. */
export function writeText(out: Blocks, source: Buffer, from: number, to: number): boolean {
  if (to - from <= LONGEST && !holdsAny(SPECIAL, source, from, to)) {
    writeBytes(out, source, from, to);
    return false;
  }
  const text = source.toString('utf8', from, to);
  const isCut = text.length > LONGEST;
  out.write(escaped(isCut ? `${text.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…` : text));
  return isCut;
}

/** Characters that XML has no place for, and what looks like their escape, are written as spreadsheets do: `_x001F_`. */
export const escaped = (text: string): string =>
  text
    .replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is escaped
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (one) => `_x${one.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
    .replace(/[&<>]/g, (one) => MARKUP[one] ?? one);

/** Instants as a spreadsheet counts them: days on the clocks of the zone, milliseconds as their fraction. */
export function serials(zone: string): (ms: number) => number {
  let [quarter, offset] = [Number.NaN, 0];
  return (ms) => {
    const at = Math.floor(ms / QUARTER_MS);
    if (at !== quarter) [quarter, offset] = [at, offsetAt(ms, zone)];
    return (ms + offset) / DAY_MS + EPOCH_DAYS;
  };
}

/** `A`, `Z`, `AA` of a column from 0. */
export function letters(index: number): string {
  const rest = Math.floor(index / 26);
  return (rest > 0 ? letters(rest - 1) : '') + String.fromCharCode(65 + (index % 26));
}
