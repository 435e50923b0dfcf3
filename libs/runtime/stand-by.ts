import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Dialect } from './alerts-dialect.js';
import { currentBuild } from './build.js';
import type { Log } from './log.js';
import { isOperations } from './operations.js';
import { type Place, portFault } from './ports.js';
import { Refusal } from './refusals.js';

type Waiting = { readonly place: Place; readonly log: Log; readonly dialectOf: (url: string) => Dialect };

const LOOK_MS = 500;
const RETRY_SECONDS = 5;

/**
 * Resolves when nothing is the `problem` any more. Until then the app lives where it will serve: /readyz says what it waits for, every request is
 * refused with 503. A problem that rejects ends the wait.
 */
export async function standBy(problem: () => Promise<string | undefined>, waiting: Waiting): Promise<void> {
  let why = await problem();
  if (why === undefined) return;
  const server = await listen(waiting.place, (request, response) => answer(request, response, why ?? '', waiting));
  try {
    for (let told = ''; why !== undefined; why = await problem()) {
      if (why !== told) waiting.log.warn({ problem: why }, 'not ready');
      told = why;
      await pause(LOOK_MS);
    }
  } finally {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeAllConnections();
    await closed;
  }
}

async function listen(place: Place, serve: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> {
  const fault = await portFault(place);
  if (fault) throw fault;
  const server = createServer(serve);
  await new Promise<void>((listening) => server.listen(place.port, place.address, listening));
  return server;
}

type Answer = { readonly status: number; readonly body: object };

function answer({ url = '/' }: IncomingMessage, response: ServerResponse, problem: string, { log, dialectOf }: Waiting): void {
  const path = url.replace(/\?.*/, '');
  const refusal = new Refusal('storage-unavailable');
  const probes: Readonly<Record<string, Answer>> = {
    '/healthz': { status: 200, body: { status: 'ok' } },
    '/readyz': { status: 503, body: { status: 'unavailable', problem } },
    '/version': { status: 200, body: currentBuild() },
    '/startupz': { status: 503, body: { status: 'unavailable', problem } },
  };
  const { status, body } = probes[path] ?? {
    status: refusal.status,
    body: dialectOf(path).refuse(refusal.status, refusal.message, undefined, refusal.code),
  };
  const id = randomUUID();
  if (!isOperations(path)) log.warn({ request_id: id, problem }, 'request refused');
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'x-request-id': id,
      'retry-after': String(RETRY_SECONDS),
      connection: 'close',
    })
    .end(JSON.stringify(body));
}
