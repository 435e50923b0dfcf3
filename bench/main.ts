import { parseArgs } from 'node:util';
import { history } from './history.js';
import { http } from './http.js';
import { ingest } from './ingest.js';
import { type Outcome, report } from './measure.js';
import { totals } from './totals.js';
import { createWorld, growTo, type World } from './world.js';

const PARTS: Readonly<Record<string, (world: World, rounds: number) => Promise<Outcome[]>>> = { totals, history, ingest, http };

const HELP = `npm run bench [-- PART...] [--orgs 50000] [--rows 10000000] [--rounds 5] [--smoke]

Measures what the product does against a limit taken in the same run, and checks its numbers against naive SQL first.
Starts a PostgreSQL of its own in a temporary directory and removes it. Exit 1 when a target is missed.

  PART      ${Object.keys(PARTS).join(', ')}; all of them unless named
  --smoke   a small world, for the equality of the numbers only: no target is judged`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      orgs: { type: 'string' },
      rows: { type: 'string' },
      rounds: { type: 'string' },
      smoke: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(HELP);
  const unknown = positionals.find((name) => !(name in PARTS));
  if (unknown) throw new Error(`${unknown}: there is no such part (one of ${Object.keys(PARTS).join(', ')})`);
  const [orgs, rows, rounds] = values.smoke
    ? [600, 20_000, 1]
    : [Number(values.orgs ?? 50_000), Number(values.rows ?? 10_000_000), Number(values.rounds ?? 5)];
  const world = await createWorld(orgs);
  try {
    await growTo(world, rows);
    const outcomes: Outcome[] = [];
    for (const name of positionals.length > 0 ? positionals : Object.keys(PARTS))
      outcomes.push(...((await PARTS[name]?.(world, rounds)) ?? []));
    outcomes.forEach(report);
    if (!values.smoke && outcomes.some(({ pass }) => !pass)) process.exitCode = 1;
  } finally {
    await world.close();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
