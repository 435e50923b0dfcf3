import pg from 'pg';
import { patiently } from './patiently.js';

type Index = { readonly unique: string; readonly name: string; readonly table: string; readonly rest: string };

const SHAPE = /^CREATE (UNIQUE )?INDEX (\w+) ON (\w+) ([^;]+?)\s*;?\s*$/;
const NO_PARTITIONS_INDEX = `SELECT c.relname AS part FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
 WHERE i.inhparent = $1::regclass AND NOT EXISTS (
       SELECT FROM pg_index x JOIN pg_inherits child ON child.inhrelid = x.indexrelid WHERE x.indrelid = c.oid AND child.inhparent = $2::regclass)
 ORDER BY 1 LIMIT 1`;
const GONE = '42P01';

/** Makes an index while everybody reads and writes: of a partitioned table partition by partition. What an earlier attempt made whole is kept. */
export async function createIndex(db: pg.Client, text: string): Promise<void> {
  const index = indexOf(text);
  const { rows } = await db.query(`SELECT relkind = 'p' AS partitioned FROM pg_class WHERE oid = $1::regclass`, [index.table]);
  if (rows[0].partitioned) await onPartitions(db, index);
  else await whole(db, index);
}

function indexOf(text: string): Index {
  const [, unique = '', name, table, rest] = SHAPE.exec(text.replace(/^--.*\n/gm, '').trim()) ?? [];
  if (!name || !table || !rest) throw new Error(`not one statement CREATE [UNIQUE] INDEX name ON table …: ${text}`);
  return { unique, name, table, rest };
}

/** A month that is attached meanwhile gets its index with that. */
async function onPartitions(db: pg.Client, { unique, name, table, rest }: Index): Promise<void> {
  await patiently(db, () => db.query(`CREATE ${unique}INDEX IF NOT EXISTS ${name} ON ONLY ${table} ${rest}`));
  for (;;) {
    const { rows } = await db.query<{ part: string }>(NO_PARTITIONS_INDEX, [table, name]);
    const part = rows[0]?.part;
    if (part === undefined) return;
    const own = `${part}_${name}`;
    try {
      await whole(db, { unique, name: own, table: pg.escapeIdentifier(part), rest });
      await patiently(db, () => db.query(`ALTER INDEX ${name} ATTACH PARTITION ${own}`));
    } catch (error) {
      if ((error as { code?: unknown }).code !== GONE) throw error; // a month that was dropped needs none
    }
  }
}

/** An attempt that was ended leaves an invalid index behind. */
async function whole(db: pg.Client, { unique, name, table, rest }: Index): Promise<void> {
  const { rows } = await db.query('SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = to_regclass($1)', [name]);
  if (rows[0]?.valid) return;
  if (rows[0]) await db.query(`DROP INDEX CONCURRENTLY ${name}`);
  await db.query(`CREATE ${unique}INDEX CONCURRENTLY ${name} ON ${table} ${rest}`);
}
