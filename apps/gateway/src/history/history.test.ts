import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const history = async (query: string, caller = 'owner') => gateway.as(caller).get(`/api/alerts/history${query}`);
const names = async (query: string, caller?: string): Promise<string[]> =>
  (await history(query, caller)).body.data.alerts.map((alert: { alertname: string }) => alert.alertname);

const ended = (organization: string, alertname: string, recorded: string, more: Partial<Told> = {}): Told => ({
  via: 'import',
  organization,
  alertname,
  fingerprint: `${organization} ${alertname}`,
  startsAt: new Date('2026-05-12T07:00:00Z'),
  endsAt: new Date('2026-05-12T07:05:00Z'),
  recordedAt: new Date(recorded),
  ...more,
});

beforeAll(async () => {
  await tell(gateway.database.store, [
    ended('cafe', 'A', '2026-05-12T10:00:00Z', { severity: 'critical', systemKey: 'NETH-1' }),
    ended('deli', 'B', '2026-05-12T11:00:00Z', { severity: 'warning', systemKey: 'NETH-2' }),
    ended('bar', 'C', '2026-05-13T00:00:00Z', { severity: 'info', systemKey: 'NETH-1' }),
    ended('bar', 'D', '2026-05-14T12:00:00.120Z', { severity: 'bogus' }),
    ended('bar', 'E', '2026-05-15T00:00:00Z', { severity: null }),
    { organization: 'bar', fingerprint: 'running', alertname: 'Runs' },
  ]);
});

test('an entry has the fields of the contract, instants in UTC, and the envelope its message', async () => {
  const labels = { alertname: 'DiskFull', mountpoint: '/var' };
  const told = {
    labels,
    annotations: { summary: 'the disk is full' },
    receiver: 'default',
    acknowledgedAt: new Date('2026-05-12T07:48:00Z'),
  };
  const startsAt = new Date('2026-05-12T07:46:50Z');
  await tell(gateway.database.store, [{ organization: 'kiosk', fingerprint: '11a9302b0fa6526e', startsAt, systemKey: 'NETH-9', ...told }]);
  const ends = { startsAt, endsAt: new Date('2026-05-12T07:51:50.250Z'), systemKey: 'NETH-9' };
  const now = new Date('2026-05-12T07:52:00Z');
  await tell(gateway.database.store, [{ organization: 'kiosk', fingerprint: '11a9302b0fa6526e', ...ends, ...told }], now);
  const { status, body } = await history('', 'kiosk');
  expect(status).toBe(200);
  expect(body).toEqual({
    code: 200,
    message: 'alert history retrieved successfully',
    data: {
      alerts: [
        {
          id: expect.any(Number),
          alert_id: expect.stringMatching(/^[1-9A-HJ-NP-Za-km-z]{11}$/),
          organization_id: 'kiosk',
          system_key: 'NETH-9',
          alertname: 'DiskFull',
          severity: 'critical',
          status: 'resolved',
          fingerprint: '11a9302b0fa6526e',
          starts_at: '2026-05-12T07:46:50Z',
          ends_at: '2026-05-12T07:51:50.250Z',
          acknowledged_at: '2026-05-12T07:48:00Z',
          summary: 'the disk is full',
          labels,
          annotations: { summary: 'the disk is full' },
          receiver: 'default',
          resolution: 'webhook',
          created_at: '2026-05-12T07:52:00Z',
        },
      ],
      pagination: {
        ...{ page: 1, page_size: 20, total_count: 1, total_pages: 1, has_next: false, has_prev: false, next_page: null, prev_page: null },
        ...{ sort_by: 'created_at', sort_direction: 'desc', next_cursor: null },
      },
    },
  });
});

test('an alert that still runs is no history, and one that nobody acknowledged says null', async () => {
  const { alerts, pagination } = (await history('', 'bar')).body.data;
  expect(alerts.map((alert: { alertname: string }) => alert.alertname)).toEqual(['E', 'D', 'C']);
  expect(pagination.total_count).toBe(3);
  expect(alerts[0]).toMatchObject({ acknowledged_at: null, summary: null, system_key: null, severity: null, resolution: 'import' });
  expect(alerts[1]).toMatchObject({ severity: 'bogus', created_at: '2026-05-14T12:00:00.120Z' });
});

test('the newest record comes first unless asked otherwise', async () => {
  expect(await names('', 'bar')).toEqual(['E', 'D', 'C']);
  expect(await names('?sort_direction=asc', 'bar')).toEqual(['C', 'D', 'E']);
  expect(await names('?sort_by=alertname&sort_direction=asc', 'north')).toEqual(['A', 'B', 'DiskFull']);
});

test('severity sorts by criticality, and what is none of the three comes last', async () => {
  const severities = (await history('?sort_by=severity')).body.data.alerts.map((alert: { severity: string }) => alert.severity);
  expect(severities.slice(0, 4)).toEqual(['critical', 'critical', 'warning', 'info']);
  expect(new Set(severities.slice(4))).toEqual(new Set(['bogus', null]));
});

test.each([
  ['from_date is inclusive', '?from_date=2026-05-13T00:00:00Z', ['E', 'D', 'C']],
  ['to_date is exclusive', '?to_date=2026-05-13T00:00:00Z', ['B', 'A']],
  [
    'both are instants, whatever their offset',
    '?from_date=2026-05-12T13:00:00%2B02:00&to_date=2026-05-14T21:00:00.121%2B09:00',
    ['D', 'C', 'B'],
  ],
  ['a range that nothing lies in', '?from_date=2027-01-01T00:00:00Z', []],
  ['the year 1', '?from_date=0001-01-01T00:00:00Z&to_date=9999-12-31T23:59:59Z', ['E', 'D', 'C', 'B', 'A']],
  ['a severity', '?severity=critical', ['A']],
  ['any other severity as the label has it', '?severity=bogus&severity=Critical', ['D']],
  ['OR within a parameter', '?severity=critical&severity=info', ['C', 'A']],
  ['AND across parameters', '?system_key=NETH-1&severity=info', ['C']],
  ['system keys', '?system_key=NETH-1', ['C', 'A']],
  ['names', '?alertname=A&alertname=D&alertname=Nothing', ['D', 'A']],
  ['a severity in a part of a day', '?severity=warning&from_date=2026-05-12T10:30:00Z&to_date=2026-05-12T11:30:00Z', ['B']],
  ['the only status', '?status=resolved', ['E', 'D', 'C', 'B', 'A']],
  ['a status that no history has', '?status=firing', []],
  ['either status', '?status=firing&status=resolved', ['E', 'D', 'C', 'B', 'A']],
  ['empty values are as if absent', '?severity=&alertname=&system_key=', ['E', 'D', 'C', 'B', 'A']],
])('filters: %s', async (_, query, expected) => {
  const { body } = await history(`${query}&organization_id=cafe&organization_id=deli&organization_id=bar`);
  expect(body.data.alerts.map((alert: { alertname: string }) => alert.alertname)).toEqual(expected);
  expect(body.data.pagination.total_count).toBe(expected.length);
});

test('the pagination tells where the page stands', async () => {
  const pagination = async (query: string) => (await history(query, 'bar')).body.data.pagination;
  const cursor = expect.any(String);
  expect(await pagination('?page_size=2')).toEqual({
    ...{ page: 1, page_size: 2, total_count: 3, total_pages: 2 },
    ...{
      has_next: true,
      has_prev: false,
      next_page: 2,
      prev_page: null,
      sort_by: 'created_at',
      sort_direction: 'desc',
      next_cursor: cursor,
    },
  });
  expect(await pagination('?page_size=2&page=2')).toMatchObject({
    page: 2,
    has_next: false,
    has_prev: true,
    next_page: null,
    prev_page: 1,
    next_cursor: null,
  });
  expect(await pagination('?page_size=3')).toMatchObject({ total_pages: 1, has_next: false, next_cursor: null });
  expect(await pagination('?page_size=2&page=1000000')).toMatchObject({ total_count: 3, has_next: false, has_prev: true });
  expect(await pagination('?status=firing')).toMatchObject({ total_count: 0, total_pages: 0, has_next: false });
  expect(await names('?page_size=2&page=1000000', 'bar')).toEqual([]);
});

test('only what lies in scope is shown', async () => {
  expect(await names('?page_size=200', 'cafe')).toEqual(['A']);
  expect(await names('?organization_id=bar', 'cafe')).toEqual(['A']);
  expect(await names('', 'shop')).toEqual(['B', 'A']);
  expect(await names('?organization_id=shop', 'north')).toEqual([]);
  expect(await names('?organization_id=shop&include=descendants', 'north')).toEqual(['B', 'A']);
  const foreign = await history('?organization_id=bar', 'north');
  expect({ status: foreign.status, body: foreign.body }).toEqual({
    status: 403,
    body: { code: 403, message: 'access denied: organization not in your hierarchy', data: {} },
  });
});
