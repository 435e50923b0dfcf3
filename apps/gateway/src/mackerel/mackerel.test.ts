import { loadTree, type Observation, record } from '#persistence';
import { client } from '#test/client';
import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

const gateway = useGateway();
const store = () => gateway.database.store;
const base = Date.UTC(2026, 4, 12, 7);
let key = '';
let organization = 0;
let outsider = '';

const keyOf = async (organization_id: string, permissions = ['read', 'write']): Promise<string> =>
  (await gateway.as('owner').post('/api/api-keys', { organization_id, name: 'script', permissions, scopes: [], roles: [], cidrs: [] })).body
    .data.key;
const api = (apiKey = key) =>
  client(
    () => gateway.url,
    () => ({ 'x-api-key': apiKey }),
  );

const sighting = (fingerprint: string, more: Partial<Observation> = {}): Observation => ({
  via: 'webhook',
  organizationId: organization,
  fingerprint,
  startsAt: new Date(base),
  endsAt: null,
  alertname: 'DiskFull',
  severity: 'critical',
  systemKey: null,
  labels: { instance: 'web-1' },
  annotations: {},
  receiver: null,
  priority: 'HIGH',
  source: 'default',
  policy: null,
  number: '',
  ...more,
});
const recorded = (...sightings: Observation[]) => record(store(), sightings, new Date());
const idOf = async (fingerprint: string): Promise<string> =>
  (await store().query('SELECT public_id FROM episode WHERE fingerprint = $1 ORDER BY starts_at DESC', [fingerprint]))[0].public_id;

beforeAll(async () => {
  organization = (await loadTree(store())).tree.find('cafe')?.id ?? 0;
  key = await keyOf('shop');
  outsider = await keyOf('bar');
  await recorded(
    sighting('open'),
    sighting('closed', { startsAt: new Date(base - 60_000), endsAt: new Date(base + 1_000), alertname: 'InstanceDown' }),
    sighting('probe', { alertname: 'HttpProbeFailed', severity: 'page', annotations: { value: '1.5', summary: 'no answer' } }),
    sighting('bare', { labels: {}, severity: 'info' }),
  );
});

const KEYS: Readonly<Record<string, { always: string[]; maybe: string[] }>> = {
  connectivity: { always: ['hostId'], maybe: [] },
  host: { always: ['hostId', 'value'], maybe: [] },
  service: { always: ['value'], maybe: [] },
  external: { always: ['message'], maybe: ['value'] },
  check: { always: ['hostId', 'message'], maybe: [] },
  expression: { always: [], maybe: [] },
  anomalyDetection: { always: ['hostId'], maybe: [] },
};

/** What a strict reader accepts: the keys of the type, integer times, short ids, no nulls. */
function isStrict(alert: Record<string, unknown>): void {
  const { always, maybe } = KEYS[String(alert.type)] ?? { always: ['a known type'], maybe: [] };
  const required = ['id', 'status', 'monitorId', 'type', 'openedAt', ...always, ...(alert.status === 'OK' ? ['closedAt'] : [])];
  const allowed = [...required, ...maybe, ...(alert.status === 'OK' ? ['reason'] : [])];
  expect(Object.keys(alert)).toEqual(expect.arrayContaining(required));
  expect(Object.keys(alert).filter((name) => !allowed.includes(name))).toEqual([]);
  for (const name of ['id', 'monitorId', 'hostId'])
    if (alert[name] !== undefined) expect(alert[name]).toMatch(/^[1-9A-HJ-NP-Za-km-z]{11}$/);
  for (const name of ['openedAt', 'closedAt']) if (alert[name] !== undefined) expect(Number.isInteger(alert[name])).toBe(true);
  expect(['OK', 'CRITICAL', 'WARNING', 'UNKNOWN']).toContain(alert.status);
  expect(Object.values(alert)).not.toContain(null);
}

test.each<[string, string, number]>([
  ['the Go client ends its first request with a bare question mark', '/api/v0/alerts?', 3],
  ['withClosed=false', '/api/v0/alerts?withClosed=false', 3],
  ['withClosed=0', '/api/v0/alerts?withClosed=0', 3],
  ['withClosed empty', '/api/v0/alerts?withClosed=', 3],
  ['withClosed=true', '/api/v0/alerts?withClosed=true', 4],
  ['withClosed=1', '/api/v0/alerts?withClosed=1', 4],
  ['an empty nextId is the first page', '/api/v0/alerts?nextId=&withClosed=true', 4],
  ['a JavaScript client sends an encoded pair of braces', '/api/v0/alerts?%7B%7D', 3],
  ['unknown parameters are ignored', '/api/v0/alerts?organization_id=bar&foo=1', 3],
])('%s', async (_, path, count) => {
  const { status, body } = await api().get(path);
  expect(status).toBe(200);
  expect(body.alerts).toHaveLength(count);
  expect(body).not.toHaveProperty('nextId');
  body.alerts.forEach(isStrict);
});

test('Ruby sends a content type and a content length of 0 on GET', async () => {
  const response = await api().get('/api/v0/alerts', undefined, { 'content-type': 'application/json', 'content-length': '0' });
  expect(response.status).toBe(200);
});

test('a bearer header carries the key as well', async () => {
  expect((await gateway.anonymous.get('/api/v0/alerts', undefined, { authorization: `Bearer ${key}` })).status).toBe(200);
});

test.each(['withClosed=yes', 'limit=0', 'limit=101', 'limit=ten', 'nextId=unknown', 'nextId=%00', 'nextId=2wpLU5fBXbG'])(
  '%s is a 400 in the dialect',
  async (query) => {
    const { status, body } = await api().get(`/api/v0/alerts?${query}`);
    expect({ status, body }).toEqual({ status: 400, body: { error: { message: expect.any(String) } } });
  },
);

test('a foreign nextId is answered like an unknown one', async () => {
  const foreign = await api(outsider).get(`/api/v0/alerts?nextId=${await idOf('open')}`);
  const unknown = await api(outsider).get(`/api/v0/alerts?nextId=2wpLU5fBXbG`);
  expect(foreign.status).toBe(400);
  expect(foreign.text.replace(await idOf('open'), '')).toBe(unknown.text.replace('2wpLU5fBXbG', ''));
});

test('an alert, its memo, its logs, the organization, hosts and monitors answer the command line client', async () => {
  const id = await idOf('open');
  const { body: alert } = await api().get(`/api/v0/alerts/${id}`);
  isStrict(alert);
  expect(alert).toMatchObject({ id, status: 'CRITICAL', type: 'check', message: 'DiskFull', openedAt: base / 1000 });
  expect((await api().put(`/api/v0/alerts/${id}`, { memo: 'looked at' })).body).toEqual({ id, memo: 'looked at' });
  expect((await api().get(`/api/v0/alerts/${id}/logs`)).body.logs).toEqual([
    { id: expect.any(String), createdAt: base / 1000, status: 'CRITICAL', trigger: 'monitoring', monitorId: alert.monitorId },
  ]);
  expect((await api().get('/api/v0/org')).body).toEqual({ name: 'shop' });
  const { hosts } = (await api().get('/api/v0/hosts.json?status=working&status=standby')).body;
  expect(hosts).toEqual([expect.objectContaining({ id: alert.hostId, name: 'web-1', status: 'working' })]);
  const { monitors } = (await api().get('/api/v0/monitors')).body;
  expect(monitors.map((monitor: { name: string; type: string }) => [monitor.name, monitor.type])).toEqual([
    ['DiskFull', 'expression'],
    ['HttpProbeFailed', 'external'],
    ['InstanceDown', 'connectivity'],
  ]);
  const [monitor] = monitors;
  expect((await api().get(`/api/v0/monitors/${monitor.id}`)).body).toEqual({ monitor });
  expect((await api().get(`/api/v0/hosts/${alert.hostId}`)).body).toEqual({ host: hosts[0] });
  const check = { id: alert.monitorId, name: 'DiskFull' };
  expect((await api().get('/api/v0/monitoring/checks')).body).toEqual({ checks: [check] });
  expect((await api().get(`/api/v0/monitoring/checks/${check.id}`)).body).toEqual({ check });
});

test.each(['hosts', 'monitors', 'monitoring/checks'])('%s/{id} is 404 for what is unknown or another organization’s', async (kind) => {
  const { body: alert } = await api().get(`/api/v0/alerts/${await idOf('open')}`);
  const foreign = await api(outsider).get(`/api/v0/${kind}/${kind === 'hosts' ? alert.hostId : alert.monitorId}`);
  const unknown = await api().get(`/api/v0/${kind}/nothing`);
  expect([foreign.status, unknown.status]).toEqual([404, 404]);
  expect(foreign.body).toEqual(unknown.body);
});

test.each(['services', 'users', 'channels', 'downtimes'])('there are no %s', async (kind) => {
  expect((await api().get(`/api/v0/${kind}`)).body).toEqual({ [kind]: [] });
});

test('checks are listed page by page', async () => {
  await recorded(...['One', 'Two', 'Three'].map((alertname) => sighting(`check-${alertname}`, { alertname: `${alertname}Wrong` })));
  const { body: first } = await api().get('/api/v0/monitoring/checks?limit=2');
  const { body: rest } = await api().get(`/api/v0/monitoring/checks?nextId=${first.nextId}`);
  expect([...first.checks, ...rest.checks].map(({ name }) => name)).toEqual(['DiskFull', 'OneWrong', 'ThreeWrong', 'TwoWrong']);
  expect(rest).not.toHaveProperty('nextId');
  expect((await api().get('/api/v0/monitoring/checks?nextId=unknown')).status).toBe(400);
});

test('every line of a log is reached page by page, and an unknown line is refused', async () => {
  await recorded(sighting('turns', { severity: 'info' }));
  for (const severity of ['warning', 'critical', 'info', 'critical']) await recorded(sighting('turns', { severity }));
  const path = `/api/v0/alerts/${await idOf('turns')}/logs`;
  const { body: whole } = await api().get(path);
  expect(whole).not.toHaveProperty('nextId');
  expect(whole.logs.map(({ status }: { status: string }) => status)).toEqual(['CRITICAL', 'WARNING', 'CRITICAL', 'WARNING', 'WARNING']);
  const seen: object[] = [];
  for (let nextId = ''; ; ) {
    const { body } = await api().get(`${path}?limit=2&nextId=${nextId}`);
    seen.push(...body.logs);
    if (!body.nextId) break;
    expect(body.nextId).toBe(body.logs.at(-1).id);
    nextId = body.nextId;
  }
  expect(seen).toEqual(whole.logs);
  const { status, body } = await api().get(`${path}?nextId=unknown`);
  expect({ status, body }).toEqual({ status: 400, body: { error: { message: expect.any(String) } } });
});

test('closing is 200 with the alert, is done once, and survives what the Alertmanager says afterwards', async () => {
  await recorded(sighting('close-me'));
  const id = await idOf('close-me');
  const answers = await Promise.all(Array.from({ length: 10 }, () => api().post(`/api/v0/alerts/${id}/close`, '{"reason":""}\n')));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200));
  expect(new Set(answers.map(({ body }) => body.closedAt)).size).toBe(1);
  expect(answers[0]?.body).toMatchObject({ id, status: 'OK', reason: '' });
  await recorded(
    sighting('close-me'),
    sighting('close-me', { via: 'refresher', status: { state: 'active', silencedBy: [], inhibitedBy: [] } }),
  );
  await recorded(sighting('close-me', { endsAt: new Date(base + 9_000) }));
  const again = await api().post(`/api/v0/alerts/${id}/close`, { reason: 'other' });
  expect({ status: again.status, body: again.body }).toEqual({ status: 200, body: answers[0]?.body });
  // One that started before it was closed is part of it.
  await recorded(sighting('close-me', { startsAt: new Date(base + 60_000) }));
  expect(await idOf('close-me')).toBe(id);
  await recorded(sighting('close-me', { startsAt: new Date(Date.now() + 60_000) }));
  expect(await idOf('close-me')).not.toBe(id);
  const history = (await gateway.as('cafe').get('/api/alerts/history?page_size=200')).body.data.alerts;
  expect(history.filter((one: { fingerprint: string }) => one.fingerprint === 'close-me')).toMatchObject([{ resolution: 'manual' }]);
});

test('a reason and a memo that the database cannot hold are cleaned', async () => {
  await recorded(sighting('odd-words'));
  const id = await idOf('odd-words');
  expect((await api().put(`/api/v0/alerts/${id}`, { memo: 'a\0b\ud800' })).body).toEqual({ id, memo: 'ab\ufffd' });
  const { status, body } = await api().post(`/api/v0/alerts/${id}/close`, { reason: 'a\0b\ud800' });
  expect([status, body.reason]).toEqual([200, 'ab\ufffd']);
});

test.each<[string, () => Promise<{ status: number; body: unknown }>, number]>([
  ['an unknown alert', () => api().get('/api/v0/alerts/2wpLU5fBXbG'), 404],
  ['closing an unknown alert', () => api().post('/api/v0/alerts/2wpLU5fBXbG/close', { reason: '' }), 404],
  ['an alert of another tenant', async () => api(outsider).get(`/api/v0/alerts/${await idOf('open')}`), 404],
  ['closing without a reason', async () => api().post(`/api/v0/alerts/${await idOf('open')}/close`, {}), 400],
  ['closing with bad JSON', async () => api().post(`/api/v0/alerts/${await idOf('open')}/close`, '{"reason"'), 400],
  ['closing what no id can name', () => api().post('/api/v0/alerts/%00/close', { reason: '' }), 404],
  ['a memo for what no id can name', () => api().put('/api/v0/alerts/%00', { memo: '' }), 404],
  ['a memo over 80 KB', async () => api().put(`/api/v0/alerts/${await idOf('open')}`, { memo: 'x'.repeat(80 * 1024 + 1) }), 413],
  ['no key', () => gateway.anonymous.get('/api/v0/alerts'), 401],
  ['a wrong key', () => api('alk_nobody_nothing').get('/api/v0/alerts'), 401],
  ['a token instead of a key', () => gateway.as('owner').get('/api/v0/alerts'), 401],
  [
    'closing with a key that only reads',
    async () => api(await keyOf('shop', ['read'])).post('/api/v0/alerts/x/close', { reason: '' }),
    403,
  ],
  ['an unknown route', () => api().get('/api/v0/nothing'), 404],
])('%s is refused in the dialect', async (_, ask, status) => {
  const answer = await ask();
  expect(answer).toMatchObject({ status, body: { error: { message: expect.any(String) } } });
  expect(Object.keys(answer.body as object)).toEqual(['error']);
  if (status === 401) expect(answer.body).toEqual({ error: { message: 'Authentication failed. Please try with valid Api Key.' } });
});

test.each([1, 7, 100])('paging by %i shows each alert once while others come and go', async (limit) => {
  const name = `page-${limit}`;
  const many = Array.from({ length: 250 }, (_, i) =>
    sighting(`${name}-${i}`, {
      startsAt: new Date(base - 3_600_000 - Math.floor(i / 40) * 1_000 - (i % 7)),
      endsAt: i % 3 === 0 ? new Date(base) : null,
      alertname: name,
    }),
  );
  await recorded(...many);
  const before: string[] = (await store().query('SELECT public_id FROM episode WHERE alertname = $1', [name])).map(
    (row: { public_id: string }) => row.public_id,
  );
  const seen: { id: string; openedAt: number }[] = [];
  let nextId = '';
  for (let page = 0; page === 0 || nextId; page++) {
    const { body } = await api().get(`/api/v0/alerts?withClosed=true&limit=${limit}&nextId=${nextId}`);
    seen.push(...body.alerts);
    nextId = body.nextId ?? '';
    if (page % 40 === 0)
      await recorded(sighting(`${name}-late-${page}`, { startsAt: new Date(base + page) }), {
        ...many[page % 250],
        endsAt: new Date(base),
      } as Observation);
  }
  const ids = seen.map(({ id }) => id);
  expect(ids.filter((id) => before.includes(id)).sort()).toEqual([...before].sort());
  expect(new Set(ids).size).toBe(ids.length);
  const inOrder = [...seen].sort((a, b) => b.openedAt - a.openedAt || (a.id < b.id ? 1 : -1));
  expect(seen).toEqual(inOrder);
});

test('what an alert without a host names is listed as a monitor, also when hosts are checked under the same name since', async () => {
  await recorded(sighting('mixed-1', { alertname: 'Mixed', labels: {} }));
  await recorded(sighting('mixed-2', { alertname: 'Mixed', labels: { instance: 'web-2' } }));
  const { monitors } = (await api().get('/api/v0/monitors')).body;
  expect(monitors).toEqual(expect.arrayContaining([expect.objectContaining({ name: 'Mixed', type: 'expression' })]));
});

test('where all monitors are checks the list of the others is empty', async () => {
  await tell(store(), [{ organization: 'deli', fingerprint: 'checked', systemKey: 'web-3' }]);
  const deli = await gateway.withKey({ organization_id: 'deli', permissions: ['read'] });
  expect((await deli.get('/api/v0/monitors')).body).toEqual({ monitors: [] });
  expect((await deli.get('/api/v0/monitoring/checks')).body.checks).toHaveLength(1);
});

test('thousands of hosts and monitors are sent as they are read, each once', async () => {
  const many5000 = Array.from({ length: 5_000 }, (_, i) => ({
    organization: 'bar',
    fingerprint: `many-${i}`,
    alertname: `Many ${i % 2_500}`,
    systemKey: `host ${i}`,
    labels: { mackerel_type: 'connectivity' },
  }));
  await tell(gateway.database.store, many5000);
  const client = await gateway.withKey({ organization_id: 'bar', permissions: ['read'] });
  const [hosts, monitors] = [await client.get('/api/v0/hosts'), await client.get('/api/v0/monitors')];
  const many = (rows: { name: string }[], prefix: string) =>
    new Set(rows.filter(({ name }) => name.startsWith(prefix)).map(({ name }) => name)).size;
  expect([hosts.status, Object.keys(hosts.body), many(hosts.body.hosts, 'host ')]).toEqual([200, ['hosts'], 5_000]);
  expect([monitors.status, Object.keys(monitors.body), many(monitors.body.monitors, 'Many ')]).toEqual([200, ['monitors'], 2_500]);
  expect(new Set(hosts.body.hosts.map(({ id }: { id: string }) => id)).size).toBe(hosts.body.hosts.length);
});

test('beyond 10,000 systems and names of an organization alerts are kept all the same, and make no host and no monitor', async () => {
  await store().query(
    `INSERT INTO series (organization_id, fingerprint, key, alertname, system_key, labels, annotations, first_start, first_seen_at, is_system, is_monitor)
     SELECT o.id, n::text, md5(n::text)::uuid, 'Known ' || n, 'system ' || n, '{"mackerel_type": "connectivity"}', '{}', now(), now(), true, true FROM organization o, generate_series(1, 9999) AS n WHERE o.public_id = 'kiosk'`,
  );
  const one = (fingerprint: string, alertname: string, systemKey: string) => ({
    ...{ organization: 'kiosk', fingerprint, alertname, systemKey },
    labels: { mackerel_type: 'connectivity' },
  });
  const [last, more] = [one('a', 'Last', 'last'), one('b', 'More', 'more')];
  await tell(store(), [last]);
  await tell(store(), [more, one('c', 'Known 7', 'system 8'), one('d', 'Last', 'last')]);
  await tell(store(), [{ ...more, fingerprint: 'e' }]);
  const kiosk = await gateway.withKey({ organization_id: 'kiosk', permissions: ['read'] });
  const { hosts } = (await kiosk.get('/api/v0/hosts')).body;
  const { monitors } = (await kiosk.get('/api/v0/monitors')).body;
  const names = (rows: { name: string }[]): string[] => rows.map(({ name }) => name).filter((name) => !/^(system|Known) /.test(name));
  expect([hosts.length, names(hosts), monitors.length, names(monitors)]).toEqual([10_000, ['last'], 10_000, ['Last']]);
  expect((await kiosk.get('/api/v0/alerts')).body.alerts).toHaveLength(5);
  const { body } = await gateway.as('kiosk').get('/logs/system-events?source=ledger');
  expect(body.events.map(({ message }: { message: string }) => message).sort()).toEqual([
    'alerts name more than 10000 names: new ones are not listed as monitors (2 times)',
    'alerts name more than 10000 systems: new ones are not listed (2 times)',
  ]);
});
