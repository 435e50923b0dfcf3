import pg from 'pg';
import { audit, type Difference, foldPending, loadTree, numberNews, tidyOrganizations } from '#persistence';
import { type FakeAlertmanager, startFakeAlertmanager } from '#test/alertmanager';
import { createTestCollect, type TestCollect } from '#test/collect';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { tell } from '#test/sightings';
import { until } from '#test/until';

const CUSTOMERS = 300;
const ALERTS = 3_000;
const START = Date.UTC(2026, 2, 1);

let collect: TestCollect;
let gateway: TestGateway;
let upstream: FakeAlertmanager;
let snapshot: pg.Client;

const store = () => collect.database.store;
const customer = (i: number): string => `small${i % CUSTOMERS}`;

beforeAll(async () => {
  upstream = await startFakeAlertmanager();
  collect = await createTestCollect({ alertmanagerUrl: upstream.url });
  gateway = await createTestGateway({ database: collect.database });
  const admin = gateway.as('owner');
  const organizations = [
    { id: 'chain', name: 'Chain', role: 'reseller', parent_id: 'north' },
    ...Array.from({ length: CUSTOMERS }, (_, i) => ({
      id: customer(i),
      name: 'Small',
      role: 'customer',
      parent_id: 'chain',
      tenant_id: 't-small',
    })),
  ];
  expect((await admin.put('/api/organizations', { organizations })).status).toBe(200);
  await tell(
    store(),
    Array.from({ length: ALERTS }, (_, i) => {
      const startsAt = new Date(START + i * 600_000);
      return {
        organization: customer(i),
        fingerprint: `f${i}`,
        startsAt,
        endsAt: new Date(startsAt.getTime() + 300_000),
        recordedAt: startsAt,
      };
    }),
  );
  await foldPending(store());
  snapshot = new pg.Client({ connectionString: collect.database.url });
  await snapshot.connect();
});
afterAll(async () => {
  await snapshot?.end();
  await gateway?.close();
  await collect?.close();
  await upstream?.close();
});

/** Repeats work until it is stopped; resolves with what each round came to. */
function during<T>(work: (round: number) => Promise<T>): { stop(): Promise<T[]>; readonly rounds: number } {
  const state = { stopped: false, rounds: 0 };
  const results: T[] = [];
  const ended = (async () => {
    for (; !state.stopped; state.rounds++) results.push(await work(state.rounds));
  })();
  return {
    get rounds() {
      return state.rounds;
    },
    stop: async () => {
      state.stopped = true;
      await ended;
      return results;
    },
  };
}

const send = async (organization: string, round: number): Promise<number> => {
  const startsAt = new Date(START + round * 1_000).toISOString();
  const alert = {
    labels: { alertname: 'Busy', organization_id: organization },
    annotations: {},
    startsAt,
    endsAt: new Date(START + round * 1_000 + 500).toISOString(),
  };
  const { status } = await collect.sender.post('/api/alert_history', {
    receiver: 'r',
    alerts: [{ ...alert, status: 'resolved', fingerprint: `${organization}${round}` }],
  });
  return status;
};
const history = async (organization: string): Promise<number> =>
  (await gateway.as(organization).get('/api/alerts/totals')).body.data.history;
const page = async (organization: string): Promise<[number, number]> => {
  const { status, body } = await gateway.as(organization).get('/api/alerts/history?page_size=5');
  return [status, body.data.pagination.total_count];
};
const differences = async (): Promise<Difference[]> => {
  const found: Difference[] = [];
  await audit(store(), { mode: 'report', report: (one) => found.push(one) });
  return found;
};
const counted = async (): Promise<unknown> =>
  (await snapshot.query(`SELECT count(*) AS alerts, (SELECT sum(history) FROM scope_totals WHERE scope < 0) AS kept FROM alert`)).rows[0];
const put = (parent_id: string) =>
  gateway
    .as('owner')
    .put('/api/organizations', { organizations: [{ id: 'chain', name: 'Chain', role: 'reseller', parent_id, restore: true }] });

it('a subtree moves, is deleted and comes back while webhooks, polls, an export and reads go on, and every number is right all the time', async () => {
  expect([await history('north'), await history('south'), await history('owner')]).toEqual([ALERTS, 0, ALERTS]);
  await snapshot.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
  const exported = await counted();
  const senders = [during((round) => send('bar', round)), during((round) => send(customer(round), round))];
  const polls = during(async () => collect.refresher.refresh());
  const folds = during(async () => (await foldPending(store())) + (await numberNews(store())));
  const audits = during(differences);
  const reads = during(async () => [await history('owner'), ...(await page('north')), ...(await page('south'))]);

  for (const parent of ['south', 'north', 'south']) {
    const seen = reads.rounds;
    expect((await put(parent)).status).toBe(200);
    expect(await history(parent)).toBeGreaterThanOrEqual(ALERTS);
    expect(await history(parent === 'south' ? 'north' : 'south')).toBeLessThan(ALERTS);
    expect((await page(parent))[1]).toBeGreaterThanOrEqual(ALERTS);
    await until(() => reads.rounds > seen + 2 && audits.rounds > 0);
  }
  const owned = (await reads.stop()).map(([owner = 0]) => owner);
  expect(owned).toEqual([...owned].sort((a, b) => a - b)); // nothing is ever missing
  const sent = await senders[1]?.stop();
  const chain = (await loadTree(store())).tree.find('chain');
  expect((await gateway.as('owner').delete(`/api/organizations/${chain?.publicId}`)).status).toBe(200);
  expect(await history('south')).toBeLessThan(ALERTS);
  expect((await gateway.as('owner').get('/api/alerts/totals?organization_id=chain')).body.data.history).toBe(0);
  await tidyOrganizations(store());

  const answers = [...(sent ?? []), ...((await senders[0]?.stop()) ?? [])];
  await polls.stop();
  expect(new Set(answers)).toEqual(new Set([204]));
  expect((await audits.stop()).flat()).toEqual([]);
  await folds.stop();
  expect(await counted()).toEqual(exported);
  await snapshot.query('COMMIT');

  const others = Number((await senders[0]?.stop())?.length);
  expect([await history('owner'), await history('south')]).toEqual([others, others]);
  expect((await put('north')).status).toBe(200);
  expect(await differences()).toEqual([]);
}, 120_000);
