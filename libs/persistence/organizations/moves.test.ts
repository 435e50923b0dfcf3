import fc from 'fast-check';
import {
  audit,
  type Difference,
  deleteOrganization,
  foldPending,
  loadTree,
  type OrganizationInput,
  PlanFault,
  putOrganizations,
  saveTotals,
  tidyOrganizations,
} from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { tell } from '#test/sightings';

const database = useDatabase();
const now = new Date('2026-05-12T12:00:00Z');
const NAMES = ['north', 'south', 'shop', 'mall', 'cafe', 'deli', 'kiosk', 'bar'];
beforeAll(async () => {
  await plantFleet(database.store);
  await putOrganizations(database.store, [input('mall', 'reseller', 'south')]);
});

type Step =
  | { kind: 'put'; moves: OrganizationInput[] }
  | { kind: 'delete'; name: string }
  | { kind: 'record'; name: string; minutes: number }
  | { kind: 'count'; name: string; active: number }
  | { kind: 'fold' }
  | { kind: 'tidy' };

const input = (id: string, role: OrganizationInput['role'], parent_id: string): OrganizationInput => ({
  ...{ id, name: id, role, parent_id, restore: true },
});
const name = fc.constantFrom(...NAMES);
const role = fc.constantFrom<OrganizationInput['role']>('distributor', 'reseller', 'customer');
const move = fc.record({ id: name, role, parent: fc.constantFrom('owner', ...NAMES) }).map((one) => input(one.id, one.role, one.parent));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .uniqueArray(move, { minLength: 1, maxLength: 4, selector: ({ id }) => id })
      .map((moves): Step => ({ kind: 'put', moves })),
  },
  { weight: 2, arbitrary: name.map((one): Step => ({ kind: 'delete', name: one })) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('record' as const), name, minutes: fc.nat(100_000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('count' as const), name, active: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.constant<Step>({ kind: 'fold' }) },
  { weight: 1, arbitrary: fc.constant<Step>({ kind: 'tidy' }) },
);

/** What is refused, or names what is not there, changes nothing. */
async function take(one: Step): Promise<void> {
  const { store } = database;
  if (one.kind === 'fold') return void (await foldPending(store));
  if (one.kind === 'tidy') return tidyOrganizations(store);
  if (one.kind === 'put')
    return putOrganizations(store, one.moves).catch((error: unknown) => {
      if (!(error instanceof PlanFault)) throw error;
    });
  const { tree } = await loadTree(store);
  const node = tree.find(one.name);
  if (!node) return;
  if (one.kind === 'delete') return deleteOrganization(store, node);
  if (one.kind === 'count')
    return saveTotals(store, [{ organization_id: node.id, active: one.active, critical: 1, warning: 0, info: 0, muted: 0 }], now);
  const startsAt = new Date(now.getTime() - one.minutes * 60_000);
  await tell(
    store,
    [{ organization: one.name, fingerprint: `f${one.minutes}`, startsAt, endsAt: now, severity: one.minutes % 2 ? 'info' : null }],
    startsAt,
  );
}

test('whatever moves, changes its level, is deleted or comes back, every number follows', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (steps) => {
      for (const one of steps) {
        await take(one);
        if (one.kind !== 'put' && one.kind !== 'delete') continue;
        const found: Difference[] = [];
        await audit(database.store, { mode: 'report', report: (difference) => found.push(difference) });
        expect(found).toEqual([]);
      }
    }),
    { numRuns: 15 },
  );
}, 120_000);

test('a change of 2,000 organizations is known for what it is: numbers of one row are moved, not those of each', async () => {
  const { store } = database;
  await putOrganizations(store, [
    input('east', 'distributor', 'owner'),
    input('west', 'distributor', 'owner'),
    input('big', 'reseller', 'east'),
  ]);
  await putOrganizations(
    store,
    Array.from({ length: 2_000 }, (_, i) => input(`small${i}`, 'customer', 'big')),
  );
  await tell(
    store,
    Array.from({ length: 300 }, (_, i) => ({ organization: `small${i}`, fingerprint: 'x', endsAt: now })),
    now,
  );
  await foldPending(store);
  const history = async (id: string): Promise<number> =>
    (
      await store.query(
        'SELECT coalesce(sum(history), 0)::int AS n FROM scope_totals t JOIN organization o ON o.id = t.scope WHERE o.public_id = $1',
        [id],
      )
    )[0].n;
  await putOrganizations(store, [input('big', 'reseller', 'west')]);
  expect([await history('east'), await history('west'), await history('big'), await history('small7')]).toEqual([0, 300, 300, 1]);
  const big = (await loadTree(store)).tree.find('big');
  if (!big) throw new Error('big is gone');
  await deleteOrganization(store, big);
  expect([await history('west'), await history('small7')]).toEqual([0, 1]);
  await tidyOrganizations(store);
  await putOrganizations(store, [input('big', 'reseller', 'east'), input('small7', 'customer', 'big')]);
  expect([await history('east'), await history('big'), await history('small7')]).toEqual([1, 1, 1]);
  expect(await audit(store, { mode: 'report', report: () => undefined })).toBe(0);
});
