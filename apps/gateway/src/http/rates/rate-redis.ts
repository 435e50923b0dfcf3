import type { Cluster, Redis, Result } from 'ioredis';
import type { RateAsk, RateGrant } from '#persistence';
import { connectRedis } from '#queue';
import type { Log } from '#runtime';
import type { SharedRates } from './rate-limiter.js';

/**
 * A list per bucket, one entry per instant: when, how many then, and how many up to then, so that the two ends tell what is in use.
 * The clock is that of Redis. Grants as `take_rates` does in PostgreSQL.
 */
const TAKE = `
local limit, wanted, grain = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local time = redis.call('TIME')
local clock = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
local function read(index)
  local entry = redis.call('LINDEX', KEYS[1], index)
  if not entry then return nil end
  local at, hits, sum = string.match(entry, '^(%d+):(%d+):(%d+)$')
  return tonumber(at), tonumber(hits), tonumber(sum)
end
local function text(at, hits, sum) return string.format('%.0f:%.0f:%.0f', at, hits, sum) end

local at, hits, sum = read(0)
while at and at <= clock - 60000 do
  redis.call('LPOP', KEYS[1])
  at, hits, sum = read(0)
end
local lastAt, lastHits, lastSum = read(-1)
local used = at and lastSum - sum + hits or 0
local granted = math.max(0, math.min(wanted, limit - used))
if granted > 0 then
  local instant = math.ceil(clock / grain) * grain
  if lastAt and lastAt >= instant then
    redis.call('LSET', KEYS[1], -1, text(lastAt, lastHits + granted, lastSum + granted))
  else
    redis.call('RPUSH', KEYS[1], text(instant, granted, (lastSum or 0) + granted))
  end
  redis.call('PEXPIRE', KEYS[1], 60000 + grain)
  used = used + granted
end
local index = 0
at, hits = read(0)
local left = used - hits
while left >= limit do
  index = index + 1
  at, hits = read(index)
  left = left - hits
end
return {granted, used, at + 60000 - clock}
`;

declare module 'ioredis' {
  interface RedisCommander<Context> {
    takeRate(key: string, limit: number, wanted: number, grain: number): Result<[number, number, number], Context>;
  }
}

/** The rate limiter's log in Redis: exact for any number of gateways. */
export function redisRates(client: Redis | Cluster): SharedRates {
  client.defineCommand('takeRate', { numberOfKeys: 1, lua: TAKE });
  const takeOne = async ({ bucket, limit, wanted, grain }: RateAsk): Promise<RateGrant> => {
    const [granted, used, wait] = await client.takeRate(`alertledger:rate:${bucket}`, limit, wanted, grain);
    return { granted, used, wait };
  };
  return { patience: 250, take: (asks) => Promise.all(asks.map(takeOne)) };
}

/** Nothing waits for a Redis that is away: the limiter counts by itself meanwhile. */
const IMPATIENT = { enableOfflineQueue: false, maxRetriesPerRequest: 0, connectTimeout: 2_000, enableAutoPipelining: true };

/** Connects to the Redis, Sentinel or Cluster of the URL, and again whenever the connection is lost. */
export async function openRedisRates(url: string, log: Log): Promise<SharedRates & { close(): void }> {
  const client = connectRedis(url, IMPATIENT);
  client.on('error', (error) => log.debug({ err: error }, 'the connection of the rate limiter to Redis failed'));
  await client.connect().catch(() => undefined); // it goes on trying
  return { ...redisRates(client), close: () => client.disconnect() };
}
