import type { Answer } from '#test/client';
import { ORDER } from '#test/exports';
import { useGateway } from '#test/gateway';

const gateway = useGateway();
const MIDNIGHT_SECONDS = 86_400;

const order = (subject: string, more: object = {}, headers: Record<string, string> = {}): Promise<Answer> =>
  gateway.as('bar', { subject }).post('/reports/export', { ...ORDER, ...more }, headers);
const keyed = (subject: string, key: string, more: object = {}): Promise<Answer> => order(subject, more, { 'idempotency-key': key });
const times = <T>(count: number, make: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: count }, make));
const used = async (subject: string): Promise<number> =>
  (await gateway.database.store.query('SELECT used FROM export_quota WHERE subject = $1', [subject]))[0]?.used ?? 0;
const jobsOf = (subject: string): Promise<unknown[]> =>
  gateway.database.store.query('SELECT 1 FROM export_job WHERE subject = $1', [subject]);

test('of fifty orders at once ten are taken, and the others are told to wait until midnight UTC', async () => {
  const answers = await times(50, () => order('hasty'));
  const refused = answers.filter(({ status }) => status === 429);
  expect([answers.filter(({ status }) => status === 202).length, refused.length]).toEqual([10, 40]);
  expect((await jobsOf('hasty')).length).toBe(10);
  const left = MIDNIGHT_SECONDS - ((Date.now() / 1_000) % MIDNIGHT_SECONDS);
  for (const { headers, body } of refused) {
    expect(Math.abs(Number(headers.get('retry-after')) - left)).toBeLessThan(60);
    expect(body).toMatchObject({ status: 429, message: 'the daily number of exports is used up' });
  }
  expect((await order('calm')).status).toBe(202);
  expect(await gateway.database.store.query(`SELECT message FROM system_event WHERE source = 'exports' LIMIT 1`)).toEqual([
    { message: 'a user has used up the exports of the day' },
  ]);
});

test('the same order under one key is one job, however many come at once and in whatever order its fields are', async () => {
  const answers = await times(20, () => keyed('sure', 'k1', { filters: { severity: 'info', alertname: ['A'] } }));
  const again = await keyed('sure', 'k1', { filters: { alertname: ['A'], severity: 'info' } });
  expect(new Set([...answers, again].map(({ status, body }) => `${status} ${body.job_id}`)).size).toBe(1);
  expect([again.status, again.headers.get('location')]).toEqual([202, `/reports/export/${again.body.job_id}`]);
  expect([await used('sure'), (await jobsOf('sure')).length]).toEqual([1, 1]);
});

test('another order under the same key is refused and costs nothing, another user may use it', async () => {
  const first = await keyed('ada', 'k2');
  const other = await keyed('ada', 'k2', { format: 'ndjson' });
  expect([other.status, other.body.status]).toEqual([422, 422]);
  expect([await used('ada'), (await jobsOf('ada')).length]).toEqual([1, 1]);
  const hers = await keyed('eve', 'k2', { format: 'ndjson' });
  expect(hers.status).toBe(202);
  expect(hers.body.job_id).not.toBe(first.body.job_id);
});

test('a repeated order is answered when the quota is used up', async () => {
  const { body } = await keyed('full', 'k3');
  await times(9, () => order('full'));
  expect((await order('full')).status).toBe(429);
  const again = await keyed('full', 'k3');
  expect([again.status, again.body.job_id]).toEqual([202, body.job_id]);
  expect((await keyed('full', 'k4')).status).toBe(429);
});

test.each(['', ' ', 'a b', 'x'.repeat(256)])('the idempotency key %j is refused', async (key) => {
  expect((await keyed('odd', key)).status).toBe(400);
  expect(await used('odd')).toBe(0);
});

test.each([
  ['alerts', { timezone: 'right/UTC' }, 'filters.timezone'],
  ['alerts', { timezone: '+02:00' }, 'filters.timezone'],
  ['alerts', { sources: 'x' }, 'filters.sources'],
  ['alerts', { from: '2026-05-01T00:00:00Z' }, 'filters.from'],
  ['alerts-summary', { 'group-by': 'HOUR' }, 'filters.group-by'],
  ['api-keys-usage', { timezone: 'posix/UTC' }, 'filters.timezone'],
  ['system-events', { severity: 'critical' }, 'filters.severity'],
  ['usage-summary', { service: '' }, undefined],
])('%s with the filters %j is answered as its endpoint answers', async (report_type, filters, key) => {
  const { status, body } = await order('filters', { report_type, filters });
  expect([status, body.errors?.[0]?.key]).toEqual(key === undefined ? [202, undefined] : [400, key]);
});

test.each([
  [
    'alert-history',
    { scope: 'report read:analytics', roles: ['report_admin', 'ADMIN'] },
    { scope: 'read:systems', roles: ['report_admin'] },
  ],
  ['alerts', { scope: 'read:systems', roles: ['report_admin', 'ADMIN'] }, { scope: 'report', roles: ['report_admin'] }],
  ['alerts-summary', { scope: 'read:systems', roles: ['report_admin', 'ADMIN'] }, { scope: 'read:analytics', roles: ['report_admin'] }],
  [
    'system-events',
    { scope: 'report read:systems', roles: ['report_admin', 'ADMIN'] },
    { scope: 'read:analytics', roles: ['report_admin'] },
  ],
  [
    'usage-summary',
    { scope: 'report read:systems', roles: ['report_admin', 'ADMIN'] },
    { scope: 'read:analytics', roles: ['report_admin'] },
  ],
  [
    'api-keys-usage',
    { scope: 'report read:analytics read:systems', roles: ['report_admin'] },
    { scope: 'read:systems', roles: ['report_admin', 'ADMIN'] },
  ],
])('an export of %s asks for what its endpoint asks for, before a word about its parameters', async (report_type, without, enough) => {
  const send = (held: object, more: object = {}) => gateway.as('bar', held).post('/reports/export', { ...ORDER, report_type, ...more });
  expect([(await send(without)).status, (await send(without, { format: 'stone' })).status]).toEqual([403, 403]);
  expect([(await send(enough)).status, (await send(enough, { format: 'stone' })).status]).toEqual([202, 400]);
});

test.each(['start_date', 'end_date'])('the year 0 is no year of an export, in %s', async (key) => {
  const { status, body } = await order('ancient', { [key]: '0000-01-01' });
  expect([status, body.errors?.[0]?.key]).toEqual([400, key]);
  expect(await used('ancient')).toBe(0);
});

test('null is as if absent, and organizations are named in one place', async () => {
  const nothing = { compression: null, filters: null, formula_guard: null, callback_url: null };
  expect((await order('nuller', nothing)).body).toMatchObject({ status: 'queued', compression: 'none' });
  const { status, body } = await order('nuller', { format: null });
  expect([status, body.errors?.[0]?.key]).toEqual([400, 'format']);
  const twice = await gateway.as('south').post('/reports/export?organization_id=bar', { ...ORDER, filters: { organization_id: 'bar' } });
  expect([twice.status, twice.body.errors?.[0]?.key]).toEqual([400, 'organization_id']);
});

test('the same order for other organizations is another order', async () => {
  const to = (organization: string) =>
    gateway.as('south', { subject: 'choosy' }).post(`/reports/export?organization_id=${organization}`, ORDER, { 'idempotency-key': 'k' });
  expect([(await to('bar')).status, (await to('bar')).status, (await to('south')).status]).toEqual([202, 202, 422]);
});

test('days before there was anything are not counted', async () => {
  const { body } = await order('historian', { report_type: 'alerts', start_date: '0001-01-01', end_date: '2025-03-31' });
  const [job] = await gateway.database.store.query('SELECT from_at FROM export_job WHERE id = $1', [body.job_id]);
  expect(job.from_at).toEqual(new Date('1980-01-01T00:00:00Z'));
});

test('a zone is written down as the database spells it, the organization’s own where none is named', async () => {
  const zoneOf = async (report_type: string, filters: object) => {
    const { body } = await order('zones', { report_type, filters });
    return (await gateway.database.store.query('SELECT filters FROM export_job WHERE id = $1', [body.job_id]))[0].filters.timezone;
  };
  for (const type of ['alerts', 'alerts-summary', 'api-keys-usage'])
    expect([await zoneOf(type, { timezone: 'europe/rome' }), await zoneOf(type, {})]).toEqual(['Europe/Rome', 'UTC']);
});

test('lists go on after their cursor, newest first, each export once', async () => {
  const reader = gateway.as('kiosk', { subject: 'lister' });
  const ids: string[] = [];
  for (let n = 0; n < 5; n++)
    ids.unshift((await reader.post('/reports/export', { ...ORDER, format: n % 2 ? 'csv' : 'ndjson' })).body.job_id);
  const page = async (query: string) => (await reader.get(`/reports/export?limit=2${query}`)).body;
  const first = await page('');
  const second = await page(`&cursor=${first.next_cursor}`);
  const third = await page(`&cursor=${second.next_cursor}`);
  const seen = [first, second, third].flatMap(({ exports }) => exports.map(({ job_id }: { job_id: string }) => job_id));
  expect([seen, third.next_cursor]).toEqual([ids, null]);
  expect((await reader.get('/reports/export?cursor=x')).status).toBe(400);
  expect((await reader.get('/reports/export?status=done')).status).toBe(400);
  expect((await reader.get('/reports/export?limit=0')).status).toBe(400);
  expect((await reader.get('/reports/export?status=completed&status=failed')).body).toEqual({ exports: [], next_cursor: null });
  expect((await reader.get('/reports/export?cursor=')).body.exports).toHaveLength(5);
});

test('an export is cancelled once, and stays cancelled', async () => {
  const reader = gateway.as('kiosk', { subject: 'canceller' });
  const { job_id } = (await reader.post('/reports/export', ORDER)).body;
  const answers = [await reader.delete(`/reports/export/${job_id}`), await reader.delete(`/reports/export/${job_id}`)];
  expect(answers.map(({ status, text }) => [status, text])).toEqual([
    [204, ''],
    [204, ''],
  ]);
  const { headers, body } = await reader.get(`/reports/export/${job_id}`);
  expect(body).toMatchObject({ status: 'failed', error: { code: 'CANCELLED', retryable: false } });
  expect([headers.get('retry-after'), body.download_url]).toEqual([null, undefined]);
});
