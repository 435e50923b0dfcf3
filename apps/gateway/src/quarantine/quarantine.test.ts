import { useGateway } from '#test/gateway';

const gateway = useGateway();
const store = () => gateway.database.store;
const list = async (caller: string, query = '') => (await gateway.as(caller).get(`/api/alerts/quarantine${query}`)).body.data;
const names = async (caller: string, query = ''): Promise<string[]> =>
  (await list(caller, query)).alerts.map(
    (row: { payload: { alert: { labels: { alertname: string } } } }) => row.payload.alert.labels.alertname,
  );

async function setAside(tenant: string | null, name: string, organization?: string): Promise<void> {
  const alert = {
    status: 'firing',
    labels: { alertname: name, ...(organization && { organization_id: organization }) },
    startsAt: new Date(Date.now() - 60_000).toISOString(),
  };
  await store().query(`INSERT INTO alert_quarantine (tenant_id, reason, payload) VALUES ($1, 'the organization is unknown', $2)`, [
    tenant,
    { receiver: 'ledger', alert },
  ]);
}

beforeAll(async () => {
  await setAside('t-shop', 'of the shop');
  await setAside('t-bar', 'of the bar');
  await setAside('t-nobody', 'of nobody');
  await setAside(null, 'of no tenant');
});

test.each([
  ['owner', '', ['of no tenant', 'of nobody', 'of the bar', 'of the shop']],
  ['owner', '?organization_id=bar', ['of the bar']],
  ['owner', '?organization_id=cafe', []],
  ['owner', '?organization_id=shop&include=descendants', ['of the shop']],
  ['north', '', ['of the shop']],
  ['shop', '', ['of the shop']],
  ['cafe', '', []],
  ['bar', '', ['of the bar']],
])('%s%s sees the quarantine of tenants that are all its own', async (caller, query, expected) => {
  expect(await names(caller, query)).toEqual(expected);
});

test('pages are newest first and say how many there are', async () => {
  expect(await names('owner', '?page=2&page_size=3')).toEqual(['of the shop']);
  expect((await list('owner', '?page=1&page_size=3')).pagination).toEqual({
    page: 1,
    page_size: 3,
    total_count: 4,
    total_pages: 2,
    has_next: true,
    has_prev: false,
  });
  expect((await gateway.as('owner').get('/api/alerts/quarantine?state=lost')).status).toBe(400);
});

test('a replay records what can be placed by now, once, and only what the caller may see', async () => {
  const replay = async (caller: string) => (await gateway.as(caller).post('/api/alerts/quarantine/replay')).body;
  expect(await replay('bar')).toEqual({
    code: 200,
    message: 'quarantine replayed successfully',
    data: { replayed: 1, waiting: 0 },
  });
  expect((await replay('owner')).data).toEqual({ replayed: 0, waiting: 3 });
  expect(await names('owner', '?state=replayed')).toEqual(['of the bar']);
  const put = { organizations: [{ id: 'late', name: 'late', role: 'customer', parent_id: 'south', tenant_id: 't-nobody' }] };
  expect((await gateway.as('owner').put('/api/organizations', put)).status).toBe(200);
  expect((await replay('owner')).data).toEqual({ replayed: 1, waiting: 2 });
  expect(await store().query('SELECT alertname, resolution FROM episode ORDER BY 1')).toEqual([
    { alertname: 'of nobody', resolution: null },
    { alertname: 'of the bar', resolution: null },
  ]);
});

test('it is read like everything below /api/alerts, and replayed by administrators only', async () => {
  const reader = gateway.as('owner', { scope: 'read:systems', roles: [] });
  expect((await reader.get('/api/alerts/quarantine')).status).toBe(200);
  expect((await gateway.as('owner', { scope: '' }).get('/api/alerts/quarantine')).status).toBe(403);
  expect((await reader.post('/api/alerts/quarantine/replay')).status).toBe(403);
});

test('a page of large alerts is sent as it is read, whole and in its envelope', async () => {
  await store().query(
    `INSERT INTO alert_quarantine (tenant_id, reason, payload)
     SELECT 't-kiosk', 'the alert is no object', jsonb_build_object('nth', n, 'note', repeat(md5(n::text), 2000)) FROM generate_series(1, 205) AS n`,
  );
  await store().query(
    `INSERT INTO alert_quarantine (tenant_id, reason, payload) VALUES ('t-kiosk', 'the alert is no object', jsonb_build_object('note', repeat('x', 200000)))`,
  );
  const { status, body } = await gateway.as('kiosk').get('/api/alerts/quarantine?page_size=200');
  expect([status, body.code, body.message]).toEqual([200, 200, 'quarantined alerts retrieved successfully']);
  expect(body.data.pagination).toMatchObject({ total_count: 206, has_next: true });
  expect(body.data.alerts.map(({ payload }: { payload: { nth?: number } }) => payload.nth)).toEqual([
    undefined,
    ...Array.from({ length: 199 }, (_, i) => 205 - i),
  ]);
  expect(body.data.alerts[0].payload).toEqual({ unreadable: true });
});
