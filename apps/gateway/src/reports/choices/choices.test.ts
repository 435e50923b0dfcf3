import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

const gateway = useGateway();
const get = (query: string, caller = 'owner') => gateway.as(caller).get(`/reports/alerts/filters?${query}`);
const names = async (query: string, caller?: string) => (await get(query, caller)).body.map(({ name }: { name: string }) => name);

beforeAll(async () => {
  const { store } = gateway.database;
  const one = { alertname: 'A', startsAt: new Date('2026-05-12T07:00:00Z') };
  await tell(store, [
    { ...one, organization: 'cafe', fingerprint: '1', source: 'Disk watch', policy: 'Night', number: '+39 06 1' },
    { ...one, organization: 'cafe', fingerprint: '2', source: 'disk 100%', policy: 'Day', number: '+39 06 1' },
    { ...one, organization: 'bar', fingerprint: '3', source: 'Disk watch', policy: 'Night', number: '+49 30 2' },
    { ...one, organization: 'bar', fingerprint: '4', source: 'Load', number: '' },
  ]);
});

test('a source is told by id, name and organization, and never by its key', async () => {
  const { status, body } = await get('field=source&q=DISK', 'cafe');
  expect([status, body]).toEqual([
    200,
    [
      { id: expect.any(Number), name: 'Disk watch', organization_id: 'cafe' },
      { id: expect.any(Number), name: 'disk 100%', organization_id: 'cafe' },
    ],
  ]);
});

test('a part of the name is looked for, nothing in it is a wildcard, and the scope holds', async () => {
  expect(await names('field=source&q=%25')).toEqual(['disk 100%']);
  expect(await names('field=source&q=disk_')).toEqual([]);
  expect(await names('field=policy')).toEqual(['Day', 'Default', 'Night', 'Night']);
  expect(await names('field=policy&limit=1')).toEqual(['Day']);
  expect(await names('field=policy&q=&limit=', 'bar')).toEqual(['Default', 'Night']);
  expect((await get('field=policy&organization_id=bar', 'north')).status).toBe(403);
});

test('a number is its own id, once for each organization', async () => {
  expect((await get('field=number')).body).toEqual([
    { id: '+39 06 1', name: '+39 06 1', organization_id: 'cafe' },
    { id: '+49 30 2', name: '+49 30 2', organization_id: 'bar' },
  ]);
  expect(await names('field=number&q=+49+30')).toEqual(['+49 30 2']);
});

test.each(['', 'field=severity', 'field=source&limit=0', 'field=number&limit=101', 'field=source&q=%00'])(
  '?%s is refused',
  async (query) => {
    const { status, body } = await get(query);
    expect([status, body.code]).toEqual([400, 'BAD_REQUEST']);
  },
);
