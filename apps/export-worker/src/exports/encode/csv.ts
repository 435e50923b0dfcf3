import type { Blocks } from './blocks.js';
import { byteTable, holdsAny, writeBytes, writeDouble, writeInstant, writeInteger } from './cells.js';
import type { Column, Encoder } from './columns.js';

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const BOM = '\ufeff';
/** A spreadsheet takes a cell that begins with one of these for a formula: = + - @ TAB CR, */
const FORMULA = byteTable((byte) => '=+-@\t\r'.includes(String.fromCharCode(byte)));
/** and their full-width forms, U+FF1D U+FF0B U+FF0D U+FF20: EF BC and one of these. */
const WIDE_FORMULA = byteTable((byte) => [0x9d, 0x8b, 0x8d, 0xa0].includes(byte));

const beginsFormula = (source: Buffer, from: number, to: number): boolean =>
  from < to &&
  (FORMULA[source[from] ?? 0] === 1 ||
    (to - from >= 3 && source[from] === 0xef && source[from + 1] === 0xbc && WIDE_FORMULA[source[from + 2] ?? 0] === 1));

/** `delimiter`: one character of ASCII. `guard`: texts that look like formulas begin with an apostrophe. `bom`: so that a spreadsheet takes it for UTF-8. */
export type CsvForm = {
  readonly guard: 'guarded' | 'unguarded';
  readonly delimiter?: string | undefined;
  readonly bom?: boolean | undefined;
};

/** RFC 4180: CRLF, a header, quotes only where needed, nothing for null. */
export function csv(columns: readonly Column[], { guard, delimiter = ',', bom = false }: CsvForm, out: Blocks): Encoder {
  const separator = delimiter.charCodeAt(0);
  const quoted = byteTable((byte) => [QUOTE, separator, 0x0d, 0x0a].includes(byte));
  const kinds = columns.map(({ kind }) => kind);
  const separate = (index: number): void => {
    out.reserve(1);
    if (index > 0) out.bytes[out.at++] = separator;
  };
  return {
    begin: () => {
      if (bom) out.write(BOM);
      columns.forEach(({ name }, index) => {
        separate(index);
        const title = Buffer.from(name);
        writeText(out, quoted, title, 0, title.length, false);
      });
      out.write('\r\n');
    },
    startRow: () => undefined,
    nothing: separate,
    cell(index, source, from, to) {
      separate(index);
      const kind = kinds[index];
      if (kind === 'instant') writeInstant(out, source, from);
      else if (kind === 'integer') writeInteger(out, source, from, to);
      else if (kind === 'double') writeDouble(out, source, from);
      // A jsonb begins with the version of its format.
      else if (kind === 'json') writeText(out, quoted, source, from + 1, to, false);
      else writeText(out, quoted, source, from, to, kind === 'text' && guard === 'guarded' && beginsFormula(source, from, to));
    },
    endRow: () => {
      out.reserve(2);
      out.bytes[out.at++] = 0x0d;
      out.bytes[out.at++] = 0x0a;
    },
  };
}

function writeText(out: Blocks, quoted: Uint8Array, source: Buffer, from: number, to: number, isFormula: boolean): void {
  if (holdsAny(quoted, source, from, to)) writeQuoted(out, source, from, to, isFormula);
  else {
    out.reserve(1);
    if (isFormula) out.bytes[out.at++] = APOSTROPHE;
    writeBytes(out, source, from, to);
  }
}

function writeQuoted(out: Blocks, source: Buffer, from: number, to: number, isFormula: boolean): void {
  out.reserve(2 * (to - from) + 3);
  const { bytes } = out;
  let at = out.at;
  bytes[at++] = QUOTE;
  if (isFormula) bytes[at++] = APOSTROPHE;
  for (let i = from; i < to; i++) {
    const byte = source[i] ?? 0;
    bytes[at++] = byte;
    if (byte === QUOTE) bytes[at++] = QUOTE;
  }
  bytes[at++] = QUOTE;
  out.at = at;
}
