import { foldPending, loadTree, saveTotals } from '#persistence';
import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const list = async (query = '', caller = 'owner') => (await gateway.as(caller).get(`/api/alerts${query}`)).body.data;
type Item = { labels: { alertname: string } };
const names = async (query: string, caller?: string): Promise<string> =>
  (await list(query, caller)).alerts.map((alert: Item) => alert.labels.alertname).join('');

const open = (organization: string, alertname: string, minute: number, more: Partial<Told> = {}): Told => ({
  organization,
  alertname,
  fingerprint: `${organization}-${alertname}`,
  labels: { alertname },
  startsAt: new Date(Date.UTC(2026, 4, 12, 7, minute)),
  ...more,
});
const suppressed = { state: 'suppressed' as const, silencedBy: ['s1'], inhibitedBy: [] };

beforeAll(async () => {
  const told = [
    open('cafe', 'A', 1, { severity: 'info', systemKey: 'NETH-1', annotations: { summary: 'hot' } }),
    open('deli', 'B', 2, { via: 'refresher', severity: 'warning', systemKey: 'NETH-2', status: suppressed }),
    open('bar', 'C', 3, { severity: 'critical', systemKey: 'NETH-1' }),
    open('bar', 'D', 3, { severity: null }),
    open('bar', 'Z', 4, { endsAt: new Date('2026-05-12T08:00:00Z') }),
  ];
  // Ids in this order: ties go by them.
  for (const one of told) await tell(gateway.database.store, [one]);
  await gateway.as('north', { subject: 'u7' }).post('/api/alerts/assignment?organization_id=cafe', { fingerprint: 'cafe-A' });
});

test('an open alert has the shape of Alertmanager, with its organization and who is in charge', async () => {
  const { status, body } = await gateway.as('cafe').get('/api/alerts');
  expect({ status, body }).toEqual({
    status: 200,
    body: {
      code: 200,
      message: 'alerts retrieved successfully',
      data: {
        alerts: [
          {
            fingerprint: 'cafe-A',
            labels: { alertname: 'A', severity: 'info' },
            annotations: { summary: 'hot' },
            status: { state: 'active', silencedBy: [], inhibitedBy: [], mutedBy: [] },
            startsAt: '2026-05-12T07:01:00Z',
            endsAt: '0001-01-01T00:00:00Z',
            updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
            receivers: [],
            generatorURL: '',
            organization_id: 'cafe',
            assigned_to: {
              ...{ user_id: 'u7', user_name: 'u7', user_org_id: 'north', user_org_name: 'north' },
              assigned_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
            },
            alert_id: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{11}$/),
          },
        ],
        pagination: {
          ...{ page: 1, page_size: 50, total_count: 1, total_pages: 1, has_next: false, has_prev: false },
          ...{ next_page: null, prev_page: null, sort_by: 'starts_at', sort_direction: 'desc' },
        },
        warnings: [],
      },
    },
  });
});

test('name and severity stand among the labels, wherever they come from; what a label says itself goes first', async () => {
  await tell(gateway.database.store, [
    open('north', 'N', 1, { labels: {}, severity: 'warning' }),
    open('north', '', 2, { labels: { severity: 'page', team: 'x' }, severity: 'info' }),
  ]);
  const found = (await list('?organization_id=north')).alerts.map((alert: Item) => alert.labels);
  expect(found).toEqual([
    { severity: 'page', team: 'x' },
    { alertname: 'N', severity: 'warning' },
  ]);
  await gateway.database.store.query(`DELETE FROM open_alert WHERE fingerprint LIKE 'north-%'`);
});

test('a silenced alert says by what, and one without anybody in charge says null', async () => {
  const [alert] = (await list('', 'deli')).alerts;
  expect(alert).toMatchObject({ status: { state: 'suppressed', silencedBy: ['s1'], inhibitedBy: [], mutedBy: [] }, assigned_to: null });
});

test.each([
  ['', 'DCBA'],
  ['sort_direction=asc', 'ABCD'],
  ['sort_by=severity', 'CBAD'],
  ['sort_by=severity&sort_direction=asc', 'DABC'],
  ['sort_by=alertname&sort_direction=asc', 'ABCD'],
  ['sort_by=status&sort_direction=desc', 'BDCA'],
  ['sort_by=assigned_user_name', 'ADCB'],
  ['status=active&sort_direction=asc', 'ACD'],
  ['status=suppressed&status=unprocessed', 'B'],
  ['severity=critical&severity=info', 'CA'],
  ['system_key=NETH-1', 'CA'],
  ['alertname=A&alertname=D', 'DA'],
  ['assigned_user_id=none', 'DCB'],
  ['assigned_user_id=u7', 'A'],
  ['assigned_user_id=u7&assigned_user_id=none&severity=warning', 'B'],
  ['severity=', 'DCBA'],
  ['organization_id=cafe&organization_id=bar', 'DCA'],
  ['organization_id=shop&organization_id=bar&include=descendants', 'DCBA'],
  ['organization_id=shop', ''],
  ['filter=system_key=NETH-1', 'CA'],
  ['filter=alertname=~"[AB]"&filter=severity!=info', 'B'],
  ['filter=organization_id=bar&severity=critical', 'C'],
  ['filter=severity=""', 'D'],
  ['filter=missing!=""', ''],
  ['filter=alertname!~"A|B"&sort_direction=asc', 'CD'],
  ['filter=&alertname=A', 'A'],
])('?%s gives %s', async (query, expected) => {
  expect(await names(`?${query}`)).toBe(expected);
  expect((await list(`?${query}`)).pagination.total_count).toBe(expected.length);
});

test('callers see their tree only', async () => {
  expect(await names('', 'north')).toBe('BA');
  expect(await names('', 'shop')).toBe('BA');
  expect(await names('?organization_id=bar', 'cafe')).toBe('A');
  expect((await gateway.as('north').get('/api/alerts?organization_id=bar')).status).toBe(403);
});

test('pages show every alert once, and those beyond the end none', async () => {
  const page = (number: number) => list(`?page_size=3&page=${number}&sort_by=alertname&sort_direction=asc`);
  expect((await page(1)).pagination).toEqual({
    ...{ page: 1, page_size: 3, total_count: 4, total_pages: 2, has_next: true, has_prev: false },
    ...{ next_page: 2, prev_page: null, sort_by: 'alertname', sort_direction: 'asc' },
  });
  expect((await page(2)).pagination).toMatchObject({ has_next: false, has_prev: true, next_page: null, prev_page: 1 });
  expect((await page(2)).alerts).toHaveLength(1);
  expect(await page(3)).toMatchObject({ alerts: [], pagination: { total_count: 4, has_next: false } });
});

test.each([
  ...['page=0', 'page_size=101', 'page_size=1&page_size=2', 'page=99999999999999999999', 'sort_by=created_at', 'sort_direction=down'],
  ...['status=firing', 'severity=fatal', 'alertname=%00', 'filter=pod=~"api-("', 'system_key=%00', 'assigned_user_id=%00'],
])('?%s is refused', async (query) => {
  const { status, body } = await gateway.as('owner').get(`/api/alerts?${query}`);
  expect([status, body.message, body.data.errors.length]).toEqual([400, 'validation failed', 1]);
});

test('a list whose Alertmanagers were not heard for five minutes says so', async () => {
  const { store } = gateway.database;
  const bar = (await loadTree(store)).tree.find('bar')?.id ?? 0;
  const totals = { organization_id: bar, active: 2, critical: 1, warning: 0, info: 0, muted: 0 };
  await store.transaction((tx) => saveTotals(tx, [totals], new Date(Date.now() - 400_000)));
  expect((await list('', 'bar')).warnings).toEqual([expect.stringMatching(/^alerts: stale data, oldest refresh 40\ds ago$/)]);
  expect((await list('', 'cafe')).warnings).toEqual([]);
  await foldPending(store);
});
