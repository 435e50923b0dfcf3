import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

const gateway = useGateway();
const get = async (path: string, query = '') => {
  const range = 'from=2026-03-02T00:00:00Z&until=2026-03-09T00:00:00Z&timezone=UTC';
  return gateway.as('owner').get(`/reports/${path}?${range}&${query}`);
};
const at = (text: string): Date => new Date(`2026-03-${text}Z`);

beforeAll(async () => {
  const one = (organization: string, fingerprint: string, start: string, end: string, team = 'core') => ({
    ...{ organization, fingerprint, startsAt: at(start), endsAt: at(end), labels: { team } },
  });
  await tell(gateway.database.store, [
    one('cafe', 'before', '01T22:00:00', '01T23:00:00'),
    one('cafe', 'a', '03T10:00:00', '03T10:20:00'),
    { ...one('deli', 'b', '03T12:00:00', '03T12:10:00', 'edge'), acknowledgedAt: at('03T12:05:00') },
    one('cafe', 'c', '08T23:59:00', '08T23:59:30'),
  ]);
});

test('the series has every bucket, the range before, the largest groups and the rest', async () => {
  const { body } = await get('alerts/series', 'group-by=DAY&compare=previous&by=organization');
  expect(body.buckets).toHaveLength(7);
  const bounds = { bucket: '2026-03-03', from: '2026-03-03T00:00:00Z', until: '2026-03-04T00:00:00Z' };
  expect(body.buckets[1]).toEqual({ ...bounds, count: 2, acknowledged: 1, mtta: 300, resolved: 2, mttr: 900 });
  expect(body.buckets[2]).toMatchObject({ bucket: '2026-03-04', count: 0, acknowledged: 0, resolved: 0 });
  expect(body.previous).toHaveLength(7);
  expect(body.previous.at(-1)).toMatchObject({ bucket: '2026-03-01', count: 1, mttr: 3_600 });
  const sums = body.groups.map(({ id, name, buckets }: { id: string; name: string; buckets: { count: number }[] }) => [
    ...[id, name],
    buckets.reduce((sum, { count }) => sum + count, 0),
  ]);
  expect(sums).toEqual([
    ['cafe', 'cafe', 2],
    ['deli', 'deli', 1],
  ]);
  expect(body).not.toHaveProperty('rest');
});

test('sources are shown by their names, and the series alone without being asked for more', async () => {
  expect((await get('alerts/series', 'by=source')).body.groups.map(({ name }: { name: string }) => name)).toEqual(['default', 'default']);
  expect(Object.keys((await get('alerts/series')).body)).toEqual(['buckets']);
  expect((await get('alerts/series', 'by=host')).status).toBe(400);
});

test('a filter holds for each of the reports, and what is no matcher is refused with its place', async () => {
  const edge = 'filter=team%3D%22edge%22';
  expect((await get('alerts/series', edge)).body.buckets[0].count).toBe(1);
  expect((await get('alerts/insights', edge)).body.overall.count).toBe(1);
  expect((await get('availability', `by=organization&${edge}`)).body).toMatchObject([{ key: 'deli', episodes: 1 }]);
  expect((await get('tuning', 'filter=organization_id%3D~%22c.*%22')).body).toMatchObject([{ episodes: 2 }]);
  expect((await get('interruptions', edge)).body.assignees).toEqual([{ user_id: null, business: 1, off: 0, sleep: 0 }]);
  const { status, body } = await get('bursts', 'filter=team%3D~%22%5B%22');
  expect([status, body.errors]).toEqual([400, [{ key: 'filter', value: 'team=~"["', message: expect.stringMatching(/ at \d+$/) }]]);
});
