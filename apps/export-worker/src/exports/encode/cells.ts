import { dateText } from '#metrics';
import type { Blocks } from './blocks.js';

// Writers of single values, shared by the formats. All reserve their own room.

const DAY_MS = 86_400_000;
/** PostgreSQL counts microseconds from the year 2000. */
const EPOCH_MS = 946_684_800_000;
const ZERO = 0x30;

const MOST_DIGITS = 20;

/** An int2, int4 or int8 as digits. */
export function writeInteger(out: Blocks, source: Buffer, from: number, to: number): void {
  out.reserve(MOST_DIGITS);
  const value = to - from === 8 ? wide(source, from) : source.readIntBE(from, to - from);
  if (Number.isSafeInteger(value) && value >= 0) writeDigits(out, value);
  else out.at += out.bytes.write(String(to - from === 8 ? source.readBigInt64BE(from) : value), out.at, 'latin1');
}

/** A float8 as the shortest text that is it. */
export const writeDouble = (out: Blocks, source: Buffer, from: number): void => out.write(String(source.readDoubleBE(from)));

/** An int8, exact as far as a number is. */
const wide = (source: Buffer, from: number): number => source.readInt32BE(from) * 4_294_967_296 + source.readUInt32BE(from + 4);

/** From the last digit to the first, without a string in between. */
function writeDigits(out: Blocks, value: number): void {
  let length = 1;
  for (let bound = 10; value >= bound; bound *= 10) length++;
  let rest = value;
  for (let at = out.at + length - 1; at >= out.at; at--) {
    const shorter = Math.floor(rest / 10);
    out.bytes[at] = ZERO + (rest - 10 * shorter);
    rest = shorter;
  }
  out.at += length;
}

/** A timestamptz in epoch milliseconds. */
export const instantMs = (source: Buffer, from: number): number => Math.floor(wide(source, from) / 1000) + EPOCH_MS;

const days = new Map<number, Buffer>();
const DAYS_KEPT = 10_000;

function dayBytes(day: number): Buffer {
  const known = days.get(day);
  if (known) return known;
  if (days.size >= DAYS_KEPT) days.clear();
  const made = Buffer.from(`${dateText(day)}T`, 'latin1');
  days.set(day, made);
  return made;
}

/** A timestamptz as `2026-05-12T07:46:50Z`, milliseconds only where there are some: what `instantText` gives. */
export function writeInstant(out: Blocks, source: Buffer, from: number): void {
  const ms = instantMs(source, from);
  const day = Math.floor(ms / DAY_MS);
  const rest = ms - day * DAY_MS;
  out.reserve(40);
  const date = dayBytes(day);
  writeBytes(out, date, 0, date.length);
  twoDigits(out, Math.floor(rest / 3_600_000));
  out.bytes[out.at++] = 0x3a;
  twoDigits(out, Math.floor(rest / 60_000) % 60);
  out.bytes[out.at++] = 0x3a;
  twoDigits(out, Math.floor(rest / 1000) % 60);
  writeFraction(out, rest % 1000);
  out.bytes[out.at++] = 0x5a;
}

function writeFraction(out: Blocks, ms: number): void {
  if (ms === 0) return;
  out.bytes[out.at++] = 0x2e;
  out.bytes[out.at++] = ZERO + Math.floor(ms / 100);
  twoDigits(out, ms % 100);
}

function twoDigits(out: Blocks, value: number): void {
  const tens = Math.floor(value / 10);
  out.bytes[out.at++] = ZERO + tens;
  out.bytes[out.at++] = ZERO + value - 10 * tens;
}

const SHORT = 48;

/** Bytes as they are. A loop is faster than a native call for short ones. */
export function writeBytes(out: Blocks, source: Buffer, from: number, to: number): void {
  out.reserve(to - from);
  if (to - from > SHORT) {
    out.at += source.copy(out.bytes, out.at, from, to);
    return;
  }
  const { bytes } = out;
  let at = out.at;
  for (let i = from; i < to; i++) bytes[at++] = source[i] ?? 0;
  out.at = at;
}

/** A lookup of byte values. */
export function byteTable(isMember: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, byte) => (isMember(byte) ? 1 : 0));
}

/** Whether any of the bytes is in the table. */
export function holdsAny(table: Uint8Array, source: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) if (table[source[i] ?? 0] === 1) return true;
  return false;
}
