import type { RedisOptions } from 'bullmq';
import { Cluster, type RedisOptions as IoOptions, Redis } from 'ioredis';

const START_MS = 30_000;
const TRY_MS = 5_000;
const REDIS_PORT = 6_379;
const SENTINEL_PORT = 26_379;

/** BullMQ waits as long as a command takes: an outage of Redis delays work and fails none. */
const PATIENT = { maxRetriesPerRequest: null, retryStrategy: (tries: number) => Math.min(tries * 100, 2_000) };

/**
 * How to reach `redis://`, `rediss://`, `redis+sentinel://user:password@host:26379,host/name` or `redis+cluster://user:password@host:6379,host`:
 * options for a connection of BullMQ's own, or, for a cluster, a client that its maker closes.
 */
export function redisConnection(url: string): RedisOptions | Cluster {
  const { protocol, username, password, places, path } = partsOf(url);
  const access = { ...(username && { username }), ...(password && { password }) };
  if (protocol === 'redis+cluster:') return new Cluster(hostsOf(places, REDIS_PORT), { redisOptions: { ...PATIENT, ...access } });
  if (protocol === 'redis+sentinel:') return { ...PATIENT, ...access, sentinels: hostsOf(places, SENTINEL_PORT), name: path || 'mymaster' };
  return { ...PATIENT, url };
}

/** A client of one's own. It connects when first used; whoever makes it closes it. */
export function connectRedis(url: string, more: IoOptions = {}): Redis | Cluster {
  const { protocol, username, password, places } = partsOf(url);
  const access = { ...(username && { username }), ...(password && { password }) };
  if (protocol === 'redis+cluster:')
    return new Cluster(hostsOf(places, REDIS_PORT), { lazyConnect: true, redisOptions: { ...PATIENT, ...more, ...access } });
  const { url: address, ...options } = redisConnection(url) as RedisOptions;
  const wanted = { ...options, ...more, lazyConnect: true } as IoOptions;
  return address ? new Redis(address, wanted) : new Redis(wanted);
}

function partsOf(url: string) {
  const match = /^([a-z+]+:)\/\/(?:([^:@/]*)(?::([^@/]*))?@)?([^/?]+)(?:\/([^?]*))?/.exec(url);
  const [, protocol = '', username = '', password = '', places = '', path = ''] = match ?? [];
  return { protocol, username: decodeURIComponent(username), password: decodeURIComponent(password), places, path };
}

const hostsOf = (places: string, otherwise: number): { host: string; port: number }[] =>
  places.split(',').map((place) => {
    const [, bracketed, plain = place, port = otherwise] = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d+))?$/.exec(place) ?? [];
    return { host: bracketed ?? plain, port: Number(port) };
  });

/** Waits up to 30 s for Redis. Rejects with one line naming the variable. */
export async function redisAnswers(url: string): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    try {
      return await pinged(url);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (Date.now() > deadline) throw new Error(`REDIS_URL: Redis does not answer: ${why} (example: REDIS_URL=redis://redis:6379)`);
      await new Promise((again) => setTimeout(again, 500));
    }
  }
}

async function pinged(url: string): Promise<void> {
  const client = connectRedis(url, { maxRetriesPerRequest: 1, connectTimeout: TRY_MS, retryStrategy: () => null });
  client.on('error', () => undefined); // the command below rejects with it
  try {
    await client.ping();
  } finally {
    client.disconnect();
  }
}
