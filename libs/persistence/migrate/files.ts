import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * `schema`: statements that run in one transaction, on tables that are small or in no time. `index`: one CREATE INDEX, made while everybody writes.
 * `backfill`: one statement that does `:most` rows after the position `:after` (null at first) and answers the next position as `at`, null at the end.
 */
export type Migration = { readonly name: string; readonly kind: 'schema' | 'index' | 'backfill'; readonly text: string };

const MIGRATIONS = fileURLToPath(new URL('../migrations/', import.meta.url));
const NAME = /^(\d{13}-[a-z0-9-]+)(?:\.(index|backfill))?\.sql$/;

/** Of each <13-digit ms>-<name>[.index|.backfill].sql, in order. Forward only. */
export const migrationsOf = (directory: string): Migration[] =>
  readdirSync(directory)
    .sort()
    .flatMap((file) => {
      const [, name, kind = 'schema'] = NAME.exec(file) ?? [];
      return name ? [{ name, kind: kind as Migration['kind'], text: readFileSync(`${directory}/${file}`, 'utf8') }] : [];
    });

export const migrations: readonly Migration[] = migrationsOf(MIGRATIONS);
