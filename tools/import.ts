// `npm run import`: sends a file of episodes, a JSON object a line, to a gateway.
import { createReadStream, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import { start } from '#runtime';
import { chunksOf } from './import/chunks.js';
import { Progress } from './import/progress.js';
import { type Outcome, send } from './import/send.js';

const HELP = `npm run import -- <file.ndjson> [options]

Imports alert episodes, one JSON object a line; a file that ends in .gz is unpacked, - is standard input. It may be ended and begun again: a line
that is known already changes nothing. Rejected lines are listed on stderr, and make the exit code 1.

  --url <url>      the gateway (http://127.0.0.1:3000)
  --token <token>  a token or API key with the role ADMIN (default: the environment variable ALERTLEDGER_TOKEN)`;

const OPTIONS = {
  url: { type: 'string', default: 'http://127.0.0.1:3000' },
  token: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const;
const CHUNK_LINES = 20_000;
const CHUNK_BYTES = 16 << 20;
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

async function importAll(source: Source, url: string, token: string): Promise<Totals> {
  const totals = { received: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0 };
  const progress = new Progress(process.stderr, source.bytes);
  let listed = 0;
  for await (const chunk of chunksOf(source.stream, CHUNK_LINES, CHUNK_BYTES)) {
    const { errors, ...counts } = await send(url, token, chunk);
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
  const { received, inserted, updated, unchanged, rejected } = await importAll(open(file), values.url.replace(/\/+$/, ''), token);
  console.log(`${received} received, ${inserted} inserted, ${updated} updated, ${unchanged} unchanged, ${rejected} rejected`);
  process.exitCode = rejected > 0 ? 1 : 0;
}

await start(run);
