import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { variantOf } from '#persistence';

/** A statement in DuckDB's dialect, with the names that it binds as `$name`. */
export type Statement = { readonly text: string; readonly names: readonly string[] };
export type Value = string | number | boolean | null | readonly string[] | readonly number[];
/** One or more statements that see one state; the rows of the last come back, as JSON reads them. */
export type Question<Row, Binds> = { readonly statements: readonly Statement[]; readonly _row?: Row; readonly _binds?: Binds };

/**
 * A question kept in a .duck.sql file beside its caller: `question<Row, Binds>(import.meta.url, './insights.duck.sql')`. Statements end with `;` at the end of a line.
 * `variant` fills marked places, as in `sql`. Binds are written `:name`, with a cast where their type matters.
 */
export function question<Row, Binds extends object>(
  here: string,
  file: string,
  variant: Readonly<Record<string, string>> = {},
): Question<Row, Binds> {
  const statements = statementsOf(variantOf(readFileSync(fileURLToPath(new URL(file, here)), 'utf8'), variant));
  const last = statements.at(-1);
  if (!last) throw new Error(`${file}: no statement`);
  return {
    statements: [...statements.slice(0, -1), { ...last, text: `SELECT to_json(answer)::VARCHAR AS line FROM (${last.text}\n) AS answer` }],
  };
}

/** The statements of a text as they stand. */
export const statementsOf = (text: string): Statement[] =>
  text
    .split(/;[ \t]*(?:\n|$)/)
    .filter((one) => one.replace(/--[^\n]*/g, '').trim() !== '')
    .map(named);

function named(text: string): Statement {
  const names = new Set<string>();
  const replaced = text.replace(/'(?:[^']|'')*'|--[^\n]*|(?<![:\w]):([a-z_]+)/g, (token, name?: string) => {
    if (name === undefined) return token;
    names.add(name);
    return `$${name}`;
  });
  return { text: replaced, names: [...names] };
}
