import type { ComponentChildren } from 'preact';
import { useView } from '../search/view';
import { useWords } from '../words/words';

export type Column<Row> = { readonly name: string; readonly cell: (row: Row) => ComponentChildren; readonly numeric?: boolean };

/** A table; where it is narrow its rows become cards, and stay rows to those who hear them. The first column names the row. */
export function List<Row>({
  caption,
  rows,
  columns,
  keyOf,
}: {
  caption: string;
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  keyOf: (row: Row) => string;
}) {
  return (
    <div class="list">
      <table aria-label={caption}>
        <thead>
          <tr>
            {columns.map(({ name }) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map(({ name, cell }) => (
                <td key={name} data-name={name}>
                  {cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** To the page before and after. */
export function Pager({ page, pages, go }: { page: number; pages: number; go: (page: number) => void }) {
  const say = useWords();
  if (pages <= 1 && page === 1) return null;
  return (
    <nav class="pager" aria-label={say('page', { n: page, of: pages })}>
      <button type="button" disabled={page <= 1} onClick={() => go(page - 1)}>
        {say('newer')}
      </button>
      <span>{say('page', { n: page, of: pages })}</span>
      <button type="button" disabled={page >= pages} onClick={() => go(page + 1)}>
        {say('older')}
      </button>
    </nav>
  );
}

/** Nothing to show, and whether the filters are why. */
export function Empty({ filtered }: { filtered: boolean }) {
  const say = useWords();
  const { link } = useView();
  return (
    <p>
      {say(filtered ? 'emptyFiltered' : 'empty')} {filtered && <a href={`/console${link({}).split('?')[0]}`}>{say('dropFilters')}</a>}
    </p>
  );
}
