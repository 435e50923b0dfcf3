import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '../refusals.js';
import { type BodyClass, type Bounds, bodyClasses } from './bounds.js';
import { BodyMemory, type Hold } from './memory.js';
import { announcedBy, hasBody, readBody } from './read-body.js';
import { throwAwayRests } from './refused-rest.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the body of the route may be. Every route that is no GET declares it. */
    body?: BodyClass;
  }
  interface FastifyRequest {
    /** The place of the body in memory, until the request is over. */
    hold?: Hold | undefined;
    /** When the body was there, in epoch milliseconds. */
    arrivedAt?: number | undefined;
  }
}

export type BodyRules = {
  /** Bytes of bodies that are held at once. */
  readonly memory: number;
  /** Who has a share of it: the address, and the key or token. None: no share is counted. */
  readonly holdersOf: (request: FastifyRequest) => readonly string[];
};

const WITHOUT_BODY: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

/**
 * Bounds what bodies cost. A route that does not declare its class stops the boot. Nothing is read of a body that is refused before: of an unknown route,
 * without credentials, too large, or when there is no room. `readJson` and `readWhole` read the others.
 */
export function boundBodies(server: FastifyInstance, { memory: most, holdersOf }: BodyRules): void {
  const memory = new BodyMemory(most);
  const expecting = expectations(server);
  server.addHook('onRoute', ({ method, url, config }) => {
    if ([method].flat().every((one) => WITHOUT_BODY.includes(one)) || config?.body) return;
    throw new Error(`${String(method)} ${url} does not declare what its body may be`);
  });
  server.decorateRequest('hold', undefined);
  server.decorateRequest('arrivedAt', undefined);
  server.addHook('onRequest', async ({ is404 }) => {
    if (is404) throw new Refusal('unknown-route');
  });
  server.addHook('preParsing', async (request, reply) => {
    if (!hasBody(request.raw) || WITHOUT_BODY.includes(request.method)) return;
    const { bytes } = boundsOf(request);
    if (bytes !== null) request.hold = hold(request, reply, memory, bytes, holdersOf(request));
    if (expecting.has(request.raw)) reply.raw.writeContinue();
  });
  throwAwayRests(server);
}

function hold({ raw }: FastifyRequest, reply: FastifyReply, memory: BodyMemory, bytes: number, holders: readonly string[]): Hold {
  const announced = announcedBy(raw);
  if (announced > bytes) throw new Refusal('body-too-large');
  const held = memory.hold(holders, announced);
  reply.raw.once('close', held.release);
  return held;
}

/** Requests that wait for a word before they send their body: it is given only to those whose body is read. */
function expectations({ server }: FastifyInstance): WeakSet<IncomingMessage> {
  const expecting = new WeakSet<IncomingMessage>();
  server.on('checkContinue', (request, response) => {
    expecting.add(request);
    server.emit('request', request, response);
  });
  return expecting;
}

export const boundsOf = ({ routeOptions: { config } }: FastifyRequest): Bounds => bodyClasses[config.body ?? 'nothing'];

/** The body as it came. Undefined when there is none. */
export async function readWhole(request: FastifyRequest): Promise<Buffer | undefined> {
  if (!request.hold) return undefined;
  const { bytes, at } = await readBody(request.raw, boundsOf(request), request.hold);
  request.arrivedAt = at;
  return bytes;
}

/** Reads the bodies of a content type (`*`: of any) as JSON. An empty one is none: many clients say application/json with every request. */
export function readJson(server: FastifyInstance, contentType: string): void {
  const parse = server.getDefaultJsonParser('remove', 'remove');
  const take = async (request: FastifyRequest): Promise<unknown> => {
    const bytes = await readWhole(request);
    if (!bytes || bytes.length === 0) return undefined;
    await request.hold?.apart();
    return new Promise((resolve, reject) => {
      const done = (error: Error | null, body?: unknown): void => (error ? reject(error) : resolve(body));
      void parse(request, bytes.toString('utf8'), done);
    });
  };
  server.addContentTypeParser(contentType, take);
}
