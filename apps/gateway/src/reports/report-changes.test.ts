import { foldPending } from '#persistence';
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

test('a late acknowledgement, a late resolution, a duplicate and an old import change exactly their cells, at once', async () => {
  const cells = async (metric: string): Promise<unknown[]> =>
    (await rows(`metric=${metric}&group-by=DAY`, 'bar')).map((one: unknown[]) => one.slice(3));
  const late = alert('bar', '2021-03-01T10:00:00Z');
  const before = { count: await cells('COUNT'), mtta: await cells('MTTA'), mttr: await cells('MTTR') };
  const other = ['2021-12-30', 1];
  expect(before.count).toEqual([other]);
  await tell(store(), [late]);
  expect(await cells('COUNT')).toEqual([['2021-03-01', 1], other]);
  expect([await cells('MTTA'), await cells('MTTR')]).toEqual([before.mtta, before.mttr]);
  await tell(store(), [{ ...late, acknowledgedAt: at('2021-03-01T10:00:30Z') }]);
  expect(await cells('MTTA')).toEqual([...before.mtta, ['2021-03-01', 30]]);
  expect(await cells('MTTR')).toEqual(before.mttr);
  await tell(store(), [{ ...late, endsAt: at('2021-03-01T11:00:00Z') }]);
  expect(await cells('MTTR')).toEqual([...before.mttr, ['2021-03-01', 3_600]]);
  const now = { count: await cells('COUNT'), mtta: await cells('MTTA'), mttr: await cells('MTTR') };
  await tell(store(), [late, { ...late, endsAt: at('2021-03-01T11:00:00Z') }, { ...late, acknowledgedAt: at('2021-03-01T10:00:50Z') }]);
  expect({ count: await cells('COUNT'), mtta: await cells('MTTA'), mttr: await cells('MTTR') }).toEqual(now);
  const end = at('2021-03-01T09:30:00Z');
  await tell(store(), [alert('bar', '2021-03-01T09:00:00Z', { via: 'import', endsAt: end, recordedAt: end })]);
  expect(await cells('COUNT')).toEqual([['2021-03-01', 2], other]);
  expect(await cells('MTTR')).toEqual([...before.mttr, ['2021-03-01', 2_700]]);
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
  await admin.put('/api/organizations', { organizations: [{ ...bar, parent_id: 'south', restore: true }] });
  expect(await counts()).toEqual(before);
});
