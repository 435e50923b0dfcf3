// `npm run audit`: recomputes every number from the ledger and prints what differs; with --lake, makes a version of the lake and compares that.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { auditLake, Lake } from '#lake';
import { audit, type Difference, loadTree, type Store } from '#persistence';
import { createLog, EnvFault, readEnv, start } from '#runtime';
import type { Tree } from '#scope';
import { withDatabase } from './start/borrowed.js';

const HELP = `npm run audit -- [options]

Recomputes every number from the ledger, month by month and without stopping anything, and prints each that differs. Reads DATABASE_READ_URL if it is
set, else DATABASE_URL, else the embedded database in DATA_DIR. Exit code 1 when something differs and was not repaired.

  --repair  adds what is missing
  --lake    makes a version of the lake (LAKE_STORAGE) instead, and compares all of it with the ledger within the snapshot that it shows`;

const OPTIONS = {
  repair: { type: 'boolean', default: false },
  lake: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

function shown({ projection, scope, key, measure, expected, found }: Difference, tree: Tree): string {
  const name = tree.get(Math.abs(scope))?.publicId ?? 'deleted';
  const place = `${name}${scope < 0 ? ' alone' : ''} (${scope})`;
  const row = Object.entries(key).map(([part, value]) => ` ${part}=${value}`);
  return `${projection} ${place}${row.join('')}: ${measure} is ${found}, the ledger says ${expected}`;
}

async function run(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  if (values.lake) return runOnLake();
  const work = async (store: Store): Promise<number> => {
    const { tree } = await loadTree(store);
    return audit(store, { mode: values.repair ? 'repair' : 'report', report: (difference) => console.log(shown(difference, tree)) });
  };
  const count = await withDatabase('audit', work, readEnv(['DATABASE_READ_URL']).DATABASE_READ_URL);
  console.log(`${count} differences${values.repair && count > 0 ? ', repaired' : ''}`);
  process.exitCode = count > 0 && !values.repair ? 1 : 0;
}

async function runOnLake(): Promise<void> {
  const env = readEnv(['LAKE_STORAGE', 'AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'COLUMNS_MEMORY_MB', 'COLUMNS_THREADS']);
  const storage = env.LAKE_STORAGE ?? noLake();
  const lake = await Lake.open({ storage, endpoint: env.AWS_ENDPOINT_URL, region: env.AWS_REGION ?? env.AWS_DEFAULT_REGION });
  const dir = mkdtempSync(path.join(tmpdir(), 'alertledger-audit-'));
  const engine = { dir, memoryMb: env.COLUMNS_MEMORY_MB, threads: env.COLUMNS_THREADS, log: createLog('audit', 'warn') };
  try {
    const differences = await withDatabase('audit', (store) =>
      auditLake(lake, { ...engine, store }, ({ table, kind, id }) => console.log(`${table}: ${id} is ${kind}`)),
    );
    console.log(`${differences} differences between the lake and the ledger`);
    process.exitCode = differences > 0 ? 1 : 0;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function noLake(): never {
  throw new EnvFault('LAKE_STORAGE: is not set, so that there is no lake (example: LAKE_STORAGE=s3://bucket/prefix)');
}

await start(run);
