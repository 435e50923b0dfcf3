import type { Column, Encoder } from './columns.js';

/** Which columns a file has, in which order, and which labels are columns of their own, after the others. */
export type Choice = { readonly columns?: readonly string[] | undefined; readonly label_columns?: readonly string[] | undefined };
/** A column with where its cells come from: a column of the report, or a label among the `labels` of it. */
type Chosen = Column & { readonly from: number; readonly label?: string };

const NOTHING = -1;

export function chosenColumns(columns: readonly Column[], { columns: names, label_columns: labels = [] }: Choice): readonly Chosen[] {
  const at = (name: string): number => columns.findIndex((column) => column.name === name);
  const wanted = names ?? columns.map(({ name }) => name);
  const own = wanted.map((name): Chosen => {
    const from = at(name);
    const column = columns[from];
    if (!column) throw new Error(`${name} is no column of this report`);
    return { ...column, from };
  });
  return [...own, ...labels.map((label): Chosen => ({ name: `label_${label}`, kind: 'text', from: at('labels'), label }))];
}

/** Hands the cells of a row on as they were chosen. */
export function choosing(chosen: readonly Chosen[], inner: Encoder): Encoder {
  const [froms, tos]: [number[], number[]] = [[], []];
  let row: Buffer = Buffer.alloc(0);
  const labelled = chosen.find(({ label }) => label !== undefined)?.from ?? NOTHING;
  const labelsOf = (): Readonly<Record<string, string>> =>
    (froms[labelled] ?? NOTHING) < 0 ? {} : JSON.parse(row.toString('utf8', (froms[labelled] ?? 0) + 1, tos[labelled]));
  return {
    begin: () => inner.begin(),
    startRow: () => inner.startRow(),
    cell(index, source, from, to) {
      row = source;
      froms[index] = from;
      tos[index] = to;
    },
    nothing(index) {
      froms[index] = NOTHING;
    },
    endRow() {
      const labels = labelled === NOTHING ? {} : labelsOf();
      chosen.forEach(({ from, label }, index) => {
        const start = froms[from] ?? NOTHING;
        if (label !== undefined) putText(inner, index, labels[label]);
        else if (start === NOTHING) inner.nothing(index);
        else inner.cell(index, row, start, tos[from] ?? start);
      });
      inner.endRow();
    },
  };
}

function putText(inner: Encoder, index: number, text: string | undefined): void {
  const bytes = Buffer.from(text ?? '');
  if (text === undefined) inner.nothing(index);
  else inner.cell(index, bytes, 0, bytes.length);
}
