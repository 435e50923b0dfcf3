import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type DevToken, devKeys, mintDevToken } from '#runtime';
import { isRunning } from '../tools/start/keep.js';
import { freePort } from '../tools/start/ports.js';
import { answers } from '../tools/start/programs.js';
import { compareTimes, type Outcome } from './measure.js';
import { fill } from './totals.js';
import type { World } from './world.js';

const run = promisify(execFile);

const CONNECTIONS = 64;
const SECONDS = 3;
const PATH = '/api/alerts/totals';
const WITHOUT_LIMIT = '1000000';
const CLAIMS: DevToken['claims'] = { organization: ['organization_id'], scope: ['scope'], roles: ['roles'] };
const compiled = (file: string): string => fileURLToPath(new URL(file, import.meta.url));

/** The real gateway in a process of its own: the owner's totals over HTTP, authenticated, counted and rate limited. */
export async function* http(world: World, rounds: number): AsyncGenerator<Outcome> {
  await fill(world);
  const gateway = await startGateway(world);
  const bare = fork(compiled('./bare-fastify.js'));
  try {
    const [port] = await once(bare, 'message');
    await checkAnswer(world, gateway);
    if (rounds < 2) return;
    const { millisecondsOfSelect } = await pgbench(world);
    const ours = (): Promise<number> => wrk(gateway.url, gateway.token);
    const work = `totals of the owner over HTTP, ${CONNECTIONS} connections`;
    const select = {
      work,
      limit: 'pgbench -S, 8 connections',
      target: 0.3,
      better: 'higher' as const,
      ours,
      theLimit: millisecondsOfSelect,
    };
    const constant = {
      work,
      limit: 'bare Fastify answering a constant',
      target: 0.5,
      better: 'higher' as const,
      ours,
      theLimit: () => wrk(`http://127.0.0.1:${port}`, gateway.token),
    };
    yield await compareTimes(select, rounds);
    yield await compareTimes(constant, rounds);
  } finally {
    bare.disconnect();
    await gateway.stop();
    await world.store.query('DROP DATABASE IF EXISTS pgbench');
  }
}

type Gateway = { readonly url: string; readonly token: string; stop(): Promise<void> };

async function startGateway(world: World): Promise<Gateway> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'alertledger-bench-gateway-'));
  const port = await freePort();
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: world.url,
    DATA_DIR: dataDir,
    GATEWAY_PORT: String(port),
    RATE_LIMIT_PER_MINUTE: WITHOUT_LIMIT,
    LOG_LEVEL: 'warn',
    ...(process.env.REDIS_URL && { REDIS_URL: process.env.REDIS_URL }),
  };
  const child = fork(compiled('../apps/gateway/src/main.js'), { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const url = `http://127.0.0.1:${port}`;
  await answers(child, `${url}/readyz`);
  const wish = { organization: 'owner', subject: 'bench', scope: 'read:systems', roles: [], ttl: '1h', claims: CLAIMS };
  const token = await mintDevToken(await devKeys(dataDir), wish);
  return { url, token, stop: () => stop(child, dataDir) };
}

async function stop(child: ChildProcess, dataDir: string): Promise<void> {
  const gone = isRunning(child) ? once(child, 'exit') : undefined;
  child.kill('SIGTERM');
  await gone;
  rmSync(dataDir, { recursive: true, force: true });
}

async function checkAnswer({ store }: World, { url, token }: Gateway): Promise<void> {
  const [expected] = await store.query(
    `SELECT sum(active)::int AS active, (SELECT count(*)::int FROM episode WHERE ends_at IS NOT NULL) AS history FROM alerts_totals_by_org`,
  );
  const answer = await fetch(url + PATH, { headers: { authorization: `Bearer ${token}` } });
  const { data } = (await answer.json()) as { data: { active: number; history: number } };
  if (data.active !== expected.active || data.history !== expected.history)
    throw new Error(`the gateway says ${JSON.stringify(data)}, the tables ${JSON.stringify(expected)}`);
}

/** Milliseconds of a request, with every connection always busy. */
async function wrk(url: string, token: string): Promise<number> {
  const { stdout } = await run(program('wrk'), [
    ...['-t', '1', '-c', String(CONNECTIONS), '-d', `${SECONDS}s`, '-H', `authorization: Bearer ${token}`, url + PATH],
  ]);
  const [, rate] = /Requests\/sec:\s+([\d.]+)/.exec(stdout) ?? [];
  if (!rate || stdout.includes('Non-2xx')) throw new Error(`wrk: ${stdout}`);
  return 1000 / Number(rate);
}

/** Fills pgbench's tables beside ours. */
async function pgbench({ store, url }: World): Promise<{ millisecondsOfSelect: () => Promise<number> }> {
  await store.query('CREATE DATABASE pgbench');
  const database = url.replace(/\/[^/?]*(?=\?|$)/, '/pgbench');
  await run(program('pgbench'), ['-i', '-q', '-s', '10', database]);
  const millisecondsOfSelect = async (): Promise<number> => {
    const { stdout } = await run(program('pgbench'), ['-S', '-n', '-c', '8', '-j', '2', '-T', String(SECONDS), database]);
    const [, rate] = /tps = ([\d.]+) \(without/.exec(stdout) ?? [];
    if (!rate) throw new Error(`pgbench: ${stdout}`);
    return 1000 / Number(rate);
  };
  return { millisecondsOfSelect };
}

/** Where a program of Debian's packages lies. */
function program(name: string): string {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : [];
  const folders = [...(process.env.PATH ?? '').split(path.delimiter), ...versions.map((version) => `/usr/lib/postgresql/${version}/bin`)];
  const found = folders.map((folder) => path.join(folder, name)).find(existsSync);
  if (!found) throw new Error(`bench http needs ${name} (Debian: apt-get install wrk postgresql-15)`);
  return found;
}
