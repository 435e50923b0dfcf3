import { foldPending, keepSums, loadTree } from '#persistence';
import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const store = () => gateway.database.store;
const RANGE = 'from=2021-01-01T00:00:00Z&until=2021-12-31T00:00:00Z';
const rows = async (query: string, caller = 'owner') => (await gateway.as(caller).get(`/reports/alerts?${RANGE}&${query}`)).body;
const at = (text: string): Date => new Date(text);

let count = 0;
const alert = (organization: string, start: string, more: Partial<Told> = {}): Told => ({
  organization,
  fingerprint: `f${count++}`,
  startsAt: at(start),
  ...more,
});

beforeAll(() =>
  tell(store(), [alert('cafe', '2021-08-01T22:30:00Z'), alert('kiosk', '2021-01-01T00:00:00Z'), alert('bar', '2021-12-30T23:59:59.999Z')]),
);

const idOf = async (organization: string): Promise<number> => (await loadTree(store())).tree.find(organization)?.id ?? 0;

describe.each(['from the index', 'from the sums and what is pending', 'from the sums'])('%s', (way) => {
  const settle = async (): Promise<void> => {
    if (way === 'from the sums') await foldPending(store());
  };
  const cells = async (metric: string): Promise<unknown[]> => {
    await settle();
    return (await rows(`metric=${metric}&group-by=DAY`, 'bar')).map((one: unknown[]) => one.slice(3));
  };
  const start =
    { 'from the index': '2021-03-01', 'from the sums and what is pending': '2021-04-01', 'from the sums': '2021-05-01' }[way] ?? '';
  const late = alert('bar', `${start}T10:00:00Z`);
  const other = ['2021-12-30', 1];
  const others = async (): Promise<unknown[]> => (await cells('COUNT')).filter((cell) => (cell as string[])[0] !== start);

  beforeAll(async () => {
    if (way === 'from the index') return;
    await keepSums(store(), [await idOf('bar')]);
  });

  test('a late acknowledgement, a late resolution, a duplicate and an old import change exactly their cells, at once', async () => {
    const before = { count: await cells('COUNT'), mtta: await cells('MTTA'), mttr: await cells('MTTR') };
    expect(before.count).toContainEqual(other);
    const untouched = await others();
    await tell(store(), [late]);
    expect(await cells('COUNT')).toEqual([...untouched, [start, 1]].sort());
    expect([await cells('MTTA'), await cells('MTTR')]).toEqual([before.mtta, before.mttr]);
    await tell(store(), [{ ...late, acknowledgedAt: at(`${start}T10:00:30Z`) }]);
    expect(await cells('MTTA')).toEqual([...before.mtta, [start, 30]]);
    expect(await cells('MTTR')).toEqual(before.mttr);
    await tell(store(), [{ ...late, endsAt: at(`${start}T11:00:00Z`) }]);
    expect(await cells('MTTR')).toEqual([...before.mttr, [start, 3_600]]);
    const now = { count: await cells('COUNT'), mtta: await cells('MTTA'), mttr: await cells('MTTR') };
    await tell(store(), [late, { ...late, endsAt: at(`${start}T11:00:00Z`) }, { ...late, acknowledgedAt: at(`${start}T10:00:50Z`) }]);
    expect({ count: await cells('COUNT'), mtta: await cells('MTTA'), mttr: await cells('MTTR') }).toEqual(now);
    const old = alert('bar', `${start}T09:00:00Z`, {
      via: 'import',
      endsAt: at(`${start}T09:30:00Z`),
      recordedAt: at(`${start}T09:30:00Z`),
    });
    await tell(store(), [old]);
    expect(await cells('COUNT')).toEqual([...untouched, [start, 2]].sort());
    expect(await cells('MTTR')).toEqual([...before.mttr, [start, 2_700]]);
  });
});

test('an organization that moves takes its rows along, and one that is deleted takes them away', async () => {
  const admin = gateway.as('owner');
  const counts = async () => ({
    north: (await rows('', 'north')).length,
    south: (await rows('', 'south')).length,
    owner: (await rows('')).length,
  });
  const before = await counts();
  const bar = { id: 'bar', name: 'bar', role: 'customer', tenant_id: 't-bar' };
  const own = (await rows('', 'bar')).length;
  await admin.put('/api/organizations', { organizations: [{ ...bar, parent_id: 'north' }] });
  expect(await counts()).toEqual({ north: before.north + own, south: 0, owner: before.owner });
  await foldPending(store());
  expect(await counts()).toEqual({ north: before.north + own, south: 0, owner: before.owner });
  await admin.delete('/api/organizations/bar');
  expect(await counts()).toEqual({ north: before.north, south: 0, owner: before.owner - own });
  await admin.put('/api/organizations', { organizations: [{ ...bar, parent_id: 'south' }] });
  expect(await counts()).toEqual(before);
});
