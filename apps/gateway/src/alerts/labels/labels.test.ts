import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

const gateway = useGateway();
const get = async (path = '', caller = 'owner') => (await gateway.as(caller).get(`/api/alerts/labels${path}`)).body;

beforeAll(async () => {
  const one = (organization: string, fingerprint: string, labels: Record<string, string>) => ({ organization, fingerprint, labels });
  await tell(gateway.database.store, [
    one('cafe', 'a', { alertname: 'Disk', team: 'core', empty: '' }),
    one('cafe', 'b', { alertname: 'Load', team: 'edge' }),
    one('bar', 'a', { team: 'core', zone: 'eu' }),
  ]);
});

test('labels come with how many values and series they have, most frequent first', async () => {
  const { code, data } = await get();
  expect([code, data.labels]).toEqual([
    200,
    [
      { name: 'alertname', values: 3, series: 3 },
      { name: 'organization_id', values: 2, series: 3 },
      { name: 'severity', values: 1, series: 3 },
      { name: 'team', values: 2, series: 3 },
      { name: 'zone', values: 1, series: 1 },
    ],
  ]);
  expect((await get('', 'cafe')).data.labels.map(({ name }: { name: string }) => name)).not.toContain('zone');
});

test('values of a label are those of the scope, found by a part, and a label that nothing carries has none', async () => {
  expect((await get('/team')).data.values).toEqual([
    { value: 'core', series: 2 },
    { value: 'edge', series: 1 },
  ]);
  expect((await get('/organization_id', 'cafe')).data.values).toEqual([{ value: 'cafe', series: 2 }]);
  expect((await get('/team?q=dg')).data.values).toEqual([{ value: 'edge', series: 1 }]);
  expect((await get('/team?q=DG')).data.values).toEqual([]);
  expect((await get('/nothing')).data.values).toEqual([]);
});

test('pages follow each other by their cursors', async () => {
  const { data } = await get('/team?limit=1');
  expect(data.values).toEqual([{ value: 'core', series: 2 }]);
  const next = (await get(`/team?limit=1&cursor=${data.next_cursor}`)).data;
  expect(next).toEqual({ values: [{ value: 'edge', series: 1 }], next_cursor: null });
  expect((await get('?limit=101')).code).toBe(400);
});
