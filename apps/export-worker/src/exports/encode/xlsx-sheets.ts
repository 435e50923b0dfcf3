import { Blocks } from './blocks.js';
import { instantMs, writeDouble, writeInteger } from './cells.js';
import type { Column, Encoder } from './columns.js';
import { TooManyRows } from './too-many-rows.js';
import { letters, serials, writeText } from './xlsx-cells.js';

const MOST_SHEETS = 8;
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const FROZEN =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
const WIDTH = 22;

/** Writes rows as sheets of so many rows each below their header. The bytes of sheets that are full lie in `full`, those of the last in `open`. */
export class Sheets implements Encoder {
  readonly full: Blocks[] = [];
  open = new Blocks();
  count = 1;
  /** Cells that were too long. */
  cut = 0;
  private row = 1;
  private readonly serial: (ms: number) => number;
  private readonly names: readonly string[];

  constructor(
    private readonly columns: readonly Column[],
    private readonly zone: string,
    private readonly mostRows: number,
  ) {
    this.serial = serials(zone);
    this.names = columns.map((_, index) => letters(index));
  }

  begin(): void {
    const widths = `<cols><col min="1" max="${this.columns.length}" width="${WIDTH}" customWidth="1"/></cols>`;
    this.open.write(`${XML}<worksheet xmlns="${MAIN}">${FROZEN}${widths}<sheetData><row r="1">`);
    this.columns.forEach(({ name, kind }, index) => {
      const title = Buffer.from(kind === 'instant' ? `${name} [${this.zone}]` : name);
      this.open.write(`<c r="${this.names[index]}1" s="2" t="inlineStr"><is><t>`);
      writeText(this.open, title, 0, title.length);
      this.open.write('</t></is></c>');
    });
    this.open.write('</row>');
  }

  startRow(): void {
    if (this.row > this.mostRows) this.turn();
    this.row += 1;
    this.open.write(`<row r="${this.row}">`);
  }

  nothing(): void {}

  cell(index: number, source: Buffer, from: number, to: number): void {
    const kind = this.columns[index]?.kind;
    const place = `<c r="${this.names[index]}${this.row}"`;
    if (kind === 'instant') this.open.write(`${place} s="1"><v>${this.serial(instantMs(source, from))}</v></c>`);
    else if (kind === 'integer' || kind === 'double') {
      this.open.write(`${place}><v>`);
      if (kind === 'integer') writeInteger(this.open, source, from, to);
      else writeDouble(this.open, source, from);
      this.open.write('</v></c>');
    } else {
      this.open.write(`${place} t="inlineStr"><is><t xml:space="preserve">`);
      // A jsonb begins with the version of its format.
      if (writeText(this.open, source, kind === 'json' ? from + 1 : from, to)) this.cut += 1;
      this.open.write('</t></is></c>');
    }
  }

  endRow(): void {
    this.open.write('</row>');
  }

  /** The end of the last sheet. */
  end(): void {
    const last = `${this.names.at(-1)}${this.row}`;
    this.open.write(`</sheetData><autoFilter ref="A1:${last}"/></worksheet>`);
  }

  private turn(): void {
    if (this.count === MOST_SHEETS) throw new TooManyRows();
    this.end();
    this.full.push(this.open);
    this.open = new Blocks();
    this.count += 1;
    this.row = 1;
    this.begin();
  }
}
