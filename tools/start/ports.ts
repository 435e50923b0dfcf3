import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { EnvFault } from '#runtime';

/** Variable name and number of each port that an app listens on. */
export type Ports = Readonly<Record<string, number>>;

/** Throws {@link EnvFault} when two apps are given one port. */
export function checkDistinct(ports: Ports): void {
  const seen = new Map<number, string>();
  for (const [name, port] of Object.entries(ports)) {
    const other = seen.get(port);
    if (other) throw new EnvFault(`${name}: ${port} is also the value of ${other} (example: ${name}=${port + 10})`);
    seen.set(port, name);
  }
}

/** Throws {@link EnvFault} for a port that is taken. `patienceMs`: how long apps of an earlier start may take to let go of theirs. */
export async function claimPorts(ports: Ports, address: string, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (const [name, port] of Object.entries(ports)) {
    for (let why = await complaint(port, address); why; why = await complaint(port, address)) {
      if (Date.now() >= deadline) throw new EnvFault(`${name}: port ${port} ${why} (example: ${name}=${port + 10})`);
      await pause(200);
    }
  }
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

const COMPLAINTS: Readonly<Record<string, string>> = { EADDRINUSE: 'is in use', EACCES: 'may not be used by this user' };

/** Why nobody can listen there; undefined when one can. */
function complaint(port: number, address: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve(COMPLAINTS[error.code ?? ''] ?? `cannot be opened on ${address}: ${error.message}`),
    );
    server.listen(port, address, () => server.close(() => resolve(undefined)));
  });
}
