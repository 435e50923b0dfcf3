// A Redis without persistence, on a free port unless one is named.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

export async function startRedis(program, port = undefined) {
  port ??= await freePort();
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    '/',
    '--maxmemory-policy',
    'noeviction',
  ];
  const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const gone = once(child, 'exit').then(() => {
    throw new Error(`redis-server did not start on port ${port}`);
  });
  gone.catch(() => {}); // after a good start nobody waits for it
  await Promise.race([gone, ready(lines)]);
  child.stdout.resume();
  return { url: `redis://127.0.0.1:${port}`, pid: child.pid, stop: () => stop(child) };
}

async function ready(lines) {
  for await (const line of lines) if (/Ready to accept connections/.test(line)) return;
}

async function stop(child) {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
