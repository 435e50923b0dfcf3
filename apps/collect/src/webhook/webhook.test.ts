import { loadTree, openStore, putOrganizations } from '#persistence';
import { createTestCollect, useCollect, WEBHOOK_TOKEN } from '#test/collect';
import { Limits } from '../intake/limits.js';

const collect = useCollect();
const query = (sql: string, values: unknown[] = []) => collect.database.store.query(sql, values);
const firing = (fingerprint: string, labels: object = {}, more: object = {}) => ({
  status: 'firing',
  labels: { alertname: 'DiskFull', severity: 'critical', organization_id: 'cafe', ...labels },
  annotations: { summary: 'full' },
  startsAt: '2026-05-12T07:46:50.123456789Z',
  endsAt: '0001-01-01T00:00:00Z',
  fingerprint,
  ...more,
});
const resolved = (fingerprint: string, labels: object = {}, more: object = {}) =>
  firing(fingerprint, labels, { status: 'resolved', endsAt: '2026-05-12T07:51:50Z', ...more });
const webhook = (...alerts: unknown[]) => ({ version: '4', status: 'firing', receiver: 'ledger', alerts });
const send = (body: unknown, path = '/api/alert_history') => collect.sender.post(path, body);
const stored = (fingerprint: string) =>
  query(
    `SELECT o.public_id AS organization, a.alertname, a.severity, a.starts_at, a.ends_at, a.resolution, a.receiver, a.priority, a.number, s.name AS source, p.name AS policy
       FROM episode a JOIN organization o ON o.id = a.organization_id JOIN alert_source s ON s.id = a.source_id JOIN escalation_policy p ON p.id = a.policy_id
      WHERE a.fingerprint = $1 ORDER BY a.starts_at`,
    [fingerprint],
  );
const places = async (fingerprint: string): Promise<string[]> =>
  (await stored(fingerprint)).map((row: { organization: string }) => row.organization);
const setAside = async (): Promise<{ tenant_id: string | null; reason: string; payload: { receiver: string; alert: unknown } }[]> =>
  query('DELETE FROM alert_quarantine RETURNING tenant_id, reason, payload').then(([rows]) => rows);

test.each(['/api/alert_history', '/api/webhooks/alertmanager', '/api/alert_history/'])(
  '%s answers 204 without a body once the alerts are committed',
  async (path) => {
    const fingerprint = path.slice(-4);
    const { status, text } = await send(webhook(firing(fingerprint)), path);
    expect([status, text]).toEqual([204, '']);
    expect(await stored(fingerprint)).toEqual([
      {
        organization: 'cafe',
        alertname: 'DiskFull',
        severity: 'critical',
        starts_at: new Date('2026-05-12T07:46:50.123Z'),
        ends_at: null,
        resolution: null,
        receiver: 'ledger',
        priority: 'HIGH',
        number: '',
        source: 'ledger',
        policy: 'Default',
      },
    ]);
  },
);

test('firing, resolved, resolved before firing and every repetition make one episode', async () => {
  for (const body of [
    webhook(resolved('order'), firing('order')),
    webhook(firing('order')),
    webhook(resolved('order'), resolved('order')),
    webhook(firing('order')),
  ])
    expect((await send(body)).status).toBe(204);
  expect(await stored('order')).toMatchObject([{ ends_at: new Date('2026-05-12T07:51:50Z'), resolution: 'webhook' }]);
});

test('the same batch from two Alertmanagers at once is stored once', async () => {
  const batch = webhook(...Array.from({ length: 40 }, (_, i) => firing(`twin-${i}`, { system_key: `SYS-${i}` })));
  const answers = await Promise.all([send(batch), send({ ...batch, alerts: [...batch.alerts].reverse() }), send(batch)]);
  expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
  expect(await query(`SELECT count(*) AS n FROM episode WHERE fingerprint LIKE 'twin-%'`)).toEqual([{ n: 40 }]);
});

describe('the caller', () => {
  const call = (headers: Record<string, string>) =>
    fetch(`${collect.url}/api/alert_history`, { method: 'POST', headers, body: 'no JSON', redirect: 'manual' });
  test.each([
    ['no header', {}, 'authorization header required'],
    ['another secret', { authorization: 'Bearer wrong' }, 'invalid token'],
    ['a prefix of the secret', { authorization: `Bearer ${WEBHOOK_TOKEN.slice(1)}` }, 'invalid token'],
    ['the list of secrets', { authorization: `Bearer ${WEBHOOK_TOKEN},the-next-secret` }, 'invalid token'],
    ['another scheme', { authorization: `Basic ${WEBHOOK_TOKEN}` }, 'invalid token'],
    ['no secret', { authorization: 'Bearer ' }, 'invalid token'],
  ])('with %s gets 401, before any word about the body', async (_, headers: Record<string, string>, message) => {
    const response = await call(headers);
    expect([response.status, await response.json()]).toEqual([401, { code: 401, message, data: {} }]);
  });

  test('may use any secret of the list while one replaces another', async () => {
    expect((await collect.sender.post('/api/alert_history', webhook(), { authorization: 'bearer the-next-secret' })).status).toBe(204);
  });
});

test.each([['{"alerts":['], ['not JSON'], [''], ['[]'], ['{}'], ['{"alerts":{}}'], ['{"alerts":null}'], ['null'], ['"x"']])(
  'the body %j is a 400',
  async (body) => {
    expect(await send(body)).toMatchObject({ status: 400, body: { code: 400, data: { type: 'validation_error' } } });
  },
);

test('a tenant that is given twice is a 400', async () => {
  expect((await send(webhook(), '/api/alert_history?tenant=a&tenant=b')).status).toBe(400);
});

test('16 MiB are taken, more is a 413', async () => {
  const body = JSON.stringify(webhook(firing('large')));
  const limit = 16 << 20;
  expect((await send(body.padEnd(limit, ' '))).status).toBe(204);
  expect(await send(body.padEnd(limit + 1, ' '))).toMatchObject({ status: 413, body: { code: 413, data: {} } });
});

test.each(['GET', 'PUT', 'DELETE'])('%s is an unknown route', async (method) => {
  const response = await fetch(`${collect.url}/api/alert_history`, { method });
  expect([response.status, await response.json()]).toEqual([404, { code: 404, message: 'route not found', data: {} }]);
});

describe('the organization', () => {
  const [labelled, unknown, none] = [{}, { organization_id: 'nobody' }, { organization_id: undefined }];
  beforeAll(async () => {
    const seen = webhook(firing('p-cafe', { system_key: 'SYS-C' }), firing('p-bar', { organization_id: 'bar', system_key: 'SYS-B' }));
    expect((await send(seen)).status).toBe(204);
  });

  test.each([
    ['label', labelled, '', ['cafe']],
    ['label of the tenant', labelled, 't-shop', ['cafe']],
    ['label of another tenant, none of the tenant', labelled, 't-bar', []],
    ['system', { ...none, system_key: 'SYS-B' }, '', ['bar']],
    ['unknown label, known system', { ...unknown, system_key: 'SYS-C' }, '', ['cafe']],
    ['system of the tenant', { ...none, system_key: 'SYS-C' }, 't-shop', ['cafe']],
    ['system of another tenant', { ...none, system_key: 'SYS-B' }, 't-shop', []],
    ['tenant with one organization', none, 't-bar', ['bar']],
    ['tenant with two', none, 't-shop', []],
    ['nothing', none, '', []],
  ])('comes from: %s', async (name, labels, tenant, organizations) => {
    const { status } = await send(webhook(firing(name, labels)), `/api/alert_history?tenant=${tenant}`);
    expect(status).toBe(204);
    expect(await places(name)).toEqual(organizations);
  });

  test('that was registered a moment ago is known, and one that was not sets the alert aside', async () => {
    await setAside();
    await send(webhook(firing('late', { organization_id: 'snack' })), '/api/alert_history?tenant=t-new');
    expect(await setAside()).toMatchObject([
      { tenant_id: 't-new', reason: 'the organization is unknown', payload: { receiver: 'ledger', alert: { fingerprint: 'late' } } },
    ]);
    await putOrganizations(collect.database.store, [{ id: 'snack', name: 'Snack', role: 'customer', parent_id: 'south' }]);
    await send(webhook(firing('late', { organization_id: 'snack' })));
    expect(await places('late')).toEqual(['snack']);
  });
});

describe('a poison alert', () => {
  const text = JSON.stringify;
  // As raw JSON of one alert: what becomes of it.
  const kept: [string, string, object][] = [
    ['a label __proto__', text(firing('x')).replace('"alertname"', '"__proto__":{"polluted":true},"alertname"'), {}],
    ['NUL characters', text(firing('x')).replace('DiskFull', 'Disk\\u0000Full').replace('full', '\\u0000'), { alertname: 'DiskFull' }],
    ['a lone surrogate', text(firing('x')).replace('DiskFull', 'Disk\\ud800Full'), { alertname: 'Disk\ufffdFull' }],
    ['a 300-character severity', text(firing('x', { severity: 's'.repeat(300) })), { severity: `${'s'.repeat(63)}…` }],
    ['a 1 MB annotation', text(firing('x', {}, { annotations: { summary: 'a'.repeat(1_000_000) } })), {}],
    [
      'labels that are not strings',
      text(firing('x', { severity: 5, alertname: true, o: { a: [1] }, n: null })),
      { severity: '5', alertname: 'true' },
    ],
    ['300 labels', text(firing('x', Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`l${i}`, 'v'])))), {}],
    ['annotations in a list', text(firing('x', {}, { annotations: ['a'] })), {}],
    ['no annotations', text(firing('x', {}, { annotations: undefined })), {}],
    [
      'an end before its start',
      text(resolved('x', {}, { endsAt: '2026-05-12T07:00:00Z' })),
      { ends_at: new Date('2026-05-12T07:46:50.123Z') },
    ],
  ];
  const refused: [string, string, string][] = [
    ['no start', text(firing('x', {}, { startsAt: undefined })), 'the start is missing or unreadable'],
    ['a start in the year 9999', text(firing('x', {}, { startsAt: '9999-01-01T00:00:00Z' })), 'the start is not plausible'],
    ['labels that are no object', text(firing('x', {}, { labels: 'a' })), 'the labels are no object'],
    ['a NUL in what is set aside', text({ labels: 7, note: 'a\0b\ud800' }), 'the labels are no object'],
    ['nesting beyond reason', `{"labels":7,"deep":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'the alert is nested too deeply'],
    ['no object', '[1]', 'the alert is no object'],
  ];
  const raw = (poison: string, good: string): string => `{"receiver":"ledger","alerts":[${poison},${text(firing(good))}]}`;

  test.each(kept)('with %s is cleaned, and the others are stored', async (name, poison, looks) => {
    const body = raw(poison.replace('"fingerprint":"x"', `"fingerprint":${text(name)}`), `beside ${name}`);
    expect((await send(body)).status).toBe(204);
    expect(await stored(name)).toMatchObject([{ organization: 'cafe', ...looks }]);
    expect(await places(`beside ${name}`)).toEqual(['cafe']);
  });

  test.each(refused)('with %s is set aside, and the others are stored', async (name, poison, reason) => {
    await setAside();
    expect((await send(raw(poison, `beside ${name}`))).status).toBe(204);
    expect(await setAside()).toMatchObject([{ reason, tenant_id: null }]);
    expect(await places(`beside ${name}`)).toEqual(['cafe']);
  });

  test('that only the database refuses is set aside alone', async () => {
    await setAside();
    await query(`ALTER TABLE series ADD CONSTRAINT picky CHECK (alertname <> 'Refused') NOT VALID`);
    const alerts = Array.from({ length: 9 }, (_, i) => firing(`picky-${i}`, i === 4 ? { alertname: 'Refused' } : {}));
    expect((await send(webhook(...alerts))).status).toBe(204);
    await query('ALTER TABLE series DROP CONSTRAINT picky');
    expect(await query(`SELECT count(*) AS n FROM episode WHERE fingerprint LIKE 'picky-%'`)).toEqual([{ n: 8 }]);
    expect(await setAside()).toMatchObject([{ reason: 'the database refused it', payload: { alert: { fingerprint: 'picky-4' } } }]);
  });

  test('is told to the people of its tenant, or to the owner, and counted', async () => {
    await query('DELETE FROM system_event');
    await send(webhook('odd', 'odder'), '/api/alert_history?tenant=t-bar');
    await send(webhook('odd'), '/api/alert_history?tenant=%00');
    const { tree } = await loadTree(collect.database.store);
    const events = await query('SELECT organization_id, severity, source, message, times FROM system_event ORDER BY id');
    const event = { severity: 'warning', source: 'webhook', message: 'alert set aside: the alert is no object' };
    expect(events).toEqual([
      { organization_id: tree.find('bar')?.id, ...event, times: 2 },
      { organization_id: tree.find('owner')?.id, ...event, times: 1 },
    ]);
    const metrics = await (await fetch(`${collect.url}/metrics`)).text();
    expect(metrics).toMatch(/alertledger_quarantined_alerts_total\{reason="the alert is no object"\} [1-9]/);
    expect(metrics).toMatch(/alertledger_webhook_alerts_total\{outcome="recorded"\} [1-9]/);
  });
});

test('a tenant keeps 20,000 alerts that were set aside, the newest, and the others are counted', async () => {
  await setAside();
  const held = () =>
    query(
      `SELECT count(*)::int AS n, min(payload #>> '{alert,fingerprint}') AS first, bool_or(tenant_id = 't-bar') AS other FROM alert_quarantine`,
    );
  const some = (from: number, count: number) =>
    webhook(...Array.from({ length: count }, (_, i) => firing(String(100_000 + from + i), { organization_id: 'nobody' })));
  await send(webhook('odd'), '/api/alert_history?tenant=t-bar');
  expect((await send(some(0, 21_000), '/api/alert_history?tenant=t-full')).status).toBe(204);
  expect(await held()).toEqual([{ n: 20_001, first: '101000', other: true }]);
  await Promise.all([0, 1, 2].map((i) => send(some(21_000 + i * 10, 10), '/api/alert_history?tenant=t-full')));
  expect(await held()).toEqual([{ n: 20_001, first: '101030', other: true }]);
  expect(await query(`SELECT sum(times)::int AS lost FROM system_event WHERE message LIKE '%is not kept%'`)).toEqual([{ lost: 1_030 }]);
  expect(await (await fetch(`${collect.url}/metrics`)).text()).toContain('alertledger_quarantine_dropped_alerts_total 1030');
  await setAside();
});

test('of an alert of 15 MiB that is set aside 64 KiB are kept, which tell it', async () => {
  await setAside();
  const large = firing('large', { organization_id: 'nobody' }, { generatorURL: 'x'.repeat(15 << 20) });
  expect((await send(webhook(large))).status).toBe(204);
  expect(await setAside()).toMatchObject([
    { payload: { cut: ['annotations'], alert: { fingerprint: 'large', labels: { organization_id: 'nobody' } } } },
  ]);
});

test('a webhook of more than a batch is stored whole', async () => {
  const alerts = Array.from({ length: 1_203 }, (_, i) => firing(`many-${i}`, { system_key: `M-${i % 7}` }));
  expect((await send(webhook(...alerts))).status).toBe(204);
  expect(await query(`SELECT count(*) AS n FROM episode WHERE fingerprint LIKE 'many-%'`)).toEqual([{ n: 1_203 }]);
});

test('a database that is too slow asks for a retry', async () => {
  const hurried = await createTestCollect({ limits: { ...new Limits(), webhookMs: 50 } });
  try {
    const locked = hurried.database.store.createQueryRunner();
    await locked.startTransaction();
    await locked.query('LOCK TABLE alert IN ACCESS EXCLUSIVE MODE');
    const { status, headers, body } = await hurried.sender.post('/api/alert_history', webhook(firing('slow')));
    await locked.rollbackTransaction();
    await locked.release();
    expect({ status, body }).toEqual({ status: 503, body: { code: 503, message: expect.any(String), data: {} } });
    expect(headers.get('retry-after')).toBe('1');
  } finally {
    await hurried.close();
  }
});

test('a database that is gone asks for a retry, and no answer says where it was', async () => {
  const gone = await openStore({ url: collect.database.url, app: 'test', poolSize: 2 });
  await gone.destroy();
  const orphaned = await createTestCollect({ store: gone });
  const { status, text } = await orphaned.sender.post('/api/alert_history', webhook(firing('gone')));
  await orphaned.close();
  expect([status, JSON.parse(text).data]).toEqual([503, {}]);
  expect(text).not.toMatch(/127\.0\.0\.1|select|pool/i);
});
