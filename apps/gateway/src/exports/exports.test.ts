import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { parse } from 'csv-parse/sync';
import type { Answer } from '#test/client';
import { startWorker } from '#test/export-worker';
import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';
import { until } from '#test/until';

const gateway = useGateway();
let worker: NestFastifyApplication;

const ended = (organization: string, alertname: string, recorded: string, more: Partial<Told> = {}): Told => ({
  via: 'import',
  organization,
  alertname,
  fingerprint: `${organization} ${alertname}`,
  startsAt: new Date('2026-05-12T07:00:00Z'),
  endsAt: new Date('2026-05-12T07:05:00.250Z'),
  recordedAt: new Date(recorded),
  ...more,
});

const MAY = { report_type: 'alert-history', format: 'csv', start_date: '2026-05-01', end_date: '2026-05-31' };
const order = (caller: string, more: object = {}, headers?: Record<string, string>, subject?: string): Promise<Answer> =>
  gateway.as(caller, subject === undefined ? {} : { subject }).post('/reports/export', { ...MAY, ...more }, headers);
const status = (caller: string, id: string): Promise<Answer> => gateway.as(caller).get(`/reports/export/${id}`);

async function finished(caller: string, id: string): Promise<Answer['body']> {
  let answer = await status(caller, id);
  await until(async () => {
    answer = await status(caller, id);
    return ['completed', 'failed'].includes(answer.body.status);
  });
  return answer.body;
}

const download = (url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(url.replace('https://alerts.example.com', gateway.url), { method, headers });

async function exported(caller: string, more: object = {}): Promise<Buffer> {
  const { body } = await order(caller, more);
  const { download_url } = await finished(caller, body.job_id);
  return Buffer.from(await (await download(download_url)).arrayBuffer());
}
const names = async (caller: string, more: object = {}): Promise<string[]> =>
  parse<{ alertname: string }>(await exported(caller, more), { columns: true }).map((row) => row.alertname);

beforeAll(async () => {
  const { store } = gateway.database;
  await store.query(`UPDATE organization SET timezone = 'Europe/Rome' WHERE public_id = 'north'`);
  await tell(store, [
    ended('cafe', 'A', '2026-05-12T10:00:00Z', { severity: 'critical', systemKey: 'NETH-1', annotations: { summary: '=HYPERLINK("x")' } }),
    ended('deli', 'B', '2026-05-12T11:00:00Z', { severity: 'warning', systemKey: '-2', labels: { job: 'a "b", c' } }),
    ended('bar', 'C', '2026-05-31T22:30:00Z', { severity: 'info', acknowledgedAt: new Date('2026-05-12T07:01:00Z') }),
    ended('cafe', 'D', '2026-04-30T22:30:00Z'),
    ended('cafe', 'E', '2026-06-01T00:00:00Z', { receiver: 'default' }),
    { organization: 'bar', fingerprint: 'running', alertname: 'Runs' },
  ]);
  worker = await startWorker(gateway);
});
afterAll(() => worker.close());

test('an order is answered with where to poll, and ends in a file that a signed link opens without a token', async () => {
  const { status: code, headers, body } = await order('owner');
  expect(code).toBe(202);
  expect(headers.get('location')).toBe(`/reports/export/${body.job_id}`);
  expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
  // A worker that looked in the moment has taken it.
  expect(body).toMatchObject({
    status: expect.stringMatching(/^(queued|processing)$/),
    progress: 0,
    rows_written: 0,
    error: null,
    report_type: 'alert-history',
  });
  const job = await finished('owner', body.job_id);
  expect(job).toMatchObject({ status: 'completed', progress: 100, rows_written: 3, error: null });
  const file = await download(job.download_url);
  const bytes = Buffer.from(await file.arrayBuffer());
  expect(file.headers.get('content-type')).toContain('text/csv');
  expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  expect(file.headers.get('content-disposition')).toContain('filename="owner alert-history 2026-05-01 to 2026-05-31.csv"');
  expect(job.file_size).toBe(bytes.length);
  expect(job.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(Date.parse(job.expires_at) - Date.parse(job.finished_at)).toBe(168 * 3_600_000);
});

test('the rows are those of the history, with its field names and instants', async () => {
  const text = (await exported('owner')).toString();
  const live = (await gateway.as('owner').get('/api/alerts/history?to_date=2026-06-01T00:00:00Z&from_date=2026-05-01T00:00:00Z')).body.data;
  const rows: Record<string, string>[] = parse(text, { columns: true, record_delimiter: '\r\n' });
  const cell = (value: unknown): string => (value === null ? '' : String(value));
  const guarded = (text: string): string => (/^[=-]/.test(text) ? `'${text}` : text);
  const expected = live.alerts.map((alert: Record<string, unknown>) => ({
    ...Object.fromEntries(Object.entries(alert).map(([key, value]) => [key, guarded(cell(value))])),
    labels: alert.labels,
    annotations: alert.annotations,
  }));
  expect(
    rows.map(({ labels = '', annotations = '', ...row }) => ({ ...row, labels: JSON.parse(labels), annotations: JSON.parse(annotations) })),
  ).toEqual(expected);
  expect(Object.keys(rows[0] ?? {})).toEqual(Object.keys(live.alerts[0]));
  expect(rows.at(-1)?.summary).toBe(`'=HYPERLINK("x")`);
});

test('ndjson holds the same objects as the history', async () => {
  const lines = (await exported('owner', { format: 'ndjson' })).toString().split('\n').slice(0, -1);
  const live = (await gateway.as('owner').get('/api/alerts/history?to_date=2026-06-01T00:00:00Z&from_date=2026-05-01T00:00:00Z')).body.data;
  expect(lines.map((line) => JSON.parse(line))).toEqual(live.alerts);
});

test('a compressed file is the plain one', async () => {
  expect(gunzipSync(await exported('owner', { compression: 'gzip' }))).toEqual(await exported('owner'));
  const { body } = await order('owner', { compression: 'gzip', format: 'ndjson' }, {}, 'someone else');
  expect((await gateway.as('owner').get(`/reports/export/${body.job_id}`)).body.job_id).toBe(body.job_id);
});

test('dates are days of the organization of the caller', async () => {
  expect(await names('north')).toEqual(['B', 'A', 'D']);
  expect(await names('north', { start_date: '2026-05-12', end_date: '2026-05-12' })).toEqual(['B', 'A']);
});

test('filters are those of the history, and organizations follow the scope rule', async () => {
  expect(await names('north', { filters: { severity: 'warning' } })).toEqual(['B']);
  expect(await names('north', { filters: { severity: ['warning', 'critical'], system_key: ['NETH-1', 'x'] } })).toEqual(['A']);
  expect(await names('north', { filters: { status: ['firing'] } })).toEqual([]);
  expect(await names('north', { filters: { filter: ['job=~"a.*"'] } })).toEqual(['B']);
  expect(await names('north', { filters: { filter: ['system_key=~"N.*"', 'organization_id=cafe', 'severity=critical'] } })).toEqual(['A']);
  expect(await names('north', { filters: { filter: 'missing!=""' } })).toEqual([]);
  expect(await names('shop', { filters: { organization_id: ['deli', 'deli'] } })).toEqual(['B']);
  expect(await names('south', { filters: { organization_id: 'south', include: 'descendants' }, end_date: '2026-06-30' })).toEqual(['C']);
  expect(await names('cafe', { filters: { organization_id: 'bar' } })).toEqual(['A']);
  const { body } = await gateway.as('shop').post('/reports/export?organization_id=deli', MAY);
  expect(await finished('shop', body.job_id)).toMatchObject({ status: 'completed', rows_written: 1 });
});

test('a range that reaches into today ends now', async () => {
  const today = new Date().toISOString().slice(0, 10);
  const { body } = await order('bar', { start_date: '2026-06-01', end_date: today });
  expect((await finished('bar', body.job_id)).status).toBe('completed');
  const [{ over }] = await gateway.database.store.query('SELECT until_at - created_at AS over FROM export_job WHERE id = $1', [
    body.job_id,
  ]);
  expect(over.milliseconds ?? 0).toBeLessThanOrEqual(1);
});

test.each([
  [{ report_type: 'alerts-history' }, 'report_type'],
  [{ format: 'pdf' }, 'format'],
  [{ start_date: '2026-13-01' }, 'start_date'],
  [{ end_date: '2026-04-30' }, 'end_date'],
  [{ start_date: '2999-01-01', end_date: '2999-01-02' }, 'start_date'],
  [{ compression: 'zip' }, 'compression'],
  [{ formula_guard: 'no' }, 'formula_guard'],
  [{ callback_url: 'http://example.com/' }, 'callback_url'],
  [{ filters: [] }, 'filters'],
  [{ filters: { status: 'bogus' } }, 'filters.status'],
  [{ filters: { unknown: 1 } }, 'filters.unknown'],
  [{ filters: { organization_id: 7 } }, 'filters.organization_id'],
  [{ filters: { alertname: 'a\0' } }, 'filters.alertname'],
  [{ filters: { filter: ['pod=~"api-("'] } }, 'filters.filter'],
  [{ unknown: 1 }, 'unknown'],
])('%j is refused, without a job and without using the quota', async (more, key) => {
  const { status: code, body } = await order('kiosk', more);
  expect(code).toBe(400);
  expect(body).toMatchObject({ status: 400, code: 'BAD_REQUEST', errors: [{ key }] });
  expect(
    await gateway.database.store.query(
      `SELECT 1 FROM export_quota q JOIN organization o ON o.id = q.organization_id WHERE o.public_id = 'kiosk'`,
    ),
  ).toEqual([]);
});

test('an organization outside the hierarchy is refused before anything else of the body', async () => {
  const { status: code, body } = await order('north', { filters: { organization_id: 'bar' }, format: 'pdf' });
  expect([code, body.message]).toEqual([403, 'access denied: organization not in your hierarchy']);
});

test('ordering needs the role report_admin, reading the scope read:analytics', async () => {
  const reader = gateway.as('bar', { roles: [], scope: 'read:analytics', subject: 'user-of-bar' });
  expect((await reader.post('/reports/export', MAY)).body).toEqual({
    status: 403,
    code: 'FORBIDDEN',
    error: 'Forbidden',
    message: 'You do not have access to this resource.',
  });
  const { body } = await order('bar');
  expect((await reader.get(`/reports/export/${body.job_id}`)).status).toBe(200);
  expect((await reader.delete(`/reports/export/${body.job_id}`)).status).toBe(403);
  expect((await reader.get('/reports/export')).status).toBe(403);
  expect((await gateway.as('bar', { scope: 'report' }).get(`/reports/export/${body.job_id}`)).status).toBe(403);
});

test('a job is seen by its user and by report administrators above, and is unknown to all others', async () => {
  const id = (await order('deli', {}, {}, 'dora')).body.job_id;
  const see = async (organization: string, claims: object) => (await gateway.as(organization, claims).get(`/reports/export/${id}`)).status;
  expect(await see('deli', { subject: 'dora', roles: [] })).toBe(200);
  expect(await see('deli', { subject: 'emil' })).toBe(200);
  expect(await see('shop', {})).toBe(200);
  expect(await see('owner', {})).toBe(200);
  const unknown = await gateway.as('deli').get('/reports/export/0b7a4b1c-0000-4000-8000-000000000000');
  expect(unknown.status).toBe(404);
  const strangers: [string, object][] = [
    ['deli', { subject: 'emil', roles: [] }],
    ['shop', { roles: [] }],
    ['cafe', {}],
    ['south', {}],
  ];
  for (const [organization, claims] of strangers)
    expect((await gateway.as(organization, claims).get(`/reports/export/${id}`)).body).toEqual(unknown.body);
  for (const odd of ['x', '%00', '..%2f..%2fetc', '1e9'])
    expect((await gateway.as('deli').get(`/reports/export/${odd}`)).body).toEqual(unknown.body);
});

test("another user's export of what a caller may not ask for is unknown to them, whatever they administer", async () => {
  const id = (await order('deli', { report_type: 'api-keys-usage', filters: {} }, {}, 'dora')).body.job_id;
  await finished('deli', id);
  const without = { subject: 'emil', scope: 'read:analytics report', roles: ['report_admin'] };
  expect((await gateway.as('deli').get(`/reports/export/${id}`)).body.download_url).toBeDefined();
  for (const organization of ['deli', 'shop', 'owner'])
    expect((await gateway.as(organization, without).get(`/reports/export/${id}`)).status).toBe(404);
  expect((await gateway.as('deli', without).delete(`/reports/export/${id}`)).status).toBe(404);
  expect((await gateway.as('deli', { ...without, subject: 'dora' }).get(`/reports/export/${id}`)).status).toBe(200);
  const listed = (await gateway.as('deli', without).get('/reports/export')).body.exports;
  expect(listed.map(({ report_type }: { report_type: string }) => report_type)).not.toContain('api-keys-usage');
});

test('the same answers come with the prefix /api, whose links have it too', async () => {
  const { status: code, headers, body } = await gateway.as('bar', { subject: 'prefix' }).post('/api/reports/export', MAY);
  expect([code, headers.get('location')]).toEqual([202, `/api/reports/export/${body.job_id}`]);
  const job = await finished('bar', body.job_id);
  expect(job.download_url).toContain('https://alerts.example.com/downloads/');
  const again = await gateway.as('bar').get(`/api/reports/export/${body.job_id}`);
  expect(again.body.download_url).toContain('https://alerts.example.com/api/downloads/');
  expect((await download(again.body.download_url)).status).toBe(200);
});
