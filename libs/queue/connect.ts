import { Cluster, Redis, type RedisOptions } from 'ioredis';

const START_MS = 30_000;
const TRY_MS = 5_000;
const REDIS_PORT = 6_379;
const SENTINEL_PORT = 26_379;

/** BullMQ waits as long as a command takes: an outage of Redis delays work and fails none. */
const PATIENT: RedisOptions = { maxRetriesPerRequest: null, retryStrategy: (tries) => Math.min(tries * 100, 2_000) };

/**
 * A client for `redis://`, `rediss://`, `redis+sentinel://user:password@host:26379,host/name` or `redis+cluster://user:password@host:6379,host`.
 * It connects when first used.
 */
export function connectRedis(url: string, more: RedisOptions = {}): Redis | Cluster {
  const { protocol, username, password, places, path } = partsOf(url);
  const access = { ...(username && { username }), ...(password && { password }) };
  const options: RedisOptions = { ...PATIENT, ...more, lazyConnect: true };
  if (protocol === 'redis+cluster:')
    return new Cluster(hostsOf(places, REDIS_PORT), { lazyConnect: true, redisOptions: { ...options, ...access } });
  if (protocol === 'redis+sentinel:')
    return new Redis({ ...options, ...access, sentinels: hostsOf(places, SENTINEL_PORT), name: path || 'mymaster' });
  return new Redis(url, options);
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
    const client = connectRedis(url, { maxRetriesPerRequest: 1, connectTimeout: TRY_MS, retryStrategy: () => null });
    client.on('error', () => undefined); // the command below rejects with it
    try {
      await client.ping();
      return;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      if (Date.now() > deadline) throw new Error(`REDIS_URL: Redis does not answer: ${why} (example: REDIS_URL=redis://redis:6379)`);
      await new Promise((again) => setTimeout(again, 500));
    } finally {
      client.disconnect();
    }
  }
}
