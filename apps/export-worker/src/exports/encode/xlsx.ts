import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { ZipFile } from 'yazl';
import type { About } from './about.js';
import type { Blocks } from './blocks.js';
import type { Column } from './columns.js';
import { CopyReader } from './copy-rows.js';
import { escaped } from './xlsx-cells.js';
import { MAIN, Sheets, XML } from './xlsx-sheets.js';

/** Rows of a sheet below its header. */
const MOST_ROWS = 1_048_575;
/** The same times in every file, so that equal rows are equal bytes: a zip tells those of the process's own zone. */
const TIMES = { mtime: new Date(2000, 0, 1), mode: 0o100664, forceDosTimestamp: true } as const;
const SHEET = { ...TIMES, compress: true, compressionLevel: 1, forceZip64Format: true };
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const CONTENT = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A workbook of the rows of a binary COPY stream: sheets `alerts`, `alerts 2` and so on, and one that says what they are. */
export async function* xlsx(
  copy: AsyncIterable<Buffer>,
  columns: readonly Column[],
  { about, zone, mostRows = MOST_ROWS }: { readonly about: About; readonly zone: string; readonly mostRows?: number },
  counted: (rows: number) => void,
): AsyncGenerator<Buffer> {
  const zip = new ZipFile();
  const out = zip.outputStream.pipe(new PassThrough());
  const over = new AbortController();
  const writing = write(zip, copy, new Sheets(columns, zone, mostRows), about, counted, over.signal).catch((error: Error) =>
    out.destroy(error),
  );
  try {
    for await (const bytes of out) yield bytes;
  } finally {
    over.abort();
    await writing;
  }
}

async function write(
  zip: ZipFile,
  copy: AsyncIterable<Buffer>,
  sheets: Sheets,
  about: About,
  counted: (rows: number) => void,
  over: AbortSignal,
): Promise<void> {
  const reader = new CopyReader(sheets);
  let opened = 0;
  const open = (): PassThrough => {
    const entry = new PassThrough();
    over.addEventListener('abort', () => entry.destroy());
    opened += 1;
    zip.addReadStream(entry, `xl/worksheets/sheet${opened}.xml`, SHEET);
    return entry;
  };
  let entry = open();
  sheets.begin();
  for await (const piece of copy) {
    reader.read(piece);
    counted(reader.rows);
    for (let full = sheets.full.shift(); full; full = sheets.full.shift()) {
      await put(entry, full, over);
      entry.end(Buffer.from(full.rest()));
      entry = open();
    }
    await put(entry, sheets.open, over);
    if (over.aborted) return;
  }
  if (!reader.finished) throw new Error('the COPY stream ended before its trailer');
  sheets.end();
  await put(entry, sheets.open, over);
  entry.end(Buffer.from(sheets.open.rest()));
  finish(zip, sheets, [...about, ['rows', reader.rows], ['cells cut', sheets.cut]]);
}

/** The full blocks of a sheet, as fast as they are taken. */
async function put(entry: PassThrough, blocks: Blocks, over: AbortSignal): Promise<void> {
  for (const block of blocks.full()) if (!entry.write(Buffer.from(block)) && !over.aborted) await drained(entry);
}

/** Waits until it takes more, or nothing any more. Of its many waits none leaves a listener behind. */
async function drained(entry: PassThrough): Promise<void> {
  const waiting = new AbortController();
  const options = { signal: waiting.signal };
  try {
    await Promise.race([once(entry, 'drain', options), once(entry, 'close', options)]);
  } finally {
    waiting.abort();
  }
}

function finish(zip: ZipFile, { count }: Sheets, about: About): void {
  const numbers = Array.from({ length: count }, (_, i) => i + 1);
  const add = (name: string, text: string): void => zip.addBuffer(Buffer.from(XML + text), name, { ...TIMES, compress: true });
  add('xl/worksheets/about.xml', aboutSheet(about));
  add('xl/styles.xml', STYLES);
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><bookViews><workbookView activeTab="1"/></bookViews><sheets><sheet name="About" sheetId="1" r:id="about"/>${numbers
      .map((n) => `<sheet name="alerts${n === 1 ? '' : ` ${n}`}" sheetId="${n + 1}" r:id="sheet${n}"/>`)
      .join('')}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    relations([
      ['about', 'worksheet', 'worksheets/about.xml'],
      ...numbers.map((n) => [`sheet${n}`, 'worksheet', `worksheets/sheet${n}.xml`] as const),
      ['styles', 'styles', 'styles.xml'],
    ]),
  );
  add('_rels/.rels', relations([['workbook', 'officeDocument', 'xl/workbook.xml']]));
  add('[Content_Types].xml', contentTypes(['about', ...numbers.map((n) => `sheet${n}`)]));
  zip.end();
}

const relations = (all: readonly (readonly [id: string, type: string, target: string])[]): string =>
  `<Relationships xmlns="${PACKAGE}/relationships">${all
    .map(([id, type, target]) => `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`)
    .join('')}</Relationships>`;

const contentTypes = (sheets: readonly string[]): string =>
  `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${CONTENT}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${CONTENT}.styles+xml"/>${sheets
    .map((name) => `<Override PartName="/xl/worksheets/${name}.xml" ContentType="${CONTENT}.worksheet+xml"/>`)
    .join('')}</Types>`;

function aboutSheet(about: About): string {
  const text = (place: string, value: string): string =>
    `<c r="${place}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  const rows = about.map(([name, value], i) => {
    const shown = typeof value === 'number' ? `<c r="B${i + 1}"><v>${value}</v></c>` : text(`B${i + 1}`, value);
    return `<row r="${i + 1}">${text(`A${i + 1}`, name)}${shown}</row>`;
  });
  const widths = '<cols><col min="1" max="1" width="16" customWidth="1"/><col min="2" max="2" width="80" customWidth="1"/></cols>';
  return `<worksheet xmlns="${MAIN}">${widths}<sheetData>${rows.join('')}</sheetData></worksheet>`;
}

/** 0: plain, 1: an instant, 2: a header. Spreadsheets insist on the two fills. */
const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf xfId="0"/><xf numFmtId="164" xfId="0" applyNumberFormat="1"/><xf fontId="1" xfId="0" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
