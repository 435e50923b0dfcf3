import fc from 'fast-check';
import { Redis } from 'ioredis';
import { forgetRates, LocalRates, type RateAsk, type RateGrant } from '#persistence';
import { useDatabase } from '#test/database';
import { postgresRates } from './rate-postgres.js';
import { redisRates } from './rate-redis.js';

/** A log, and a way to let its entries grow older. */
type Aging = { take(ask: RateAsk): Promise<RateGrant>; age(bucket: string, ms: number): Promise<void>; stop?(): unknown };

const database = useDatabase();
const only = (grants: readonly RateGrant[]): RateGrant => grants[0] ?? { granted: -1, used: -1, wait: -1 };

function local(): Aging {
  const rates = new LocalRates();
  let now = 1_000_000;
  return {
    take: async (ask) => rates.take(ask, now),
    age: async (_, ms) => {
      now += ms;
    },
  };
}

function postgres(): Aging {
  const { store } = database;
  const rates = postgresRates(store);
  return {
    take: async (ask) => only(await rates.take([ask])),
    age: (bucket, ms) =>
      store.query('UPDATE rate_log SET at = ARRAY(SELECT one - $2::bigint FROM unnest(at) AS one), ends = ends - $2 WHERE bucket = $1', [
        bucket,
        ms,
      ]),
  };
}

function redis(): Aging {
  const client = new Redis(process.env.TEST_REDIS_URL ?? '');
  const rates = redisRates(client);
  return {
    take: async (ask) => only(await rates.take([ask])),
    age: async (bucket, ms) => {
      const key = `alertledger:rate:${bucket}`;
      const entries = await client.lrange(key, 0, -1);
      for (const [i, entry] of entries.entries()) {
        const [at, ...rest] = entry.split(':');
        await client.lset(key, i, [Number(at) - ms, ...rest].join(':'));
      }
    },
    stop: () => client.disconnect(),
  };
}

const logs: [string, () => Aging][] = [
  ['in memory', local],
  ['in PostgreSQL', postgres],
  ...(process.env.TEST_REDIS_URL ? [['in Redis', redis] as [string, () => Aging]] : []),
];

const TEN_SECONDS = 10_000;
type Step = { wanted: number; limit: number } | { seconds: number };
const steps = fc.array(
  fc.oneof(
    fc.record({ wanted: fc.integer({ min: 1, max: 4 }), limit: fc.constantFrom(5, 5, 5, 3, 8, 2_000) }),
    fc.record({ seconds: fc.constantFrom(10, 10, 20, 30, 60) }),
  ),
  { minLength: 1, maxLength: 20 },
);

/** Every hit by itself, in steps of ten seconds. */
function naive(all: readonly Step[]): [granted: number, used: number, wait: number][] {
  const hits: number[] = [];
  let now = 0;
  return all.flatMap((step): [number, number, number][] => {
    if ('seconds' in step) {
      now += step.seconds * 1000;
      return [];
    }
    const living = hits.filter((at) => at > now - 60_000);
    const granted = Math.max(0, Math.min(step.wanted, step.limit - living.length));
    hits.push(...Array.from({ length: granted }, () => now));
    living.push(...Array.from({ length: granted }, () => now));
    const frees = living[Math.max(0, living.length - step.limit)] ?? 0;
    return [[granted, living.length, Math.ceil((frees + 60_000 - now) / TEN_SECONDS)]];
  });
}

describe.each(logs)('the rate log %s', (name, open) => {
  let log: Aging;
  beforeAll(() => {
    log = open();
  });
  afterAll(() => log.stop?.());
  let run = 0;

  it('grants what a list of every request would, whatever the limits and the pauses', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        run += 1;
        const bucket = `${name} ${run} ${Math.random()}`;
        const seen: [number, number, number][] = [];
        for (const step of all) {
          if ('seconds' in step) await log.age(bucket, step.seconds * 1000);
          else {
            const { granted, used, wait } = await log.take({ bucket, ...step, grain: 1 });
            seen.push([granted, used, Math.ceil(wait / TEN_SECONDS)]);
          }
        }
        expect(seen).toEqual(naive(all));
      }),
      { numRuns: name === 'in memory' ? 500 : 60 },
    );
  });

  it('keeps buckets apart', async () => {
    const ask = { limit: 1, wanted: 1, grain: 1 };
    const [one, other] = [`${name} one ${Math.random()}`, `${name} other ${Math.random()}`];
    expect((await log.take({ bucket: one, ...ask })).granted).toBe(1);
    expect((await log.take({ bucket: one, ...ask })).granted).toBe(0);
    expect((await log.take({ bucket: other, ...ask })).granted).toBe(1);
  });

  it('grants no more than the limit to many who ask at once', async () => {
    const bucket = `${name} crowd ${Math.random()}`;
    const grants = await Promise.all(Array.from({ length: 40 }, () => log.take({ bucket, limit: 25, wanted: 1, grain: 1 })));
    expect(grants.reduce((sum, { granted }) => sum + granted, 0)).toBe(25);
  });
});

test('in PostgreSQL, gateways that ask for the same buckets in another order do not wait for each other for ever', async () => {
  const gateways = Array.from({ length: 4 }, () => postgresRates(database.store));
  const buckets = ['a', 'b', 'c', 'd'].map((bucket) => ({ bucket: `order ${bucket}`, limit: 1_000, wanted: 1, grain: 1 }));
  const asked = Array.from({ length: 40 }, (_, i) => gateways[i % 4]?.take(i % 2 ? buckets : [...buckets].reverse()));
  const answers = await Promise.all(asked);
  expect(answers.map((grants) => grants?.map(({ granted }) => granted))).toEqual(asked.map(() => [1, 1, 1, 1]));
});

test('in PostgreSQL, a bucket that was silent for a minute is forgotten, and others are not', async () => {
  const log = postgres();
  await log.take({ bucket: 'silent', limit: 5, wanted: 1, grain: 1 });
  await log.take({ bucket: 'loud', limit: 5, wanted: 1, grain: 1 });
  await log.age('silent', 60_001);
  await forgetRates(database.store);
  const left = await database.store.query(`SELECT bucket FROM rate_log WHERE bucket IN ('silent', 'loud')`);
  expect(left).toEqual([{ bucket: 'loud' }]);
});

test('a coarse grain keeps the log short and still never grants more than the limit in any 60 s', () => {
  const pauses = fc.array(fc.nat({ max: 400 }), { minLength: 50, maxLength: 400 });
  fc.assert(
    fc.property(pauses, (all) => {
      const rates = new LocalRates();
      let now = 1_000_000;
      const granted = all.flatMap((pause) => {
        now += pause;
        return rates.take({ bucket: 'b', limit: 60, wanted: 1, grain: 60 }, now).granted > 0 ? [now] : [];
      });
      for (const from of granted) expect(granted.filter((at) => at >= from && at < from + 60_000).length).toBeLessThanOrEqual(60);
    }),
    { numRuns: 100 },
  );
});

test('in memory, the buckets that were silent longest make room', () => {
  const rates = new LocalRates();
  const ask = { limit: 1, wanted: 1, grain: 1 };
  for (let i = 0; i <= 50_000; i += 1) rates.take({ bucket: String(i), ...ask }, 0);
  expect(rates.take({ bucket: '0', ...ask }, 0).granted).toBe(1);
  expect(rates.take({ bucket: '50000', ...ask }, 0).granted).toBe(0);
});
