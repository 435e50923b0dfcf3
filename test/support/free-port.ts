import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems hand out by themselves: one of those could be taken again before it is used. */
const [LOWEST, HIGHEST] = [10_240, 32_000];

/** A port of 127.0.0.1 on which nobody listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    const server = createServer().listen(port, '127.0.0.1');
    const heard = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!heard) continue;
    await once(server.close(), 'close');
    return port;
  }
}
