import type { Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Log } from './log.js';
import { type Place, portFault } from './ports.js';

const GRACE_MS = 8_000;

/** What an app does when it is told to stop, or the launcher that forked it is gone. Before it serves there is nothing to finish. */
let leave = (_why: string): void => process.exit(0);

/**
 * Serves until SIGTERM, SIGINT or the launcher's end, then drains and closes: readiness off, `drainSeconds` of serving on while the balancer
 * looks elsewhere, requests under way finish, resources close, exit 0. A socket that stays silent is cut when the grace is over.
 */
export async function serve(app: NestFastifyApplication, place: Place, log: Log, drainSeconds = 0): Promise<void> {
  const fault = await portFault(place);
  if (fault) throw fault;
  let isStopping = false;
  const stop = (why: string): void => {
    if (isStopping) return;
    isStopping = true;
    log.info({ why, drain_seconds: drainSeconds }, 'stopping');
    const server: Server = app.getHttpServer();
    server.emit('stopping');
    server.prependListener('request', (_, response) => response.setHeader('connection', 'close'));
    setTimeout(() => close(app, listening, log), drainSeconds * 1000);
  };
  const { port, address } = place;
  const listening = app.listen(port, address);
  leave = stop;
  await listening;
  log.info({ port, address }, 'listening');
}

/** Work may begin before the port is open, and what is half open cannot be closed: `listening` comes first. */
function close(app: NestFastifyApplication, listening: Promise<unknown>, log: Log): void {
  const server: Server = app.getHttpServer();
  setTimeout(() => server.closeAllConnections(), GRACE_MS / 2).unref();
  const overdue = setTimeout(() => process.exit(1), GRACE_MS).unref();
  server.closeIdleConnections();
  listening
    .then(() => app.close())
    .finally(() => clearTimeout(overdue))
    .then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stop failed');
        process.exit(1);
      },
    );
}

/** Runs `boot`, and ends it when the process is told to stop; a fault that a human can mend ends the process with one line on stderr. */
export async function start(boot: () => Promise<void>): Promise<void> {
  // As process 1 of a container, too, which a signal without a listener does not end.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => leave(signal));
  process.once('disconnect', () => leave('launcher gone'));
  if (process.connected === false) leave('launcher gone');
  try {
    await boot();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
