import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

const gateway = useGateway();
const get = (path: string, caller = 'owner') => gateway.as(caller).get(path);

beforeAll(async () => {
  const ended = { startsAt: new Date('2026-05-12T07:00:00Z'), endsAt: new Date('2026-05-12T07:05:00Z') };
  await tell(gateway.database.store, [
    { organization: 'bar', fingerprint: 'a', ...ended },
    { organization: 'bar', fingerprint: 'b', ...ended },
  ]);
});

test.each([
  ['history', 'page=0', 'page'],
  ['history', 'page=-1', 'page'],
  ['history', 'page=1.5', 'page'],
  ['history', 'page=1e3', 'page'],
  ['history', 'page=', 'page'],
  ['history', 'page=99999999999999999999', 'page'],
  ['history', 'page=1&page=2', 'page'],
  ['history', 'page=%00', 'page'],
  ['history', 'page_size=0', 'page_size'],
  ['history', 'page_size=201', 'page_size'],
  ['history', 'page_size=ten', 'page_size'],
  ['history', 'page_size=1&page_size=1', 'page_size'],
  ['history', 'sort_by=labels', 'sort_by'],
  ['history', 'sort_by=CREATED_AT', 'sort_by'],
  ['history', 'sort_by=id&sort_by=id', 'sort_by'],
  ['history', 'sort_by=__proto__', 'sort_by'],
  ['history', 'sort_direction=up', 'sort_direction'],
  ['history', 'sort_direction=asc&sort_direction=asc', 'sort_direction'],
  ['history', 'from_date=yesterday', 'from_date'],
  ['history', 'from_date=2026-05-12', 'from_date'],
  ['history', 'from_date=2026-05-12T00:00:00', 'from_date'],
  ['history', 'from_date=2026-05-12T00:00:00+02:00', 'from_date'],
  ['history', 'from_date=2026-02-30T00:00:00Z', 'from_date'],
  ['history', 'from_date=2026-05-12T00:00:00Z&from_date=2026-05-13T00:00:00Z', 'from_date'],
  ['history', 'to_date=%00', 'to_date'],
  ['history', 'from_date=2026-05-12T00:00:00Z&to_date=2026-05-12T00:00:00Z', 'to_date'],
  ['history', 'from_date=2026-05-12T00:00:00Z&to_date=2026-05-11T00:00:00Z', 'to_date'],
  ['history', 'severity=critical&severity=%00', 'severity'],
  ['history', 'status=pending', 'status'],
  ['history', 'alertname=%00', 'alertname'],
  ['history', 'alertname=a&alertname=b%00', 'alertname'],
  ['history', 'system_key=%00', 'system_key'],
  ['history', 'cursor=', 'cursor'],
  ['history', 'cursor=%00', 'cursor'],
  ['history', 'cursor=nonsense', 'cursor'],
  ['history', 'cursor=nonsense&status=firing', 'cursor'],
  ['history', 'cursor=W10', 'cursor'],
  ['history', 'cursor=bnVsbA', 'cursor'],
  ['history', 'cursor=a&cursor=b', 'cursor'],
  ['trend', 'period=0', 'period'],
  ['trend', 'period=8', 'period'],
  ['trend', 'period=', 'period'],
  ['trend', 'period=7d', 'period'],
  ['trend', 'period=99999999999999999999', 'period'],
  ['trend', 'period=7&period=7', 'period'],
  ['trend', 'timezone=', 'timezone'],
  ['trend', 'timezone=%00', 'timezone'],
  ['trend', 'timezone=CEST', 'timezone'],
  ['trend', 'timezone=%2B02:00', 'timezone'],
  ['trend', 'timezone=UTC&timezone=UTC', 'timezone'],
])('%s refuses %s with one entry for %s', async (route, query, key) => {
  const { status, body } = await get(`/api/alerts/${route}?${query}`);
  expect({ status, body }).toEqual({
    status: 400,
    body: {
      code: 400,
      message: 'validation failed',
      data: { type: 'validation_error', errors: [{ key, message: expect.stringMatching(/\w/), value: expect.anything() }] },
    },
  });
});

test('every fault has its entry', async () => {
  const { body } = await get('/api/alerts/history?page=x&page_size=0&status=pending');
  expect(body.data.errors.map((error: { key: string }) => error.key).sort()).toEqual(['page', 'page_size', 'status']);
});

test.each([
  ['history?page=0', '0'],
  ['history?page_size=201', '201'],
  ['history?page=1&page=2', ['1', '2']],
  ['history?status=pending', 'pending'],
  ['history?status=resolved&status=pending', ['resolved', 'pending']],
  ['stats?top=51', '51'],
])('the fault of %s shows the value as it was sent', async (query, value) => {
  expect((await get(`/api/alerts/${query}`)).body.data.errors).toEqual([expect.objectContaining({ value })]);
});

test.each(['totals', 'trend', 'history'])('%s ignores parameters that it does not know', async (route) => {
  const { status } = await get(
    `/api/alerts/${route}?nonsense=1&__proto__=1&constructor=1&alertname[]=%00&organization_id=&include=everything`,
  );
  expect(status).toBe(200);
});

test.each(['totals', 'trend', 'history'])('%s takes any organization_id for a name, and no more than 500', async (route) => {
  const path = `/api/alerts/${route}?organization_id=%00&organization_id='%3B--&organization_id=${'x'.repeat(5_000)}`;
  expect((await get(path)).status).toBe(200);
  expect((await get(path, 'north')).status).toBe(403);
  expect((await get(path, 'bar')).status).toBe(200);
  const many = (count: number) => get(`/api/alerts/${route}?${Array.from({ length: count }, (_, i) => `organization_id=${i}`).join('&')}`);
  expect((await many(500)).status).toBe(200);
  expect((await many(501)).status).toBe(400);
});

const SORTS = ['id', 'alertname', 'severity', 'status', 'starts_at', 'ends_at', 'created_at'];

test('a cursor that was altered anywhere is refused, never an error of ours', async () => {
  for (const sort of SORTS) {
    const query = `/api/alerts/history?page_size=1&sort_by=${sort}`;
    const cursor: string = (await get(query)).body.data.pagination.next_cursor;
    expect((await get(`${query}&cursor=${cursor}`)).status).toBe(200);
    const [mark, key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const forged = [
      [mark, 'not a key', id],
      [mark, key, id + 1],
      [mark, key, 2 ** 60],
      [mark, '0000-01-01T00:00:00.000Z', id],
      [mark, null, id],
      [mark, { key }, id],
      [mark],
    ].map((parts) => Buffer.from(JSON.stringify(parts)).toString('base64url'));
    const cut = Array.from({ length: 8 }, (_, i) => cursor.slice(0, Math.floor((cursor.length * i) / 8)));
    for (const altered of [...forged, ...cut]) expect((await get(`${query}&cursor=${altered}`)).status).toBe(400);
  }
});

test.each(['&severity=critical', '&sort_direction=asc', '&sort_by=id', '&from_date=2026-01-01T00:00:00Z', '&alertname=DiskFull'])(
  'a cursor is refused with %s that its page had not',
  async (more) => {
    const cursor: string = (await get('/api/alerts/history?page_size=1')).body.data.pagination.next_cursor;
    expect((await get(`/api/alerts/history?page_size=1&cursor=${cursor}`)).body.data.alerts).toHaveLength(1);
    expect((await get(`/api/alerts/history?page_size=1&cursor=${cursor}${more}`)).status).toBe(400);
  },
);
