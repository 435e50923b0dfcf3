import { saveTenantSilences } from '#persistence';
import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';
import { matchersOf } from './matchers-of.js';

const gateway = useGateway();
type Alert = { fingerprint: string; labels: Record<string, string>; receivers: { name: string }[] };
const get = async (path: string, caller = 'owner') => (await gateway.as(caller).get(`/api/v2/${path}`)).body;
const prints = async (query: string, caller?: string): Promise<string> =>
  (await get(`alerts${query}`, caller)).map(({ fingerprint }: Alert) => fingerprint).join(' ');
const suppressed = { state: 'suppressed' as const, silencedBy: ['s1'], inhibitedBy: [] };
const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

beforeAll(async () => {
  await tell(gateway.database.store, [
    {
      organization: 'cafe',
      fingerprint: 'c1',
      labels: { alertname: 'DiskFull', pod: 'api-1' },
      receiver: 'team-a',
      annotations: { summary: 'full' },
    },
    {
      organization: 'deli',
      fingerprint: 'b2',
      labels: { alertname: 'DiskFull' },
      via: 'refresher',
      status: suppressed,
      receiver: 'team-b',
    },
    { organization: 'bar', fingerprint: 'a3', labels: { alertname: 'Load' }, severity: 'warning', systemKey: 'NETH-1' },
    { organization: 'bar', fingerprint: 'gone', labels: { alertname: 'Load' }, endsAt: new Date('2026-05-12T08:00:00Z') },
  ]);
});

test('an alert has the shape of an Alertmanager’s, with its organization among the labels', async () => {
  const [alert, ...others] = await get('alerts', 'cafe');
  expect(others).toEqual([]);
  expect(alert).toEqual({
    annotations: { summary: 'full' },
    endsAt: expect.any(String),
    fingerprint: 'c1',
    receivers: [{ name: 'team-a' }],
    startsAt: '2026-05-12T07:00:00Z',
    status: { state: 'active', silencedBy: [], inhibitedBy: [], mutedBy: [] },
    updatedAt: expect.any(String),
    generatorURL: '',
    labels: { alertname: 'DiskFull', severity: 'critical', pod: 'api-1', organization_id: 'cafe' },
  });
  expect(Date.parse(alert.endsAt)).toBeGreaterThan(Date.now());
});

test.each([
  ['', 'a3 b2 c1'],
  ['?active=false', 'b2'],
  ['?silenced=false', 'a3 c1'],
  ['?filter=organization_id="bar"', 'a3'],
  ['?filter=system_key=NETH-1', 'a3'],
  ['?filter=pod=~api-.*', 'c1'],
  ['?filter=pod=~"api-\\d"', 'c1'],
  ['?filter=pod=', 'a3 b2'],
  ['?filter=alertname="DiskFull"&filter=pod!=""', 'c1'],
  ['?receiver=team-.*', 'b2 c1'],
  ['?receiver=team', ''],
  ['?organization_id=shop&include=descendants', 'b2 c1'],
])('GET /api/v2/alerts%s shows %s', async (query, expected) => {
  expect(await prints(query.replaceAll('"', '%22').replaceAll('\\', '%5C'))).toBe(expected);
});

test('what is refused is told in a JSON text', async () => {
  for (const [path, status, text] of [
    ['alerts?filter=%7B', 400, 'filter: a label name is expected at 0'],
    ['alerts?filter=a=~%22(%22', 400, expect.stringMatching(/^filter: missing closing \)/)],
    ['alerts?receiver=(', 400, expect.stringMatching(/^receiver: /)],
    ['alerts?active=perhaps', 400, 'active: active must be true or false'],
    ['nothing', 404, 'route not found'],
    [`silence/${uuid(9)}`, 404, 'silence not found'],
    ['silence/nonsense', 404, 'silence not found'],
  ] as const) {
    const { status: answered, body, headers } = await gateway.as('owner').get(`/api/v2/${path}`);
    expect([path, answered, body]).toEqual([path, status, text]);
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  }
  expect((await gateway.anonymous.get('/api/v2/alerts')).body).toBe('authorization header required');
  expect((await gateway.as('cafe', { scope: 'report' }).get('/api/v2/alerts')).body).toBe('insufficient permissions');
});

test('alerts are grouped by organization, name and receiver', async () => {
  const groups = await get('alerts/groups');
  expect(
    groups.map(({ labels, receiver, alerts }: { labels: object; receiver: object; alerts: Alert[] }) => [labels, receiver, alerts.length]),
  ).toEqual([
    [{ alertname: 'Load', organization_id: 'bar' }, { name: '' }, 1],
    [{ alertname: 'DiskFull', organization_id: 'cafe' }, { name: 'team-a' }, 1],
    [{ alertname: 'DiskFull', organization_id: 'deli' }, { name: 'team-b' }, 1],
  ]);
  expect((await get('alerts/groups?silenced=false&receiver=team-.*')).length).toBe(1);
  expect((await get('alerts/groups?filter=pod=api-1')).length).toBe(1);
  expect(await get('receivers')).toEqual([{ name: 'team-a' }, { name: 'team-b' }]);
  expect(await get('receivers', 'bar')).toEqual([]);
});

test('a list of many alerts comes whole, each once, and groups are never divided', async () => {
  const many = Array.from({ length: 1_700 }, (_, i) => ({
    organization: 'kiosk',
    fingerprint: `k${i}`,
    labels: { alertname: 'Many', n: String(i) },
    receiver: `r${i % 3}`,
  }));
  await tell(gateway.database.store, many);
  const alerts = await get('alerts', 'kiosk');
  expect(new Set(alerts.map(({ fingerprint }: Alert) => fingerprint)).size).toBe(1_700);
  expect((await get('alerts/groups', 'kiosk')).map(({ alerts: held }: { alerts: Alert[] }) => held.length)).toEqual([567, 567, 566]);
});

describe('silences', () => {
  const matcher = (name: string, value: string) => ({ name, value, isRegex: false, isEqual: true });
  const silence = (n: number, [from, to]: [number, number], ...matchers: ReturnType<typeof matcher>[]) => ({
    id: uuid(n),
    matchers,
    ...{ created_by: 'ann', comment: 'c', updated_at: new Date('2026-05-12T07:00:00Z') },
    ...{ starts_at: new Date(Date.now() + from * 60_000), ends_at: new Date(Date.now() + to * 60_000) },
  });
  const ids = async (caller: string, query = ''): Promise<number[]> =>
    (await get(`silences${query}`, caller)).map(({ id }: { id: string }) => Number(id.slice(-12)));

  beforeAll(async () => {
    const { store } = gateway.database;
    await saveTenantSilences(store, 't-shop', [
      silence(1, [-10, -5], matcher('organization_id', 'cafe')),
      silence(2, [5, 10], matcher('organization_id', 'cafe')),
      silence(3, [-5, 20], matcher('organization_id', 'deli'), matcher('alertname', 'DiskFull')),
      silence(4, [-5, 10], matcher('alertname', 'DiskFull')),
      silence(5, [-5, 30], matcher('organization_id', 'bar')),
    ]);
    await saveTenantSilences(store, 't-bar', [silence(6, [-5, 40], matcher('alertname', 'Load'))]);
  });

  test('are shown to who sees their organization; those of no organization of the tenant, to who sees the whole tenant', async () => {
    expect(await ids('owner')).toEqual([4, 3, 5, 6, 2, 1]);
    expect(await ids('shop')).toEqual([4, 3, 5, 2, 1]);
    expect(await ids('cafe')).toEqual([2, 1]);
    expect(await ids('deli')).toEqual([3]);
    expect(await ids('bar')).toEqual([6]);
    expect(await ids('kiosk')).toEqual([]);
    expect(await ids('owner', '?filter=alertname=DiskFull')).toEqual([4, 3]);
    expect(await ids('owner', '?organization_id=bar')).toEqual([6]);
  });

  test('of a tenant with one organization name it', async () => {
    expect(await get(`silence/${uuid(6)}`, 'bar')).toMatchObject({
      matchers: [
        { name: 'alertname', value: 'Load' },
        { isEqual: true, isRegex: false, name: 'organization_id', value: 'bar' },
      ],
      status: { state: 'active' },
    });
    expect((await gateway.as('cafe').get(`/api/v2/silence/${uuid(6)}`)).body).toBe('silence not found');
    expect((await gateway.as('cafe').delete(`/api/v2/silence/${uuid(6)}`)).status).toBe(404);
  });

  const post = (caller: string, body: object) =>
    gateway.as(caller).post('/api/v2/silences', {
      ...{ matchers: [matcher('alertname', 'DiskFull')], createdBy: 'ann', comment: '' },
      ...{ startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 60_000).toISOString(), ...body },
    });

  test.each([
    ['an end that is over', { startsAt: '2020-01-01T00:00:00Z', endsAt: '2020-01-02T00:00:00Z' }, 'endsAt: must be in the future'],
    ['an end before its start', { startsAt: '2126-01-02T00:00:00Z', endsAt: '2126-01-01T00:00:00Z' }, 'endsAt: must be after startsAt'],
    ['no matchers', { matchers: [] }, expect.stringContaining('matchers')],
    ['a bad expression', { matchers: [{ ...matcher('a', '('), isRegex: true }] }, expect.stringContaining('regular expression')],
    ['nobody’s organization', { matchers: [matcher('organization_id', 'nobody')] }, expect.stringContaining('organization_id must name')],
    ['a foreign organization', { matchers: [matcher('organization_id', 'bar')] }, expect.stringContaining('organization_id must name')],
    [
      'an organization whose alerts lack the label',
      { matchers: [matcher('alertname', 'DiskFull')] },
      expect.stringContaining('lack the label'),
    ],
  ])('with %s are refused with 400', async (_, body, message) => {
    const { status, body: text } = await post('cafe', body);
    expect([status, text]).toEqual([400, message]);
  });

  test('with an id that is unknown or foreign are refused alike', async () => {
    for (const id of [uuid(6), uuid(99), 'nonsense']) {
      const { status, body } = await post('deli', { id, matchers: [matcher('alertname', 'Other')] });
      expect([status, body]).toEqual([404, 'silence not found']);
    }
  });
});

test.each([
  ['a=b', 'b'],
  ['a= b c ', 'b c'],
  ['a="b"', 'b'],
  ['a="say \\"hi\\""', 'say "hi"'],
  ['a=~"\\d+"', '\\d+'],
  ['a=\\w', '\\w'],
  ['a=x\\ny', 'x\ny'],
  ['a=', ''],
])('%s is read as an Alertmanager reads it', (text, value) => {
  expect(matchersOf('filter', [text])).toMatchObject([{ name: 'a', value }]);
});
