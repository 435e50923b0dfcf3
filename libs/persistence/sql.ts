import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EntityManager } from 'typeorm';

/** What a statement runs on: the store, or a transaction's manager. */
export type Db = Pick<EntityManager, 'query'>;

/** `:name` becomes a positional bind; `::cast`, string literals and comments are left alone. */
export function positional(text: string): { text: string; names: string[] } {
  const names: string[] = [];
  const replaced = text.replace(/'(?:[^']|'')*'|--[^\n]*|(?<![:\w]):([a-z_]+)/g, (token, name?: string) => {
    if (name === undefined) return token;
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return { text: replaced, names };
}

/** `/*level*\/a.owner_id/**\/` marks a place where a statement has variants; the file itself holds one of them, so that it runs as it stands. */
export function variantOf(text: string, places: Readonly<Record<string, string>>): string {
  return text.replace(/\/\*([a-z]+)\*\/.*?\/\*\*\//g, (whole, place: string) => places[place] ?? whole);
}

/**
 * A statement kept in a .sql file beside its caller: `sql<Row, Binds>(import.meta.url, './totals.sql')`.
 * The file is read once, at import, so a missing file stops the boot. `variant` fills the marked places with constants of the program.
 */
export function sql<Row, Binds extends object>(here: string, file: string, variant: Readonly<Record<string, string>> = {}) {
  const { text, names } = positional(variantOf(readFileSync(fileURLToPath(new URL(file, here)), 'utf8'), variant));
  const values = (binds: Binds): unknown[] =>
    names.map((name) => {
      if (!(name in binds)) throw new Error(`${file}: no value for :${name}`);
      return binds[name as keyof Binds];
    });

  return {
    text,
    values,
    async rows(db: Db, binds: Binds): Promise<Row[]> {
      const out: unknown = await db.query(text, values(binds));
      // TypeORM answers an UPDATE or DELETE with [rows, count] and everything else with rows.
      return (Array.isArray(out) && Array.isArray(out[0]) ? out[0] : out) as Row[];
    },
    async first(db: Db, binds: Binds): Promise<Row | undefined> {
      return (await this.rows(db, binds))[0];
    },
    async one(db: Db, binds: Binds): Promise<Row> {
      const row = await this.first(db, binds);
      if (row === undefined) throw new Error(`${file}: no row`);
      return row;
    },
  };
}
