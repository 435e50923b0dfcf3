import fc from 'fast-check';
import { zoneForSql } from '#metrics';
import { foldPending } from '#persistence';
import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const trend = async (query = '', caller = 'owner') => (await gateway.as(caller).get(`/api/alerts/trend${query}`)).body.data;
const day = 86_400_000;
const ended = (organization: string, fingerprint: string, recordedAt: Date): Told => {
  const endsAt = new Date(recordedAt.getTime() - 60_000);
  return { via: 'import', organization, fingerprint, startsAt: endsAt, endsAt, recordedAt };
};

test('an empty history is zero on each of the last 7 UTC days, today last', async () => {
  const { status, body } = await gateway.as('owner').get('/api/alerts/trend');
  const today = new Date().toISOString().slice(0, 10);
  expect(status).toBe(200);
  expect(body).toEqual({
    code: 200,
    message: 'alerts trend retrieved successfully',
    data: {
      ...{ period: 7, period_label: '7 days', current_total: 0, previous_total: 0, delta: 0, delta_percentage: 0, trend: 'stable' },
      data_points: Array.from({ length: 7 }, (_, i) => ({
        date: new Date(Date.parse(today) - (6 - i) * day).toISOString().slice(0, 10),
        count: 0,
      })),
    },
  });
});

test.each([
  ['7', '7 days', 7],
  ['30', '30 days', 30],
  ['180', '6 months', 180],
  ['365', '1 year', 365],
])('a period of %s is labelled %s and has a point for each day, ascending without a gap', async (period, label, points) => {
  const data = await trend(`?period=${period}`);
  expect([data.period, data.period_label, data.data_points.length]).toEqual([points, label, points]);
  const dates: string[] = data.data_points.map((point: { date: string }) => point.date);
  expect(dates.slice(1).every((date, i) => Date.parse(date) - Date.parse(dates[i] ?? '') === day)).toBe(true);
});

test('the change is told against the equally long run of days before, in the scope asked for', async () => {
  const ago = (days: number): Date => new Date(Date.now() - days * day);
  const told = [...Array(4)].map((_, i) => ended('cafe', `now ${i}`, ago(3)));
  const before = [...Array(3)].map((_, i) => ended('deli', `before ${i}`, ago(10)));
  await tell(gateway.database.store, [...told, ...before, ended('deli', 'long ago', ago(20)), ended('bar', 'elsewhere', ago(1))]);
  const { data_points, ...up } = await trend('', 'shop');
  expect(up).toEqual({
    ...{ period: 7, period_label: '7 days', current_total: 4, previous_total: 3, delta: 1, delta_percentage: 33.33, trend: 'up' },
  });
  const dayOfFour = ago(3).toISOString().slice(0, 10);
  expect(data_points.filter((point: { count: number }) => point.count > 0)).toEqual([{ date: dayOfFour, count: 4 }]);
  expect(await trend('', 'deli')).toMatchObject({ current_total: 0, previous_total: 3, delta: -3, delta_percentage: -100, trend: 'down' });
  expect(await trend('', 'bar')).toMatchObject({ current_total: 1, previous_total: 0, delta_percentage: 0, trend: 'up' });
  expect(await trend('?organization_id=shop', 'north')).toMatchObject({ current_total: 0, previous_total: 0, trend: 'stable' });
});

const naive = async (zone: string, period: number): Promise<{ points: { date: string; count: number }[]; previous: number }> => {
  const points: { date: string; count: number }[] = await gateway.database.store.query(
    `SELECT to_char(day, 'YYYY-MM-DD') AS date, count(a.created_at)::int AS count
       FROM (SELECT (now() AT TIME ZONE $1)::date - ago AS day FROM generate_series(0, $2 * 2 - 1) AS ago) AS days
       LEFT JOIN alert_history a ON (a.created_at AT TIME ZONE $1)::date = day GROUP BY day ORDER BY day`,
    [zoneForSql(zone), period],
  );
  return { points: points.slice(period), previous: points.slice(0, period).reduce((sum, { count }) => sum + count, 0) };
};

test('in every zone the points are those of naive SQL and add up to the total, folded or not', async () => {
  const { store } = gateway.database;
  const instants = fc.sample(fc.integer({ min: 0, max: 740 * 96 }), { numRuns: 1_500, seed: 3 });
  const customers = ['cafe', 'deli', 'kiosk', 'bar'];
  const quarter = Math.floor(Date.now() / 900_000);
  const told = instants.map((ago, i) => {
    const edge = [0, 1, 899_999][i % 3] ?? 0;
    return ended(customers[i % 4] ?? '', `zone ${i}`, new Date((quarter - ago) * 900_000 + edge - 900_000));
  });
  await tell(store, told.slice(0, 1_000));
  await foldPending(store);
  await tell(store, told.slice(1_000));
  const zones: { name: string }[] = await store.query(
    `SELECT name FROM pg_timezone_names WHERE name ~ '^(Africa|America|Asia|Australia|Europe|Pacific)/[A-Z][a-z_A-Z]+$' ORDER BY md5(name) LIMIT 30`,
  );
  const asked = [
    'UTC',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'America/St_Johns',
    'Pacific/Apia',
    'CET',
    ...zones.map(({ name }) => name),
  ];
  for (const [i, timezone] of asked.entries()) {
    const period = [7, 30, 180, 365][i % 4] ?? 7;
    const data = await trend(`?period=${period}&timezone=${encodeURIComponent(timezone)}`);
    const { points, previous } = await naive(timezone, period);
    expect({ timezone, points: data.data_points, previous: data.previous_total }).toEqual({ timezone, points, previous });
    expect(data.current_total).toBe(points.reduce((sum, { count }) => sum + count, 0));
  }
});
