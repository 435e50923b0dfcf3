import type { Reach } from '#runtime';
import type { Exportable } from '../http/exportable.js';

/** What an operator decides, and which reports the app has. */
export class ExportSettings {
  constructor(
    /** Base of links handed out. */
    readonly publicUrl: string,
    readonly perDay: number,
    /** Where callbacks may go. */
    readonly reach: Reach,
    readonly exportables: readonly Exportable[],
  ) {}
}
