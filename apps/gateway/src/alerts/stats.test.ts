import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const stats = async (query = '', caller = 'owner') => (await gateway.as(caller).get(`/api/alerts/stats${query}`)).body.data;

/** Starts at the minute, takes so many seconds, and was recorded on that day of May. */
const ended = (organization: string, alertname: string, minute: number, seconds: number, day: number, more: Partial<Told> = {}): Told => {
  const startsAt = new Date(Date.UTC(2026, 4, 1, 0, minute));
  const times = { startsAt, endsAt: new Date(startsAt.getTime() + seconds * 1000), recordedAt: new Date(Date.UTC(2026, 4, day)) };
  return { via: 'import', organization, alertname, fingerprint: `${organization} ${alertname} ${minute}`, ...times, ...more };
};

test('without alerts there is no mean and no gap', async () => {
  const { status, body } = await gateway.as('owner').get('/api/alerts/stats');
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      code: 200,
      message: 'alert stats retrieved successfully',
      data: { total: 0, by_severity: { critical: 0, warning: 0, info: 0 }, top_alertnames: [], top_systems: [] },
    },
  });
});

test('the figures are those of the resolved alerts of the range, in scope', async () => {
  await tell(gateway.database.store, [
    ended('cafe', 'Disk', 0, 60, 1, { severity: 'critical', systemKey: 'S1' }),
    ended('cafe', 'Disk', 10, 61, 2, { severity: 'critical', systemKey: 'S2' }),
    ended('deli', 'Load', 20, 30, 3, { severity: 'warning', systemKey: 'S2' }),
    ended('bar', 'Load', 30, 0, 4, { severity: 'none', systemKey: null }),
    ended('bar', 'Zulu', 40, 0, 5, { severity: null }),
    { organization: 'bar', fingerprint: 'open', alertname: 'Open' },
  ]);
  expect(await stats()).toEqual({
    total: 5,
    by_severity: { critical: 2, warning: 1, info: 0, none: 1, unknown: 1 },
    top_alertnames: [
      { alertname: 'Disk', count: 2 },
      { alertname: 'Load', count: 2 },
      { alertname: 'Zulu', count: 1 },
    ],
    top_systems: [
      { system_key: 'S2', count: 2 },
      { system_key: 'S1', count: 1 },
    ],
    mttr_seconds: 30,
    mtbf_seconds: 600,
  });
  expect(await stats('', 'cafe')).toMatchObject({ total: 2, mttr_seconds: 61, mtbf_seconds: 600 });
  expect(await stats('?organization_id=shop&organization_id=bar&include=descendants')).toMatchObject({ total: 5 });
  expect(await stats('?organization_id=shop&organization_id=bar')).toMatchObject({ total: 2 });
});

test('the range is by created_at, from inclusive, to exclusive', async () => {
  const one = await stats('?from_date=2026-05-02T00:00:00Z&to_date=2026-05-03T00:00:00Z');
  expect(one).toMatchObject({ total: 1, mttr_seconds: 61 });
  expect(one).not.toHaveProperty('mtbf_seconds');
  expect(await stats('?from_date=2026-05-04T00:00:00Z')).toMatchObject({ total: 2, mttr_seconds: 0 });
  expect(await stats('?to_date=2026-05-01T00:00:00.001Z')).toMatchObject({ total: 1 });
});

test('top cuts both lists, ties by name', async () => {
  const { top_alertnames, top_systems } = await stats('?top=1');
  expect([top_alertnames, top_systems]).toEqual([[{ alertname: 'Disk', count: 2 }], [{ system_key: 'S2', count: 2 }]]);
});

test.each([
  ...['top=0', 'top=51', 'top=1&top=2', 'top=', 'from_date=2026-05-12T00:00:00+02:00', 'to_date=%00'],
  'from_date=2026-05-12T00:00:00Z&to_date=2026-05-12T00:00:00Z',
])('?%s is refused', async (query) => {
  const { status, body } = await gateway.as('owner').get(`/api/alerts/stats?${query}`);
  expect([status, body.data.errors.length]).toEqual([400, 1]);
});
