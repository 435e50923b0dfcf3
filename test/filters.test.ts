import { readFileSync } from 'node:fs';
import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

// biome-ignore lint/suspicious/noExplicitAny: a test reads answers of any shape
type Body = any;
const RANGE = 'from=2026-05-01T00:00:00Z&until=2026-06-01T00:00:00Z&timezone=UTC';
/** Where CONTRACT 4.1 lets a filter narrow an answer, what else is asked, and how many alerts the answer speaks of. */
const NARROWED: Record<string, [query: string, found: (body: Body) => number]> = {
  '/api/alerts': ['', ({ data }) => data.alerts.length + data.pagination.total_count],
  '/api/alerts/history': ['', ({ data }) => data.alerts.length + data.pagination.total_count],
  '/api/alerts/stats': ['', ({ data }) => data.total + data.top_alertnames.length],
  '/api/v2/alerts': ['', (alerts) => alerts.length],
  '/api/v2/alerts/groups': ['', (groups) => groups.length],
  '/reports/alerts': [RANGE, (rows) => rows.length],
  '/reports/alerts/summary': [RANGE, (rows) => rows.length],
  '/reports/alerts/insights': [`${RANGE}&group-by-label=team`, ({ overall, groups }) => overall.count + groups.length],
  '/reports/alerts/series': [RANGE, ({ buckets }) => buckets.reduce((sum: number, { count }: { count: number }) => sum + count, 0)],
  '/reports/availability': [RANGE, (rows) => rows.length],
  '/reports/tuning': [RANGE, (rows) => rows.length],
  '/reports/bursts': [`${RANGE}&minimum=3&outside=true`, ({ bursts, outside }) => bursts.length + outside.count],
  '/reports/interruptions': [RANGE, ({ buckets, assignees }) => buckets.length + assignees.length],
  '/reports/suppression': [RANGE, (rows) => rows.length],
};
/** What filters narrow besides alerts. */
const OTHERS = ['/api/v2/silences', '/api/alerts/stream', '/api/alerts/notifications', '/api/alerts/notifications/stats'];

const gateway = useGateway();
const asked = async (path: string, filter: string) =>
  gateway.as('owner').get(`${path}?${NARROWED[path]?.[0]}&filter=${encodeURIComponent(filter)}`);

beforeAll(async () => {
  const hour = (n: number): Date => new Date(Date.UTC(2026, 4, 12, n));
  const told = ['cafe', 'deli', 'bar'].flatMap((organization) => [
    { ...{ organization, fingerprint: 'ended', systemKey: organization }, startsAt: hour(7), endsAt: hour(8), labels: { team: 'core' } },
    { ...{ organization, fingerprint: 'running', systemKey: organization }, startsAt: hour(9), labels: { team: 'core' } },
  ]);
  const status = { state: 'suppressed' as const, silencedBy: ['s1'], inhibitedBy: [] };
  await tell(
    gateway.database.store,
    told.map((one) => ({ ...one, via: 'refresher' as const, ...(one.fingerprint === 'running' && { status }) })),
  );
});

test('whatever takes a filter is one of these', () => {
  const { paths } = JSON.parse(readFileSync('openapi.json', 'utf8'));
  const taking = Object.keys(paths).filter((path) => paths[path].get?.parameters?.some(({ name }: { name: string }) => name === 'filter'));
  expect(taking.filter((path) => !OTHERS.includes(path)).sort()).toEqual(Object.keys(NARROWED).sort());
});

test.each(Object.keys(NARROWED))('%s is narrowed by a filter, to nothing where nothing matches', async (path) => {
  const found = async (filter: string): Promise<number> => {
    const { status, body } = await asked(path, filter);
    expect(status).toBe(200);
    return NARROWED[path]?.[1](body) ?? 0;
  };
  const [all, some] = [await found(''), await found('organization_id=~"cafe|deli"')];
  expect([all > 0, some > 0]).toEqual([true, true]);
  expect(await found('team="core"')).toBe(all);
  expect(await found('team="edge"')).toBe(0);
  expect(await found('missing!=""')).toBe(0);
});

test.each(Object.keys(NARROWED))('%s refuses what is no matcher, with its place, in the words of its family', async (path) => {
  for (const wrong of ['team', 'team=~"a("', 'team=~"(?=a)"', '{team="core"}', 'team="core",zone="eu"']) {
    const { status, body } = await asked(path, wrong);
    expect(status).toBe(400);
    if (path.startsWith('/api/v2')) expect(body).toEqual(expect.stringMatching(/ at \d+$/));
    else {
      const { errors } = path.startsWith('/api') ? body.data : body;
      expect(errors).toEqual([{ key: 'filter', value: wrong, message: expect.stringMatching(/ at \d+$/) }]);
    }
  }
  const many = Array.from({ length: 21 }, () => 'filter=team=core').join('&');
  expect((await gateway.as('owner').get(`${path}?${NARROWED[path]?.[0]}&${many}`)).status).toBe(400);
});

test.each(['alert-history', 'alerts', 'alerts-summary'])('an order of %s is refused for what is no matcher', async (report_type) => {
  const order = { report_type, format: 'csv', start_date: '2026-05-01', end_date: '2026-05-31', filters: { filter: ['team=~"a("'] } };
  const { status, body } = await gateway.as('owner').post('/reports/export', order);
  expect([status, body.errors]).toEqual([
    400,
    [{ key: 'filters.filter', value: 'team=~"a("', message: expect.stringMatching(/ at \d+$/) }],
  ]);
});
