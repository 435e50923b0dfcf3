/**
 * What a cell of the COPY stream is. text: may have come from anybody. plain: a text of ours, such as a date or a word of a closed list.
 * json: a jsonb. integer: int2, int4 or int8. double: float8. instant: a timestamptz.
 */
export type CellKind = 'text' | 'plain' | 'json' | 'integer' | 'double' | 'instant';
export type Column = { readonly name: string; readonly kind: CellKind };

/** Writes the file's form of rows. Cells come as PostgreSQL's binary format has them: `source` from `from` to `to`, or null. */
export type Encoder = {
  begin(): void;
  startRow(): void;
  cell(index: number, source: Buffer, from: number, to: number): void;
  nothing(index: number): void;
  endRow(): void;
};
