// PREPAREs every statement of apps and libs against a freshly migrated database: unknown columns, wrong types and typos end here.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { migrate, positional, variantOf } from '#persistence';
import { startPostgres } from './postgres.mjs';

const ROOTS = ['apps', 'libs'];
/** Migrations, and what DuckDB is asked. */
const NO_STATEMENT = /[\\/]migrations[\\/]|\.duck\.sql$/;
const SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

function statements(): string[] {
  return ROOTS.flatMap((root) =>
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.sql'))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  )
    .filter((file) => !NO_STATEMENT.test(file))
    .sort();
}

/** The server's complaint about one file, undefined when it has none. */
async function faultOf(client: pg.Client, file: string): Promise<string | undefined> {
  const source = readFileSync(file, 'utf8');
  if (!/^--\s\S/.test(source)) return `${file}:1: begins with no sentence that says what comes back`;
  const { text } = positional(variantOf(source, {}));
  try {
    await client.query(`PREPARE checked AS ${text.replace(/;\s*$/, '')}`);
    await client.query('DEALLOCATE checked');
    return undefined;
  } catch (error) {
    return `${file}: ${error instanceof Error ? error.message : error}`;
  }
}

async function check(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await migrate(url);
    await client.connect();
    const faults: string[] = [];
    for (const file of statements()) faults.push(...[await faultOf(client, file)].filter((fault) => fault !== undefined));
    return faults;
  } finally {
    await client.end();
  }
}

async function main(): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-check-sql-'));
  const server = await startPostgres({ dir, settings: SETTINGS });
  try {
    const faults = await check(server.url);
    for (const fault of faults) console.error(fault);
    process.exitCode = faults.length > 0 ? 1 : 0;
  } finally {
    await server.stop();
    rmSync(dir, { recursive: true, force: true });
  }
}

await main();
