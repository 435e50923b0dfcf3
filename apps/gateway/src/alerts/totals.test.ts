import { foldPending, loadTree, saveTotals } from '#persistence';
import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

const gateway = useGateway();
const store = () => gateway.database.store;
const idOf = async (organization: string): Promise<number> => (await loadTree(store())).tree.find(organization)?.id ?? 0;
const totals = async (caller: string, query = '') => (await gateway.as(caller).get(`/api/alerts/totals${query}`)).body.data;

const endsAt = new Date('2026-05-12T07:05:00Z');
const refreshed = async (organization: string, active: number, at: Date) =>
  store().transaction(async (tx) =>
    saveTotals(tx, [{ organization_id: await idOf(organization), active, critical: 1, warning: 0, info: 0, muted: 1 }], at),
  );

test('counters and history add up over the scope, and say which organizations were never refreshed', async () => {
  const now = new Date();
  await refreshed('cafe', 3, now);
  await refreshed('bar', 2, now);
  await tell(store(), [
    { organization: 'cafe', fingerprint: 'a', endsAt },
    { organization: 'bar', fingerprint: 'b', endsAt },
    { organization: 'north', fingerprint: 'c', endsAt },
  ]);
  const { status, body } = await gateway.as('owner').get('/api/alerts/totals');
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      code: 200,
      message: 'alert totals retrieved successfully',
      data: {
        active: 5,
        critical: 2,
        warning: 0,
        info: 0,
        muted: 2,
        history: 3,
        warnings: ['totals: never refreshed for 6 organizations'],
      },
    },
  });
  expect(await totals('north')).toMatchObject({ active: 3, history: 2 });
  expect(await totals('owner', '?organization_id=north')).toMatchObject({ active: 0, history: 1 });
  expect(await totals('owner', '?organization_id=north&organization_id=cafe')).toMatchObject({ active: 3, history: 2 });
  expect(await totals('cafe')).toMatchObject({ active: 3, history: 1, warnings: [] });
});

test('the numbers are the same before and after the fold', async () => {
  const before = await totals('owner');
  expect(await foldPending(store())).toBeGreaterThan(0);
  expect(await totals('owner')).toEqual(before);
});

test('of many requests at the same moment each gets the numbers of its own scope', async () => {
  const callers = ['owner', 'north', 'south', 'shop', 'cafe', 'bar'];
  const alone = [];
  for (const caller of callers) alone.push(await totals(caller));
  const together = await Promise.all([...callers, ...callers, ...callers].map((caller) => totals(caller)));
  expect(together).toEqual([...alone, ...alone, ...alone]);
  expect(new Set(alone.map((one) => JSON.stringify(one))).size).toBeGreaterThan(3);
});

test('rows older than five minutes are told with the age of the oldest', async () => {
  await store().query(`UPDATE alerts_totals_by_org SET refreshed_at = now() - interval '363 seconds' WHERE organization_id = $1`, [
    await idOf('cafe'),
  ]);
  expect((await totals('cafe')).warnings).toEqual([expect.stringMatching(/^totals: stale data, oldest refresh 36[3-9]s ago$/)]);
  expect((await totals('owner')).warnings[0]).toMatch(/^totals: stale data, oldest refresh 36\ds ago$/);
  expect((await totals('bar')).warnings).toEqual([]);
});

test('an organization that moves takes its numbers along, and one that is deleted ends them', async () => {
  const [north, south] = [await totals('north'), await totals('south')];
  const admin = gateway.as('owner');
  const cafe = { id: 'cafe', name: 'cafe', role: 'customer', tenant_id: 't-shop' };
  expect((await admin.put('/api/organizations', { organizations: [{ ...cafe, parent_id: 'south' }] })).status).toBe(200);
  expect(await totals('north')).toMatchObject({ active: north.active - 3, history: north.history - 1 });
  expect(await totals('south')).toMatchObject({ active: south.active + 3, history: south.history + 1 });
  expect((await admin.delete('/api/organizations/south')).status).toBe(200);
  expect((await gateway.as('cafe').get('/api/alerts/totals')).status).toBe(401);
  expect(await totals('owner')).toMatchObject({ active: 0, history: 1 });
  await admin.put('/api/organizations', {
    organizations: [
      { ...cafe, parent_id: 'shop', restore: true },
      { id: 'south', name: 'south', role: 'distributor', parent_id: 'owner', restore: true },
      { id: 'bar', name: 'bar', role: 'customer', parent_id: 'south', restore: true },
    ],
  });
  expect(await totals('north')).toMatchObject({ history: north.history });
  expect(await totals('owner')).toMatchObject({ history: 3 });
});

test.each([
  ['alerts_totals_by_org', { active: 0, history: 3 }, 'totals: unavailable'],
  ['ledger_delta', { history: 0 }, 'history: unavailable'],
])('when %s cannot be read its half is zero with a warning, and the other half is right', async (table, numbers, warning) => {
  await store().query(`ALTER TABLE ${table} RENAME TO away`);
  try {
    const { status, body } = await gateway.as('owner').get('/api/alerts/totals');
    expect(status).toBe(200);
    expect(body.data).toMatchObject(numbers);
    expect(body.data.warnings).toContain(warning);
  } finally {
    await store().query(`ALTER TABLE away RENAME TO ${table}`);
  }
});
