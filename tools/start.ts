// `npm start`: PostgreSQL, the schema, the demo fleet, the three apps and the simulated Alertmanager; all of it ends together.
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureOwner, migrate, openStore } from '#persistence';
import { checkAuth, type Env, readEnv, type VariableName, variables } from '#runtime';
import { loadDemo } from './demo/load.js';
import { type Database, embeddedDatabase, foreignDatabase } from './start/database.js';
import { greeting } from './start/greeting.js';
import { keep, type Program } from './start/keep.js';
import { checkDistinct, claimPorts, freePort } from './start/ports.js';
import { addresses, apps, type Decided, simulator } from './start/programs.js';

type Settings = Env<VariableName>;

const NEWS_MS = 500;
const PARENT_MS = 300;
/** Apps of a killed launcher end by themselves within this time. */
const PATIENCE_MS = 20_000;

const HELP = `npm start

Starts an embedded PostgreSQL (or uses DATABASE_URL), the three apps, and unless DEMO=off a demo fleet with a simulated Alertmanager.
Prints addresses and tokens; ends with Ctrl-C. Settings are environment variables: docs/configuration.md.`;

const say = (line: string): void => console.log(line);

function readSettings(): Settings {
  const names = Object.keys(variables) as VariableName[];
  const env = readEnv(names);
  checkAuth(env);
  checkDistinct(portsOf(env));
  return { ...env, DATA_DIR: path.resolve(env.DATA_DIR) };
}

const portsOf = ({ GATEWAY_PORT, COLLECT_PORT, EXPORT_WORKER_PORT }: Settings) => ({ GATEWAY_PORT, COLLECT_PORT, EXPORT_WORKER_PORT });

/** Aborts on Ctrl-C, on SIGTERM, and when npm has ended: its shell does not pass signals on. */
function stopSignal(): AbortController {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop.abort());
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && stop.abort(), PARENT_MS).unref();
  process.stdout.on('error', () => stop.abort()); // whoever read it is gone
  return stop;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) return say(HELP);
  const env = readSettings();
  const stop = stopSignal();
  const database = env.DATABASE_URL ? foreignDatabase(env.DATABASE_URL) : await embeddedDatabase(env.DATA_DIR, say);
  const running: Promise<void>[] = [];
  const aborted = new Promise<void>((resolve) => stop.signal.addEventListener('abort', () => resolve()));
  try {
    await Promise.race([aborted, database.kept, run(env, database, running, stop.signal)]);
  } finally {
    if (stop.signal.aborted) say('stopping');
    stop.abort();
    await Promise.allSettled(running);
    await database.stop();
  }
}

/** `running` gains the programs: each is kept until the signal. */
async function run(env: Settings, database: Database, running: Promise<void>[], stop: AbortSignal): Promise<void> {
  await claimPorts(portsOf(env), env.BIND_ADDRESS, database.reused ? PATIENCE_MS : 0);
  await prepare(env, database);
  if (stop.aborted) return;
  const webhookToken = env.WEBHOOK_TOKEN ?? randomBytes(24).toString('base64url');
  const secret = offersPersonas(env) ? randomBytes(18).toString('base64url') : undefined;
  const programs = await choosePrograms(env, database, webhookToken, secret);
  await serve(programs, running, stop);
  say(
    `ready: ${Object.entries(addresses(env))
      .map((entry) => entry.join(' '))
      .join(' ')}`,
  );
  if (env.CONSOLE === 'on') say(`console: ${addresses(env).gateway}/console/${secret ? `#${secret}` : ''}`);
  if (!env.AUTH_JWKS_URI) for (const line of await greeting(env, addresses(env).gateway)) say(line);
  if (!env.WEBHOOK_TOKEN) say(`webhook token: ${webhookToken}`);
  await Promise.all(running);
}

/** The demo's people may be tried in the console, on this machine and nowhere else. */
const offersPersonas = (env: Settings): boolean =>
  env.CONSOLE === 'on' && env.DEMO === 'on' && !env.AUTH_JWKS_URI && env.NODE_ENV !== 'production' && isLoopback(env.BIND_ADDRESS);

const isLoopback = (address: string): boolean => address === 'localhost' || address === '::1' || address.startsWith('127.');

async function prepare(env: Settings, { url }: Database): Promise<void> {
  const store = await openStore({ url, app: 'start', poolSize: 2 });
  try {
    await migrate(url);
    const recorded = env.DEMO === 'on' ? await loadDemo(store, env.OWNER_ORGANIZATION, new Date()) : 0;
    if (recorded > 0) say(`demo fleet loaded: 48 organizations, ${recorded} alerts of the last 90 days`);
    await ensureOwner(store, env.OWNER_ORGANIZATION);
  } finally {
    await store.destroy();
  }
}

async function choosePrograms(env: Settings, { url }: Database, webhookToken: string, secret?: string): Promise<Program[]> {
  const personas = secret && { CONSOLE_PERSONAS: 'on', CONSOLE_SECRET: secret };
  const decided: Decided = { DATABASE_URL: url, DATA_DIR: env.DATA_DIR, WEBHOOK_TOKEN: webhookToken, ...personas };
  if (env.DEMO === 'off' || env.ALERTMANAGER_URL || env.PROMETHEUS_URL) return apps(env, decided, process.env);
  const port = await freePort();
  const alertmanager = `http://127.0.0.1:${port}/alertmanager`;
  const webhook = { url: `${addresses(env).collect}/api/webhooks/alertmanager`, token: webhookToken.split(',')[0] ?? '' };
  say(`simulated Alertmanager: ${alertmanager}`);
  return [
    simulator(env, { port, owner: env.OWNER_ORGANIZATION, webhook }, process.env),
    ...apps(env, { ...decided, ALERTMANAGER_URL: alertmanager }, process.env),
  ];
}

/** Starts the programs and resolves when each of them serves. */
async function serve(programs: readonly Program[], running: Promise<void>[], stop: AbortSignal): Promise<void> {
  say(`logs: ${path.dirname(programs[0]?.log.file ?? '')}`);
  setInterval(() => {
    for (const { log } of programs) log.news().forEach(say);
  }, NEWS_MS).unref();
  await new Promise<void>((resolve, reject) => {
    const waiting = new Set(programs.map((program) => program.name));
    const serves = (name: string): void => {
      waiting.delete(name);
      if (waiting.size === 0) resolve();
    };
    running.push(...programs.map((program) => keep(program, stop, { serves, say })));
    Promise.all(running).catch(reject);
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
