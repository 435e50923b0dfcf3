import { loadTree, numberNews } from '#persistence';
import { mintDevToken } from '#runtime';
import { type Followed, followStream } from '#test/events';
import { CLAIMS, createTestGateway, type TestGateway, useGateway } from '#test/gateway';
import { tell } from '#test/sightings';
import { until } from '#test/until';

jest.setTimeout(180_000);

const LEVELS = ['owner', 'north', 'south', 'shop', 'cafe', 'deli', 'kiosk', 'bar'];
const CUSTOMERS = ['cafe', 'deli', 'kiosk', 'bar'];
const EACH = 25;
const [BATCHES, BATCH] = [40, 25];
const streams = { perToken: 1_000, perGateway: 1_000 };
const gateway = useGateway({ streams });
const followers: Follower[] = [];
afterEach(() => {
  for (const one of followers.splice(0)) one.stop();
});

/** Somebody who follows for as long as it takes, and goes on where it was. */
class Follower {
  readonly ids: number[] = [];
  readonly resyncs: unknown[] = [];
  begun = false;
  private current: Followed | undefined;
  private stopped = false;

  constructor(
    readonly level: string,
    private readonly authorization: string,
    private readonly url: () => string,
  ) {}

  async run(): Promise<void> {
    for (let last: number | undefined; !this.stopped; ) {
      const query = last === undefined ? '' : `?after=${last}`;
      const one = await followStream(`${this.url()}/api/alerts/stream${query}`, { authorization: this.authorization }).catch(
        () => undefined,
      );
      if (one?.status !== 200) continue;
      this.current = one;
      this.begun = true;
      await one.ended;
      last = one.events.at(-1)?.id ?? last;
      this.ids.push(...one.alerts().map(({ id }) => id));
      this.resyncs.push(...one.events.filter(({ event }) => event === 'resync'));
    }
  }

  get seen(): number {
    return this.ids.length + (this.current?.alerts().filter(({ id }) => id > (this.ids.at(-1) ?? 0)).length ?? 0);
  }

  stop(): void {
    this.stopped = true;
    this.current?.close();
  }
}

/** The lines of the ledger that a level sees, by naive means. */
async function expectedOf(): Promise<Map<string, number[]>> {
  const { tree } = await loadTree(gateway.database.store);
  const lines: { number: number; organization: number }[] = await gateway.database.store.query(
    `SELECT (f.number - cardinality(f.alerts) + l.line)::int AS number, l.organization
       FROM feed f, unnest(f.organizations) WITH ORDINALITY AS l (organization, line) WHERE kind = 'told' ORDER BY 1`,
  );
  return new Map(
    LEVELS.map((level) => [level, lines.filter(({ organization }) => isBelow(tree, organization, level)).map((line) => line.number)]),
  );
}

function isBelow(tree: Awaited<ReturnType<typeof loadTree>>['tree'], organization: number, level: string): boolean {
  const node = tree.get(organization);
  return node !== undefined && [...tree.upward(node)].some(({ publicId }) => publicId === level);
}

async function crowd(urls: readonly (() => string)[]): Promise<Follower[]> {
  const claims = { scope: 'read:systems', roles: [], ttl: '1h', claims: CLAIMS };
  const tokens = await Promise.all(
    LEVELS.map((organization) => mintDevToken(gateway.keys, { ...claims, organization, subject: organization })),
  );
  return LEVELS.flatMap((level, i) =>
    Array.from({ length: EACH }, (_, n) => new Follower(level, `Bearer ${tokens[i]}`, urls[n % urls.length] as () => string)),
  );
}

test('200 callers of all levels see exactly the lines of their scope, in order and once, while gateways and folders come and go', async () => {
  const { store } = gateway.database;
  const other: TestGateway = await createTestGateway({ database: gateway.database, keys: gateway.keys, streams });
  let second = other.url;
  followers.push(...(await crowd([() => gateway.url, () => second])));
  const running = followers.map((one) => one.run());
  await until(() => followers.every(({ begun }) => begun));
  for (let batch = 0; batch < BATCHES; batch++) {
    await tell(
      store,
      Array.from({ length: BATCH }, (_, n) => ({
        organization: CUSTOMERS[(batch * 7 + n) % CUSTOMERS.length] as string,
        fingerprint: `f${(batch * BATCH + n) % 300}`,
        startsAt: new Date(Date.now() - 1_000),
        ...(batch % 3 === 2 && { endsAt: new Date() }),
      })),
    );
    // Two folders at once, of which one is killed with its work undone.
    const killed = store.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock(4711, 5)');
      await tx.query('DELETE FROM outbox');
      throw new Error('killed');
    });
    await Promise.allSettled([killed, numberNews(store)]);
    await numberNews(store);
    if (batch === 15) gateway.app.getHttpServer().closeAllConnections();
    if (batch === 25) {
      second = gateway.url;
      await other.close();
    }
  }
  const expected = await expectedOf();
  const count = (one: Follower): number => expected.get(one.level)?.length ?? 0;
  expect(Math.min(...followers.map(count))).toBeGreaterThan(0);
  await until(() => followers.every((one) => one.seen >= count(one)));
  for (const one of followers) one.stop();
  await Promise.all(running);
  expect(followers.flatMap(({ resyncs }) => resyncs)).toEqual([]);
  expect(followers.filter((one) => one.ids.join() !== expected.get(one.level)?.join()).map(({ level }) => level)).toEqual([]);
});
