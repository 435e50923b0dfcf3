/** Rows as one bind per column, named as in `like`, for `unnest`: PostgreSQL reads them three times as fast as JSON. */
export const columnsOf = <T extends object>(rows: readonly T[], like: T): Record<string, unknown[]> =>
  Object.fromEntries(Object.keys(like).map((name) => [name, rows.map((row) => bound(row[name as keyof T]))]));

/** A list becomes PostgreSQL's text of it: in a list of lists they would all have to be of one length. */
function bound(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.map((item) => quoted(bound(item))).join()}}`;
  return value;
}

const quoted = (item: unknown): string => `"${String(item).replace(/["\\]/g, '\\$&')}"`;
