import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { EnvFault, portFault } from '#runtime';

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
    const place = { variable: name, port, address };
    for (let fault = await portFault(place); fault; fault = await portFault(place)) {
      if (Date.now() >= deadline) throw fault;
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
