// A PostgreSQL of Debian as it comes: its own defaults, just-in-time compilation among them, on a free port.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

/** `bin` holds initdb and postgres. Rejects when it does not answer within 30 s. */
export async function startDebianPostgres(bin, dir) {
  const data = path.join(dir, 'debian');
  mkdirSync(data);
  const ids = owner();
  if (ids) for (const one of [dir, data]) chownSync(one, ids.uid, ids.gid);
  const options = { ...ids, cwd: data, stdio: 'ignore', env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' } };
  execFileSync(
    path.join(bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'],
    options,
  );
  const port = await freePort();
  const settings = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=300'];
  const child = spawn(path.join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], options);
  const exited = once(child, 'exit');
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  await answers(url);
  const stop = async () => {
    child.kill('SIGINT');
    await exited;
  };
  return { url, pid: child.pid, stop };
}

/** PostgreSQL refuses to run as root. */
function owner() {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  await once(server.close(), 'close');
  return port;
}

async function answers(url) {
  for (let left = 300; ; left--) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      return await client.end();
    } catch (error) {
      if (left === 0) throw error;
      await pause(100);
    }
  }
}
