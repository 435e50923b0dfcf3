import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { positional } from '../sql.js';
import type { Migration } from './files.js';
import { patiently } from './patiently.js';

/** Rows of one transaction; they adapt so that it takes about as long as a recorder may wait for a row. */
const FIRST = 500;
const FEWEST = 50;
const MOST = 20_000;
const WANTED_MS = 100;

/** Does a backfill batch by batch. Each leaves its position in its own transaction, so that who begins again goes on there. */
export async function backfill(db: pg.Client, { name, text }: Migration): Promise<void> {
  const statement = positional(text);
  for (let most = FIRST; ; ) {
    const begun = performance.now();
    const next = await patiently(db, () => batch(db, name, statement, most));
    if (next === null) return;
    const tookMs = performance.now() - begun;
    most = Math.round(Math.min(MOST, Math.max(FEWEST, most * Math.min(2, WANTED_MS / tookMs))));
    await pause(tookMs); // as much time for everybody else
  }
}

async function batch(db: pg.Client, name: string, { text, names }: ReturnType<typeof positional>, most: number): Promise<string | null> {
  const { rows: begun } = await db.query<{ position: string }>('SELECT position FROM migration_position WHERE name = $1', [name]);
  const binds: Readonly<Record<string, unknown>> = { after: begun[0]?.position ?? null, most };
  const { rows } = await db.query<{ at: unknown }>(
    text,
    names.map((bind) => binds[bind]),
  );
  const at = rows[0]?.at ?? null;
  if (at === null) {
    await db.query('DELETE FROM migration_position WHERE name = $1', [name]);
    return null;
  }
  const save = 'INSERT INTO migration_position VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET position = excluded.position';
  await db.query(save, [name, String(at)]);
  return String(at);
}
