import type { Db } from '../sql.js';
import { type Migration, migrations } from './files.js';
import { QUEUE } from './queue.js';

/** This build cannot migrate the database: nothing but another database helps. */
export class SchemaTooOld extends Error {}

const OLDER =
  'DATABASE_URL: this database is of a version before the first release and cannot be migrated: order alert-history as ndjson with the version ' +
  'that made it, start this one on an empty database and run npm run import -- <file> (docs/upgrade.md)';

/** The names of what this database has finished of the steps. Rejects with {@link SchemaTooOld} where others came before the first of them. */
export async function finishedSteps(db: Db, steps: readonly Migration[]): Promise<ReadonlySet<string>> {
  const [{ ours, older }] = await db.query(
    `SELECT to_regclass('schema_migration') IS NOT NULL AS ours, to_regclass('migration') IS NOT NULL AS older`,
  );
  const rows: { name: string }[] = ours ? await db.query('SELECT name FROM schema_migration') : [];
  const first = steps[0]?.name ?? '';
  if (older || rows.some(({ name }) => name < first)) throw new SchemaTooOld(OLDER);
  return new Set(rows.map(({ name }) => name));
}

/**
 * What keeps this build from working on the database, in words for its operator; undefined when nothing does. Rejects with {@link SchemaTooOld}.
 * A schema of a later version will do: migrations expand before they contract.
 */
export async function schemaProblem(db: Db, steps: readonly Migration[] = migrations): Promise<string | undefined> {
  try {
    const finished = await finishedSteps(db, steps);
    const missing = [QUEUE, ...steps.map((step) => step.name)].filter((name) => !finished.has(name)).length;
    return missing === 0
      ? undefined
      : `waiting for the migrate job: ${missing} ${missing === 1 ? 'migration is' : 'migrations are'} missing`;
  } catch (error) {
    if (error instanceof SchemaTooOld) throw error;
    return 'the database does not answer';
  }
}
