import type { RedisOptions } from 'bullmq';
import { Cluster, type ClusterOptions, type RedisOptions as IoOptions, Redis } from 'ioredis';
import { EnvFault, type Log, redisPlace } from '#runtime';

/** How long a start waits for a Redis that does not answer. */
const START_MS = 2_000;
const TRY_MS = 2_000;
const AGAIN_MS = 200;

/** BullMQ waits as long as a command takes: an outage of Redis delays work and fails none. A master that became a replica is left. */
const PATIENT = {
  maxRetriesPerRequest: null,
  retryStrategy: (tries: number) => Math.min(tries * 100, 2_000),
  reconnectOnError: (error: Error) => (error.message.startsWith('READONLY') ? 2 : false),
} as const;
/** A failover takes a cluster its `cluster-node-timeout` and an election: commands wait for it, up to a minute. */
const PATIENT_CLUSTER = {
  retryDelayOnFailover: 500,
  retryDelayOnClusterDown: 500,
  maxRedirections: 120,
  slotsRefreshInterval: 5_000,
} as const;

/**
 * How to reach what REDIS_URL names: options for a connection of BullMQ's own, or, for a cluster, a client that its maker closes.
 */
export function redisConnection(url: string): RedisOptions | Cluster {
  return isCluster(url) ? cluster(url, {}, {}) : (optionsOf(url) as RedisOptions);
}

/** A client of one's own. It connects when first used; whoever makes it closes it. */
export function connectRedis(url: string, more: IoOptions = {}, moreCluster: ClusterOptions = {}): Redis | Cluster {
  return isCluster(url)
    ? cluster(url, more, { lazyConnect: true, ...moreCluster })
    : new Redis({ ...optionsOf(url), ...more, lazyConnect: true });
}

const isCluster = (url: string): boolean => redisPlace(url).kind === 'cluster';

function cluster(url: string, more: IoOptions, moreCluster: ClusterOptions): Cluster {
  const { hosts } = redisPlace(url);
  return new Cluster([...hosts], { ...PATIENT_CLUSTER, ...moreCluster, redisOptions: { ...PATIENT, ...more, ...accessOf(url) } });
}

function optionsOf(url: string): IoOptions {
  const { kind, hosts, path, isEncrypted, sentinelPassword } = redisPlace(url);
  const own = { ...PATIENT, ...accessOf(url) };
  if (kind === 'server') return { ...own, ...hosts[0], ...(path && { db: Number(path) }) };
  const encrypted = isEncrypted && { enableTLSForSentinelMode: true, sentinelTLS: {} };
  return {
    ...own,
    ...encrypted,
    sentinels: [...hosts],
    name: path || 'mymaster',
    failoverDetector: true,
    ...(sentinelPassword && { sentinelPassword }),
  };
}

const accessOf = (url: string): IoOptions => {
  const { username, password, isEncrypted } = redisPlace(url);
  return { ...(username && { username }), ...(password && { password }), ...(isEncrypted && { tls: {} }) };
};

/**
 * Looks whether Redis takes us. Rejects with one line naming the variable when it refuses us (password, user, unknown master); one that does
 * not answer within 2 s may be away: the log names it, and the app starts without.
 */
export async function redisAnswers(url: string, log: Log): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (;;) {
    const why = await problemOf(url);
    if (why === undefined) return;
    if (REFUSED.test(why)) throw new EnvFault(`REDIS_URL: Redis refuses us: ${why} (example: REDIS_URL=redis://user:password@redis:6379)`);
    if (Date.now() >= deadline) {
      const server = redisPlace(url).hosts.map(({ host, port }) => `${host}:${port}`);
      log.warn({ variable: 'REDIS_URL', server, problem: why }, 'Redis does not answer: the app starts without it and goes on trying');
      return;
    }
    await new Promise((again) => setTimeout(again, AGAIN_MS));
  }
}

const UNKNOWN_MASTER = /got an invalid reply: null|No such master/;
const REFUSED = /WRONGPASS|NOAUTH|NOPERM|\bAUTH\b|invalid password|no master named|cluster support disabled/;

/** Undefined when it answered. */
async function problemOf(url: string): Promise<string | undefined> {
  const once = {
    maxRetriesPerRequest: 0,
    connectTimeout: TRY_MS,
    commandTimeout: TRY_MS,
    retryStrategy: () => null,
    sentinelRetryStrategy: () => null,
  };
  const client = connectRedis(url, { ...once, failoverDetector: false }, { clusterRetryStrategy: () => null, slotsRefreshTimeout: TRY_MS });
  const told: string[] = [];
  client.on('error', (error) => told.push(messageOf(error)));
  client.on('sentinelError', (error) =>
    told.push(
      UNKNOWN_MASTER.test(error.message) ? `the Sentinels know no master named ${redisPlace(url).path || 'mymaster'}` : error.message,
    ),
  );
  try {
    await client.ping();
    return undefined;
  } catch (error) {
    told.push(messageOf(error));
    return told.find((why) => REFUSED.test(why)) ?? told[0];
  } finally {
    client.disconnect();
  }
}

/** Of a cluster what its last node said. */
function messageOf(error: unknown): string {
  const { lastNodeError }: { lastNodeError?: unknown } = Object(error);
  return lastNodeError instanceof Error ? lastNodeError.message : error instanceof Error ? error.message : String(error);
}
