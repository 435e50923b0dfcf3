import { createHash } from 'node:crypto';
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

const INNERMOST_PLACE = /\/\*([a-z]+)\*\/((?:(?!\/\*[a-z]*\*\/)[\s\S])*)\/\*\*\//g;

/**
 * `/*level*\/a.owner_id/**\/` marks a place where a statement has variants; the file itself holds one of them, so that it runs as it stands.
 * Places may lie inside each other.
 */
export function variantOf(text: string, places: Readonly<Record<string, string>>): string {
  const filled = text.replace(INNERMOST_PLACE, (_, place: string, held: string) => places[place] ?? held);
  return filled === text ? text : variantOf(filled, places);
}

/**
 * A statement kept in a .sql file beside its caller: `sql<Row, Binds>(import.meta.url, './totals.sql')`.
 * The file is read once, at import, so a missing file stops the boot. `variant` fills the marked places with constants of the program.
 */
export const sql = <Row, Binds extends object>(here: string, file: string, variant: Readonly<Record<string, string>> = {}) =>
  statement<Row, Binds>(file, read(here, file, variant), (db, text, values) => db.query(text, values));

/**
 * The same for a hot statement whose plan does not depend on its binds: each connection prepares it once under a name. Over 38 partitions that is
 * half of the cost of recording a batch. A statement that the planner should see the binds of stays `sql`.
 */
export function prepared<Row, Binds extends object>(here: string, file: string, variant: Readonly<Record<string, string>> = {}) {
  const source = read(here, file, variant);
  const name = createHash('sha1').update(source).digest('base64url');
  let generation = 0;
  const run: Run = async (db, text, values) => {
    // TypeORM hands the first argument to pg as it is, and pg takes a name there.
    const query = (): Promise<unknown> => db.query({ name: `${name}${generation}`, text } as unknown as string, values);
    try {
      return await query();
    } catch (error) {
      if (!isStale(error)) throw error;
      generation++;
      if (isTransaction(db)) throw error;
      return query();
    }
  };
  return statement<Row, Binds>(file, source, run);
}

/** A migration has changed what the statement returns: it must be prepared anew. Inside a transaction the whole of it must run again. */
export const isStale = (error: unknown): boolean => (error as { code?: unknown }).code === '0A000';
const isTransaction = (db: Db): boolean => 'queryRunner' in db && db.queryRunner !== undefined;

type Run = (db: Db, text: string, values: unknown[]) => Promise<unknown>;

const read = (here: string, file: string, variant: Readonly<Record<string, string>>): string =>
  variantOf(readFileSync(fileURLToPath(new URL(file, here)), 'utf8'), variant);

function statement<Row, Binds extends object>(file: string, source: string, run: Run) {
  const { text, names } = positional(source);
  const values = (binds: Binds): unknown[] =>
    names.map((name) => {
      if (!(name in binds)) throw new Error(`${file}: no value for :${name}`);
      return binds[name as keyof Binds];
    });

  return {
    text,
    values,
    async rows(db: Db, binds: Binds): Promise<Row[]> {
      const out = await run(db, text, values(binds));
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
