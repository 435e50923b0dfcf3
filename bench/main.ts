import { parseArgs } from 'node:util';
import { books } from './books.js';
import { exports } from './export.js';
import { history } from './history.js';
import { http } from './http.js';
import { ingest } from './ingest.js';
import { growth, type Outcome, report, table } from './measure.js';
import { moves } from './moves.js';
import { neighbours } from './neighbours/neighbours.js';
import { questions } from './questions.js';
import { refresh } from './refresh.js';
import { totals } from './totals.js';
import { checkProjections, createWorld, growTo, type World } from './world.js';

const PARTS: Readonly<Record<string, (world: World, rounds: number) => AsyncGenerator<Outcome>>> = {
  totals,
  history,
  ingest,
  http,
  refresh,
  questions,
  export: exports,
  books,
  neighbours,
  // Last: what it moves, deletes and migrates stays so.
  moves,
};

/** They measure what only a large world shows, and compare no numbers. */
const NEEDS_MUCH: readonly string[] = ['neighbours', 'moves'];
const HELP = `npm run bench [-- PART...] [--orgs 50000] [--rows 10000000] [--rounds 5] [--growth | --smoke] [--database-url URL]

Measures what the product does against a limit taken in the same run, and checks its numbers against naive SQL first.
Starts a PostgreSQL of its own in a temporary directory and removes it. Prints a line of JSON for every measurement, then the table.
Exit 1 when a target is missed.

  PART      ${Object.keys(PARTS).join(', ')}; all of them unless named
  --growth  measures at a tenth of the rows as well, and tells the exponent: 0 is a constant cost, 1 one that grows with the rows
  --smoke   a small world, for the equality of the numbers only: no target is judged
  --database-url  a PostgreSQL that stands, as it comes: the bench makes a database in it, and drops it (its role may create databases)`;

const OPTIONS = {
  orgs: { type: 'string', default: '50000' },
  rows: { type: 'string', default: '10000000' },
  rounds: { type: 'string', default: '5' },
  growth: { type: 'boolean', default: false },
  smoke: { type: 'boolean', default: false },
  'database-url': { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: OPTIONS });
  if (values.help) return console.log(HELP);
  const unknown = positionals.find((name) => !(name in PARTS));
  if (unknown) throw new Error(`${unknown}: there is no such part (one of ${Object.keys(PARTS).join(', ')})`);
  const names = positionals.length > 0 ? positionals : Object.keys(PARTS);
  if (values.smoke)
    return void (await measured(
      names.filter((name) => !NEEDS_MUCH.includes(name)),
      600,
      20_000,
      1,
      values['database-url'],
    ));
  const [orgs, rows, rounds] = [values.orgs, values.rows, values.rounds].map(countOf) as [number, number, number];
  const small = values.growth ? await measured(names, orgs, rows / 10, rounds, values['database-url']) : [];
  const outcomes = await measured(names, orgs, rows, rounds, values['database-url']);
  console.log(table(outcomes));
  if (values.growth) console.log(growth(small, outcomes));
  if (outcomes.some(({ pass }) => !pass)) process.exitCode = 1;
}

async function measured(names: readonly string[], orgs: number, rows: number, rounds: number, server?: string): Promise<Outcome[]> {
  const world = await createWorld(orgs, server);
  // Whoever ends it early leaves no server behind.
  const end = (): void => void world.close().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  try {
    await growTo(world, rows);
    if (rounds === 1) await checkProjections(world);
    const outcomes: Outcome[] = [];
    for (const name of names) {
      for await (const one of PARTS[name]?.(world, rounds) ?? []) {
        report(one, rows);
        outcomes.push(one);
      }
    }
    return outcomes;
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, end);
    await world.close();
  }
}

function countOf(text: string): number {
  const count = Number(text.replaceAll('_', ''));
  if (!Number.isInteger(count) || count < 1) throw new Error(`${text} is no number of anything (example: --rows 1000000)`);
  return count;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
