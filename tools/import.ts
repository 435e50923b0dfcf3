// `npm run import`: sends a file of episodes, or of an Alertmanager's event recorder, a JSON object a line, to a gateway.
import { createReadStream, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { start } from '#runtime';
import { type Chunk, chunksOf } from './import/chunks.js';
import { Progress } from './import/progress.js';
import { type Outcome, send, sendEvents } from './import/send.js';

const HELP = `npm run import -- <file.ndjson> [options]

Imports alert episodes, one JSON object a line; a file that ends in .gz is unpacked, - is standard input. It may be ended and begun again: a line
that is known already changes nothing. Rejected lines are listed on stderr, and make the exit code 1.

  --url <url>        the gateway (http://127.0.0.1:3000)
  --token <token>    a token or API key with the role ADMIN (default: the environment variable ALERTLEDGER_TOKEN)
  --format <format>  episodes, or alertmanager-events: what the event recorder of an Alertmanager writes, for which WEBHOOK_TOKEN or a tenant's own token
                     will do as well (episodes)
  --tenant <tenant>  whose Alertmanager has recorded the events`;

const OPTIONS = {
  url: { type: 'string', default: 'http://127.0.0.1:3000' },
  token: { type: 'string' },
  format: { type: 'string', default: 'episodes' },
  tenant: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;
const FORMATS = ['episodes', 'alertmanager-events'];
/** Events are taken whole, within seconds. */
const CHUNKS = { episodes: [20_000, 16 << 20], 'alertmanager-events': [1_000, 4 << 20] } as const;
const MOST_ERRORS = 1_000;

type Source = { readonly stream: AsyncIterable<Buffer>; readonly bytes: number; readonly read: () => number };
type Totals = Omit<Outcome, 'errors'>;

function open(file: string): Source {
  if (file === '-') return { stream: process.stdin, bytes: 0, read: () => 0 };
  const packed = createReadStream(file);
  const unpacked = createGunzip();
  const stream = file.endsWith('.gz') ? packed.on('error', (error) => unpacked.destroy(error)).pipe(unpacked) : packed;
  return { stream, bytes: statSync(file).size, read: () => packed.bytesRead };
}

async function importAll(
  source: Source,
  chunk: readonly [lines: number, bytes: number],
  sent: (chunk: Chunk) => Promise<Outcome>,
): Promise<Totals> {
  const totals = { received: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0 };
  const progress = new Progress(process.stderr, source.bytes);
  let listed = 0;
  for await (const part of chunksOf(source.stream, ...chunk)) {
    const { errors, ...counts } = await sent(part);
    for (const name of Object.keys(totals) as (keyof Totals)[]) totals[name] += counts[name];
    progress.clear();
    for (const { line, message } of errors.slice(0, MOST_ERRORS - listed)) console.error(`line ${line}: ${message}`);
    listed = Math.min(MOST_ERRORS, listed + errors.length);
    progress.show(source.read(), totals.received, totals.rejected);
  }
  progress.clear();
  if (totals.rejected > listed) console.error(`… and ${totals.rejected - listed} more`);
  console.error(`${progress.perSecond(totals.received)} lines a second`);
  return totals;
}

async function run(): Promise<void> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true });
  if (values.help) return console.log(HELP);
  const [file, ...others] = positionals;
  const token = values.token ?? process.env.ALERTLEDGER_TOKEN;
  if (file === undefined || others.length > 0) throw new Error('name one file (example: npm run import -- history.ndjson --token …)');
  if (!token) throw new Error('--token is missing (example: --token "$(npm run -s token -- --organization owner)")');
  if (!URL.canParse(values.url))
    throw new Error(`--url: ${JSON.stringify(values.url)} is no URL (example: --url https://alerts.example.com)`);
  const { format, tenant } = values;
  if (!FORMATS.includes(format)) throw new Error(`--format: ${JSON.stringify(format)} is none of ${FORMATS.join(', ')}`);
  const url = values.url.replace(/\/+$/, '');
  const isEvents = format === 'alertmanager-events';
  if (tenant !== undefined && !isEvents) throw new Error('--tenant goes with --format alertmanager-events');
  const { received, inserted, updated, unchanged, rejected } = isEvents
    ? await importAll(open(file), CHUNKS['alertmanager-events'], (chunk) => sendEvents(url, token, chunk, tenant))
    : await importAll(open(file), CHUNKS.episodes, (chunk) => send(url, token, chunk));
  console.log(
    isEvents
      ? `${received} received, ${rejected} rejected`
      : `${received} received, ${inserted} inserted, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`,
  );
  process.exitCode = rejected > 0 ? 1 : 0;
}

await start(run);
