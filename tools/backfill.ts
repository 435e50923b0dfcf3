// `npm run backfill`: makes history out of the alerts that a Prometheus still has.
import type { Backfill, Reasons } from '#persistence';
import { readEnv, start } from '#runtime';
import { Filling } from './backfill/fill.js';
import { HELP, type Wanted, wantedOf } from './backfill/options.js';
import { Server } from './backfill/server.js';
import { withDatabase } from './start/borrowed.js';

const sum = (reasons: Reasons): number => Object.values(reasons).reduce((all, one) => all + one, 0);
const lastLine = ({ recorded, left_out, set_aside }: Backfill): string =>
  `${recorded} recorded, ${sum(left_out)} left out, ${sum(set_aside)} set aside`;

/** A line on stderr for each day that is done. */
const progress =
  (sinceMs: number, until: number) =>
  (position: number, sofar: Backfill): void => {
    const share = Math.floor((100 * (position - (until - sinceMs))) / sinceMs);
    console.error(`${new Date(position).toISOString().slice(0, 16)}Z ${String(share).padStart(3)}%  ${lastLine(sofar)}`);
  };

function report({ left_out, set_aside }: Backfill, { isDry }: Wanted): void {
  for (const [reason, count] of Object.entries(left_out)) console.log(`left out: ${count} ${reason}`);
  for (const [reason, count] of Object.entries(set_aside)) console.log(`set aside: ${count}: ${reason}`);
  if (isDry) console.log('a dry run: nothing was recorded, what would be is counted');
}

async function run(): Promise<void> {
  const wanted = wantedOf(process.argv.slice(2));
  if (!wanted) return console.log(HELP);
  const { RETENTION_MONTHS: retentionMonths } = readEnv(['RETENTION_MONTHS']);
  const now = new Date();
  const server = new Server(wanted.upstream, wanted.tenant);
  try {
    await withDatabase('backfill', async (store) => {
      const filling = new Filling({ store, server, wanted, retentionMonths, now }, progress(wanted.sinceMs, now.getTime()));
      const done = await filling.run();
      report(done, wanted);
      console.log(lastLine(done));
    });
  } finally {
    await server.close();
  }
}

await start(run);
