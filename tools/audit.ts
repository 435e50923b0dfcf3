// `npm run audit`: recomputes every number from the ledger and prints what differs.
import { parseArgs } from 'node:util';
import { audit, type Difference, loadTree, type Store } from '#persistence';
import { readEnv, start } from '#runtime';
import type { Tree } from '#scope';
import { withDatabase } from './start/borrowed.js';

const HELP = `npm run audit -- [options]

Recomputes every number from the ledger, month by month and without stopping anything, and prints each that differs. Reads DATABASE_READ_URL if it is
set, else DATABASE_URL, else the embedded database in DATA_DIR. Exit code 1 when something differs and was not repaired.

  --repair  adds what is missing`;

const OPTIONS = { repair: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h', default: false } } as const;

function shown({ projection, scope, key, measure, expected, found }: Difference, tree: Tree): string {
  const name = tree.get(Math.abs(scope))?.publicId ?? 'deleted';
  const place = `${name}${scope < 0 ? ' alone' : ''} (${scope})`;
  const row = Object.entries(key).map(([part, value]) => ` ${part}=${value}`);
  return `${projection} ${place}${row.join('')}: ${measure} is ${found}, the ledger says ${expected}`;
}

async function run(): Promise<void> {
  const { values } = parseArgs({ options: OPTIONS });
  if (values.help) return console.log(HELP);
  const work = async (store: Store): Promise<number> => {
    const { tree } = await loadTree(store);
    return audit(store, { mode: values.repair ? 'repair' : 'report', report: (difference) => console.log(shown(difference, tree)) });
  };
  const count = await withDatabase('audit', work, readEnv(['DATABASE_READ_URL']).DATABASE_READ_URL);
  console.log(`${count} differences${values.repair && count > 0 ? ', repaired' : ''}`);
  process.exitCode = count > 0 && !values.repair ? 1 : 0;
}

await start(run);
