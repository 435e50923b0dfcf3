import type { Blocks } from './blocks.js';
import { byteTable, holdsAny, writeBytes, writeDouble, writeInstant, writeInteger } from './cells.js';
import type { CellKind, Column, Encoder } from './columns.js';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const NEEDS_ESCAPE = byteTable((byte) => byte < 0x20 || byte === QUOTE || byte === BACKSLASH);

/** An object a line, with every key in every line. */
export function ndjson(columns: readonly Column[], out: Blocks): Encoder {
  const kinds = columns.map(({ kind }) => kind);
  const keys = columns.map(({ name }, index) => Buffer.from(`${index > 0 ? ',' : '{'}${JSON.stringify(name)}:`));
  const key = (index: number): void => {
    const bytes = keys[index];
    if (bytes) writeBytes(out, bytes, 0, bytes.length);
  };
  return {
    begin: () => undefined,
    startRow: () => undefined,
    nothing: (index) => {
      key(index);
      out.write('null');
    },
    cell: (index, source, from, to) => {
      key(index);
      writeCell(out, kinds[index], source, from, to);
    },
    endRow: () => out.write('}\n'),
  };
}

function writeCell(out: Blocks, kind: CellKind | undefined, source: Buffer, from: number, to: number): void {
  if (kind === 'integer') writeInteger(out, source, from, to);
  else if (kind === 'double') writeDouble(out, source, from);
  // A jsonb begins with the version of its format.
  else if (kind === 'json') writeBytes(out, source, from + 1, to);
  else writeString(out, kind, source, from, to);
}

function writeString(out: Blocks, kind: CellKind | undefined, source: Buffer, from: number, to: number): void {
  out.reserve(1);
  out.bytes[out.at++] = QUOTE;
  if (kind === 'instant') writeInstant(out, source, from);
  else if (holdsAny(NEEDS_ESCAPE, source, from, to)) writeEscaped(out, source, from, to);
  else writeBytes(out, source, from, to);
  out.reserve(1);
  out.bytes[out.at++] = QUOTE;
}

function writeEscaped(out: Blocks, source: Buffer, from: number, to: number): void {
  out.reserve(6 * (to - from));
  for (let i = from; i < to; i++) {
    const byte = source[i] ?? 0;
    if (byte < 0x20) out.at += out.bytes.write(`\\u00${byte.toString(16).padStart(2, '0')}`, out.at, 'latin1');
    else {
      if (NEEDS_ESCAPE[byte] === 1) out.bytes[out.at++] = BACKSLASH;
      out.bytes[out.at++] = byte;
    }
  }
}
