import { Redis } from 'ioredis';
import { createLog } from '#runtime';
import { useDatabase } from '#test/database';
import { until } from '#test/until';
import { type RedisServer, startRedis } from '../../../../../test/servers/redis.mjs';
import { RateLimiter, type SharedRates } from './rate-limiter.js';
import { postgresRates } from './rate-postgres.js';
import { openRedisRates } from './rate-redis.js';

const database = useDatabase();
const log = createLog('test', 'silent');
const program = process.env.TEST_REDIS_BIN;
const withRedis = program ? describe : describe.skip;
const name = (): string => `bucket ${Math.random()}`;
const allowed = async (limiters: readonly RateLimiter[], requests: number, bucket = name(), limit = 30): Promise<number> => {
  const verdicts = await Promise.all(Array.from({ length: requests }, (_, i) => limiters[i % limiters.length]?.take(bucket, limit)));
  return verdicts.filter((verdict) => verdict?.isAllowed).length;
};

/** A shared log that does what it is told. */
const broken = (take: SharedRates['take']): SharedRates => ({ patience: 20, take });

test('several gateways together allow exactly the limit, in any order and all at once', async () => {
  const limiters = Array.from({ length: 4 }, () => new RateLimiter(postgresRates(database.store), log));
  const bucket = name();
  expect(await allowed(limiters, 20, bucket)).toBe(20);
  expect(await allowed(limiters, 100, bucket)).toBe(10);
  expect(await allowed(limiters, 10, bucket)).toBe(0);
});

test('those who ask at once are told apart: each is told what is left after it', async () => {
  const limiter = new RateLimiter(postgresRates(database.store), log);
  const bucket = name();
  const verdicts = await Promise.all([1, 2, 3, 4].map(() => limiter.take(bucket, 3)));
  expect(verdicts.map(({ isAllowed, remaining }) => [isAllowed, remaining])).toEqual([
    [true, 2],
    [true, 1],
    [true, 0],
    [false, 0],
  ]);
  for (const { wait } of verdicts) expect(wait).toBeGreaterThan(59_000);
});

test('a refusal holds without asking again until something ends, unless the limit is another', async () => {
  let [now, asked] = [1_000_000, 0];
  const shared = broken(async (asks) => {
    asked += 1;
    return asks.map(({ limit }) => ({ granted: 0, used: limit, wait: 5_000 }));
  });
  const limiter = new RateLimiter(shared, log, () => now);
  await limiter.take('b', 10);
  expect(await limiter.take('b', 10)).toEqual({ isAllowed: false, remaining: 0, wait: 5_000 });
  now += 4_999;
  expect(await limiter.take('b', 10)).toEqual({ isAllowed: false, remaining: 0, wait: 1 });
  expect(asked).toBe(1);
  await limiter.take('b', 11);
  now += 1;
  await limiter.take('b', 10);
  expect(asked).toBe(3);
});

test.each([
  ['fails', () => Promise.reject(new Error('gone'))],
  ['never answers', () => new Promise<never>(() => undefined)],
])('while the shared log %s, a gateway goes on counting by itself from what it knows, and asks again after a second', async (_, take) => {
  let now = 1_000_000;
  let isDown = false;
  const shared = broken(async (asks) =>
    isDown ? take() : asks.map(({ limit, wanted }) => ({ granted: wanted, used: limit - 20, wait: 60_000 })),
  );
  const limiter = new RateLimiter(shared, log, () => now);
  expect(await allowed([limiter], 10, 'b')).toBe(10);
  isDown = true;
  expect(await allowed([limiter], 50, 'b')).toBe(20);
  expect(await allowed([limiter], 50, 'b')).toBe(0);
  isDown = false;
  expect(await allowed([limiter], 1, 'other', 10)).toBe(1);
  now += 1_000;
  expect((await limiter.take('b', 30)).remaining).toBe(20);
});

withRedis('in Redis', () => {
  let server: RedisServer;
  const opened: { close(): void }[] = [];
  const limiter = async (): Promise<RateLimiter> => {
    const rates = await openRedisRates(server.url, log);
    opened.push(rates);
    return new RateLimiter(rates, log);
  };
  /** How much of a bucket Redis knows. */
  const known = async (bucket: string): Promise<number> => {
    const reader = new Redis(server.url);
    const length = await reader.llen(`alertledger:rate:${bucket}`);
    reader.disconnect();
    return length;
  };
  beforeAll(async () => {
    server = await startRedis(program ?? '');
  });
  afterAll(async () => {
    for (const rates of opened) rates.close();
    await server.stop();
  });

  it('several gateways together allow exactly the limit', async () => {
    const limiters = await Promise.all([limiter(), limiter(), limiter()]);
    const bucket = name();
    expect(await allowed(limiters, 20, bucket)).toBe(20);
    expect(await allowed(limiters, 100, bucket)).toBe(10);
  });

  it('a server that stands still delays nobody for long, and is used again when it wakes up', async () => {
    const one = await limiter();
    const bucket = name();
    expect(await allowed([one], 10, bucket)).toBe(10);
    process.kill(server.pid, 'SIGSTOP');
    try {
      expect(await allowed([one], 50, bucket)).toBe(20);
      expect(await allowed([one], 50, bucket)).toBe(0);
    } finally {
      process.kill(server.pid, 'SIGCONT');
    }
    const other = name();
    await until(async () => {
      await one.take(other, 1_000_000);
      return (await known(other)) > 0;
    });
  });

  it('a server that is gone delays nobody, and the next one is used as soon as it is there', async () => {
    const one = await limiter();
    const bucket = name();
    expect(await allowed([one], 10, bucket)).toBe(10);
    await server.stop();
    expect(await allowed([one], 50, bucket)).toBe(20);
    server = await startRedis(program ?? '', Number(new URL(server.url).port));
    const other = name();
    await until(async () => {
      await one.take(other, 1_000_000);
      return (await known(other)) > 0;
    });
  });
});
