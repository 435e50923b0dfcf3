import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const get = async (path: string, caller = 'owner') => gateway.as(caller).get(`/api/alerts/episodes${path}`);
const at = (minute: number): Date => new Date(Date.UTC(2026, 4, 12, 7, minute));
const text = (minute: number): string => at(minute).toISOString().replace('.000Z', 'Z');
const told = (start: number, end: number | null, more: Partial<Told> = {}): Told => ({
  organization: 'cafe',
  fingerprint: 'tale',
  alertname: 'DiskFull',
  startsAt: at(start),
  endsAt: end === null ? null : at(end),
  ...more,
});
type Shown = { alert_id: string; starts_at: string };
const starts = async (query: string, caller?: string): Promise<string[]> =>
  (await get(query, caller)).body.data.episodes.map(({ starts_at }: Shown) => starts_at);

beforeAll(async () => {
  for (const [start, end] of [
    [0, 5],
    [10, 15],
    [15, 18],
  ] as const)
    await tell(gateway.database.store, [told(start, end)]);
  // Other labels under the same fingerprint, and the same fingerprint elsewhere.
  await tell(gateway.database.store, [
    told(20, 25, { severity: 'critical', labels: { disk: 'sda' } }),
    told(3, 4, { organization: 'bar' }),
  ]);
  await tell(gateway.database.store, [told(30, null, { annotations: { summary: 'full' } })]);
  await gateway.as('north', { subject: 'u7' }).post('/api/alerts/assignment?organization_id=cafe', { fingerprint: 'tale' });
});

test('the episodes of a fingerprint come newest first, the running one among them, whatever their labels', async () => {
  const query = '?organization_id=cafe&fingerprint=tale';
  expect(await starts(query)).toEqual([30, 20, 15, 10, 0].map(text));
  const { body } = await get(query);
  expect(body.message).toBe('alert episodes retrieved successfully');
  expect(body.data.next_cursor).toBeNull();
  expect(body.data.episodes[0]).toEqual({
    ...{ id: expect.any(Number), organization_id: 'cafe', system_key: null, alertname: 'DiskFull', severity: 'critical', status: 'firing' },
    ...{ fingerprint: 'tale', starts_at: text(30), ends_at: null, acknowledged_at: expect.stringMatching(/Z$/), summary: 'full' },
    ...{ labels: expect.any(Object), annotations: { summary: 'full' }, receiver: null, resolution: null, created_at: null },
    ...{ alert_id: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{11}$/), close_reason: null, memo: null },
    assigned_to: {
      ...{ user_id: 'u7', user_name: 'u7', user_org_id: 'north', user_org_name: 'north', assigned_at: expect.stringMatching(/Z$/) },
    },
  });
  expect(body.data.episodes[1]).toMatchObject({ status: 'resolved', severity: 'critical', ends_at: text(25), resolution: 'webhook' });
});

test('a row of the history leads to its episode, and has the same keys', async () => {
  const [row] = (await gateway.as('cafe').get('/api/alerts/history')).body.data.alerts;
  const { status, body } = await get(`/${row.alert_id}`, 'cafe');
  expect({ status, data: body.data }).toEqual({ status: 200, data: { ...row, close_reason: null, memo: null, assigned_to: null } });
});

test('an open alert leads to its episode, and keeps its id when it has ended and was closed with a reason', async () => {
  await tell(gateway.database.store, [told(1, null, { organization: 'deli', fingerprint: 'later' })]);
  const [{ alert_id }] = (await gateway.as('deli').get('/api/alerts')).body.data.alerts;
  expect((await get(`/${alert_id}`)).body.data).toMatchObject({ status: 'firing', organization_id: 'deli' });
  const key = await gateway.withKey({ organization_id: 'deli' });
  await key.put(`/api/v0/alerts/${alert_id}`, { memo: 'look here' });
  await key.post(`/api/v0/alerts/${alert_id}/close`, { reason: 'replaced' });
  const { data } = (await get(`/${alert_id}`)).body;
  expect(data).toMatchObject({ alert_id, status: 'resolved', resolution: 'manual', close_reason: 'replaced', memo: 'look here' });
});

test('an alert that has become part of another leads to that one', async () => {
  const one = (start: number, end: number) => told(start, end, { organization: 'kiosk', fingerprint: 'woven' });
  await tell(gateway.database.store, [one(0, 10)]);
  await tell(gateway.database.store, [one(20, 30)]);
  const before: Shown[] = (await get('?organization_id=kiosk&fingerprint=woven')).body.data.episodes;
  await tell(gateway.database.store, [one(5, 25)]);
  const after: Shown[] = (await get('?organization_id=kiosk&fingerprint=woven')).body.data.episodes;
  expect(after).toHaveLength(1);
  for (const { alert_id } of before) expect((await get(`/${alert_id}`)).body.data).toEqual(after[0]);
});

test.each([
  [0, [0]],
  [4, [0]],
  [5, []],
  [15, [15]],
  [17, [15]],
  [19, []],
  [29, []],
  [500, [30]],
])('at minute %i ran %j', async (minute, expected) => {
  expect(await starts(`?organization_id=cafe&fingerprint=tale&starts_at=${text(minute)}`)).toEqual(expected.map(text));
});

test('pages go on after their cursor and show each episode once', async () => {
  const seen: string[] = [];
  for (let cursor = ''; ; ) {
    const { episodes, next_cursor } = (await get(`?organization_id=cafe&fingerprint=tale&limit=2&cursor=${cursor}`)).body.data;
    seen.push(...episodes.map(({ starts_at }: Shown) => starts_at));
    if (next_cursor === null) break;
    cursor = next_cursor;
  }
  expect(seen).toEqual([30, 20, 15, 10, 0].map(text));
});

test('what is unknown and what belongs to others is not found alike', async () => {
  const [{ alert_id }] = (await gateway.as('bar').get('/api/alerts/history')).body.data.alerts;
  const notFound = { status: 404, body: { code: 404, message: 'alert not found', data: {} } };
  for (const id of [alert_id, 'zzzzzzzzzzz', '11111111111', 'x', '%00', '1'.repeat(100)]) {
    const { status, body } = await get(`/${id}`, 'north');
    expect({ status, body }).toEqual(notFound);
  }
  expect(await starts('?organization_id=cafe&fingerprint=never')).toEqual([]);
  expect(await starts('?organization_id=nobody&fingerprint=tale')).toEqual([]);
  expect(await starts('?fingerprint=tale&organization_id=bar', 'cafe')).toHaveLength(5);
  expect((await get('?organization_id=bar&fingerprint=tale', 'north')).status).toBe(403);
});

test.each([
  ['fingerprint=tale', 'organization_id'],
  ['organization_id=cafe', 'fingerprint'],
  ['organization_id=cafe&fingerprint=%00', 'fingerprint'],
  ['organization_id=cafe&fingerprint=tale&limit=0', 'limit'],
  ['organization_id=cafe&fingerprint=tale&limit=101', 'limit'],
  ['organization_id=cafe&fingerprint=tale&cursor=x', 'cursor'],
  [`organization_id=cafe&fingerprint=tale&cursor=${Buffer.from('[9e15,1]').toString('base64url')}`, 'cursor'],
  ['organization_id=cafe&fingerprint=tale&starts_at=today', 'starts_at'],
])('?%s is refused', async (query, key) => {
  const { status, body } = await get(`?${query}`);
  expect([status, body.data.errors.map((error: { key: string }) => error.key)]).toEqual([400, [key]]);
});
