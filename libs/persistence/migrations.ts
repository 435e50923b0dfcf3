import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const directory = fileURLToPath(new URL('./migrations/', import.meta.url));

const files = readdirSync(directory)
  .filter((file) => /^\d{13}-[a-z0-9-]+\.sql$/.test(file))
  .sort();
const read = (file: string): string => readFileSync(`${directory}${file}`, 'utf8');

export const migrationTexts = (): string[] => files.map((file) => file + read(file));

/** One class per migrations/<13-digit ms>-<name>.sql, in order. Forward only. */
export const migrations: (new () => MigrationInterface)[] = files.map((file) => {
  const [at = '', ...name] = file.replace('.sql', '').split('-');
  return class implements MigrationInterface {
    readonly name = `${name.join('_')}${at}`;
    async up(db: QueryRunner): Promise<void> {
      await db.query(read(file));
    }
    async down(): Promise<void> {
      throw new Error('migrations only go forward');
    }
  };
});
