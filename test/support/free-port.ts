import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems hand out by themselves: one of those could be taken again before it is used. */
const [LOWEST, HIGHEST] = [10_240, 32_000];
/** Each worker of Jest has a part of its own, so that none takes what a program of another is about to listen on again. */
const PARTS = 16;
const SIZE = Math.floor((HIGHEST - LOWEST) / PARTS);
const FIRST = LOWEST + (Number(process.env.JEST_WORKER_ID ?? randomInt(PARTS)) % PARTS) * SIZE;

/** A port of 127.0.0.1 on which nobody listens. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + randomInt(SIZE);
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
