import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { saveTenantSilences } from '#persistence';
import { startWorker } from '#test/export-worker';
import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';
import { until } from '#test/until';

const dir = mkdtempSync(path.join(tmpdir(), 'reports-'));
const gateway = useGateway({ exports: { perDay: 1_000 } });
let worker: NestFastifyApplication;
const DATES = { start_date: '2021-08-01', end_date: '2021-08-31' };
const RANGE = 'from=2021-08-01T00:00:00Z&until=2021-09-01T00:00:00Z';
const admin = () => gateway.as('north', { subject: 'clerk' });

beforeAll(async () => {
  worker = await startWorker(gateway);
  const start = new Date('2021-08-03T10:00:00Z');
  const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);
  await tell(gateway.database.store, [
    { organization: 'cafe', fingerprint: 'a', startsAt: start, endsAt: at(600), acknowledgedAt: at(60), number: '+12025550123' },
    { organization: 'cafe', fingerprint: 'b', startsAt: at(86_400), endsAt: null },
    { organization: 'deli', fingerprint: 'c', startsAt: at(7 * 86_400), endsAt: at(7 * 86_400 + 30) },
  ]);
  const users = [{ id: 'ada', organization_id: 'cafe', created_at: '2021-07-01T00:00:00Z' }];
  await admin().put('/api/users', { users });
  await admin().post('/api/usage/sessions', { sessions: [{ id: 's', user_id: 'ada', started_at: '2021-08-31T23:59:59Z' }] });
  await admin().post('/api/usage/api-calls', { calls: [{ user_id: 'ada', scope: 'alert', at: '2021-08-02T00:00:00Z', count: 7 }] });
  const events = [
    { timestamp: '2021-08-31T23:59:59.5Z', severity: 'error', message: '=1+1' },
    { timestamp: '2021-08-01T00:00:00Z', severity: 'info', message: 'first' },
  ];
  await admin().post('/logs/system-events', { events });
});
afterAll(async () => {
  await worker?.close();
  rmSync(dir, { recursive: true });
});

async function lines(report_type: string, filters: object = {}): Promise<string[]> {
  const ordered = await admin().post('/reports/export', { report_type, format: 'csv', ...DATES, filters });
  expect([report_type, ordered.status]).toEqual([report_type, 202]);
  const job = async () => (await admin().get(`/reports/export/${ordered.body.job_id}`)).body;
  await until(async () => ['completed', 'failed'].includes((await job()).status));
  const { status, download_url } = await job();
  expect([report_type, status]).toEqual([report_type, 'completed']);
  const { pathname, search } = new URL(download_url);
  return (await gateway.anonymous.get(pathname + search)).text.trimEnd().split('\r\n');
}

const cells = (rows: unknown[][]): string[] =>
  rows.map((row) => row.map((cell) => (cell === '+12025550123' ? `'${cell}` : (cell ?? ''))).join());

test('the alert reports are the rows of their endpoints', async () => {
  const rows = (await admin().get(`/reports/alerts?${RANGE}&group-by=DAY`)).body;
  expect(rows).toHaveLength(3);
  const header = 'alertSourceId,escalationPolicyId,callRoutingNumberPhoneNumber';
  expect(await lines('alerts', { 'group-by': 'DAY' })).toEqual([`${header},bucket,value`, ...cells(rows)]);
  const means = (await admin().get(`/reports/alerts?${RANGE}&metric=MTTR`)).body;
  expect(await lines('alerts', { metric: 'MTTR', timezone: 'UTC' })).toEqual([`${header},bucket,value`, ...cells(means)]);
  const sums: Record<string, unknown>[] = (await admin().get(`/reports/alerts/summary?${RANGE}`)).body;
  const columns = [...header.split(','), 'count', 'mtta', 'mttr'];
  expect(await lines('alerts-summary')).toEqual([columns.join(), ...cells(sums.map((one) => columns.map((name) => one[name])))]);
});

test('usage and system events are the rows of theirs', async () => {
  expect(await lines('usage-summary')).toEqual([
    'start_date,end_date,total_users,active_users,total_sessions',
    '2021-08-01,2021-08-31,1,1,1',
  ]);
  const calls = (await admin().get(`/reports/api-keys/usage?${RANGE}`)).body;
  expect(calls).toHaveLength(1);
  expect(await lines('api-keys-usage', { scopes: ['alert'] })).toEqual(['user_id,scope,date,calls', ...cells(calls)]);
  expect(await lines('system-events')).toEqual([
    'timestamp,severity,message',
    "2021-08-31T23:59:59.500Z,error,'=1+1",
    '2021-08-01T00:00:00Z,info,first',
  ]);
});

const FINDINGS = ['availability', 'tuning', 'bursts', 'interruptions', 'suppression'];
const TYPES = ['alerts', 'alerts-summary', 'usage-summary', 'api-keys-usage', 'system-events', 'alert-history', ...FINDINGS];

async function download(
  report_type: string,
  format: string,
  filters: object = {},
): Promise<{ type: string | null; name: string; bytes: Buffer }> {
  const ordered = await admin().post('/reports/export', { report_type, format, ...DATES, filters });
  const job = async () => (await admin().get(`/reports/export/${ordered.body.job_id}`)).body;
  await until(async () => ['completed', 'failed'].includes((await job()).status));
  const { pathname, search } = new URL((await job()).download_url);
  const answer = await fetch(`${gateway.url}${pathname}${search}`);
  if (answer.status !== 200) throw new Error(await answer.text());
  const name = answer.headers.get('content-disposition') ?? '';
  return { type: answer.headers.get('content-type'), name, bytes: Buffer.from(await answer.arrayBuffer()) };
}

test.each(TYPES)('%s comes as a workbook, and as Parquet with the rows of its lines', async (report_type) => {
  const book = await download(report_type, 'xlsx');
  expect(book.type).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
  expect(book.name).toContain('.xlsx"');
  expect(book.bytes.subarray(0, 2).toString()).toBe('PK');
  const { type, bytes } = await download(report_type, 'parquet');
  expect(type).toBe('application/vnd.apache.parquet');
  const file = path.join(dir, `${report_type}.parquet`);
  writeFileSync(file, bytes);
  const connection = await (await DuckDBInstance.create()).connect();
  const read = await connection.runAndReadAll(`SELECT * FROM '${file}'`);
  const lines = (await download(report_type, 'ndjson')).bytes
    .toString()
    .trimEnd()
    .split('\n')
    .flatMap((line) => (line ? [JSON.parse(line)] : []));
  expect(read.columnNames().length).toBeGreaterThan(2);
  if (lines[0]) expect(read.columnNames()).toEqual(Object.keys(lines[0]));
  expect(read.currentRowCount).toBe(lines.length);
});

type Rows = Record<string, unknown>[];
const objects = async (report_type: string, filters: object): Promise<Rows> =>
  (await download(report_type, 'ndjson', filters)).bytes
    .toString()
    .split('\n')
    .flatMap((line) => (line ? [JSON.parse(line)] : []));

test('what follows from the history of alerts comes as the rows of its endpoints, narrowed alike', async () => {
  const get = async (path: string) => (await admin().get(`/reports/${path}?${RANGE}&filter=alertname!=None`)).body;
  const filter = ['alertname!=None'];
  const available: Rows = await get('availability');
  expect(available[0]).toMatchObject({ availability: expect.any(Number), episodes: expect.any(Number) });
  expect(await objects('availability', { filter })).toEqual(available);
  const tuned: Rows = await get('tuning');
  expect(tuned).not.toEqual([]);
  expect(await objects('tuning', { filter })).toEqual(tuned);
  expect(await objects('bursts', { filter, minimum: 3 })).toEqual((await get('bursts')).bursts);
  const { buckets, assignees } = await get('interruptions');
  expect(assignees).not.toEqual([]);
  expect(await objects('interruptions', { filter })).toEqual([
    ...buckets.map((row: object) => ({ user_id: null, ...row })),
    ...assignees.map((row: object) => ({ bucket: null, ...row })),
  ]);
  expect(await objects('availability', { filter: ['alertname=None'] })).toEqual([]);
  expect(await objects('alerts-summary', { filter: ['alertname=None'] })).toEqual([]);
});

test('a share of a whole is a number with a fraction in Parquet and in a workbook', async () => {
  const file = path.join(dir, 'shares.parquet');
  writeFileSync(file, (await download('availability', 'parquet', { by: 'organization' })).bytes);
  const connection = await (await DuckDBInstance.create()).connect();
  const read = await connection.runAndReadAll(`SELECT typeof(availability) AS type, availability AS share FROM '${file}' ORDER BY key`);
  const shares = (await objects('availability', { by: 'organization' })).map((row) => ['DOUBLE', row.availability]);
  expect(read.getRows()).toEqual(shares);
});

const order = (more: object) => admin().post('/reports/export', { report_type: 'alert-history', format: 'csv', ...DATES, ...more });
async function text(more: object): Promise<string> {
  const ordered = await order(more);
  expect(ordered.status).toBe(202);
  const job = async () => (await admin().get(`/reports/export/${ordered.body.job_id}`)).body;
  await until(async () => ['completed', 'failed'].includes((await job()).status));
  const { pathname, search } = new URL((await job()).download_url);
  return Buffer.from(await (await fetch(`${gateway.url}${pathname}${search}`)).arrayBuffer()).toString('utf8');
}

test('a CSV file has the columns, labels and marks that were asked for, and its own otherwise', async () => {
  const recordedAt = new Date('2021-08-05T00:00:00Z');
  const labels = { alertname: 'Disk;Full', team: '=core', 'service.name': 'a,b' };
  const told = {
    organization: 'cafe',
    fingerprint: 'laid out',
    alertname: 'Disk;Full',
    labels,
    startsAt: new Date('2021-08-04T00:00:00Z'),
  };
  await tell(gateway.database.store, [{ ...told, via: 'import', endsAt: recordedAt, recordedAt }]);
  expect(
    await text({ delimiter: ';', bom: true, columns: ['alertname', 'fingerprint'], label_columns: ['team', 'service.name', 'none'] }),
  ).toBe('\ufeffalertname;fingerprint;label_team;label_service.name;label_none\r\n"Disk;Full";laid out;\'=core;a,b;\r\n');
  expect(await text({ delimiter: '\t', columns: ['fingerprint', 'acknowledged_at', 'starts_at'] })).toBe(
    'fingerprint\tacknowledged_at\tstarts_at\r\nlaid out\t\t2021-08-04T00:00:00Z\r\n',
  );
  expect((await text({})).split('\r\n')[0]).toMatch(/^id,organization_id,system_key,.*,alert_id$/);
});

test.each(TYPES)('%s may be asked for by all of its columns', async (report_type) => {
  const header = (await download(report_type, 'csv')).bytes.toString().split('\r\n')[0] ?? '';
  expect(await text({ report_type, columns: header.split(',') })).toMatch(new RegExp(`^${header}\r\n`));
});

test.each([
  ['delimiter', { delimiter: '|' }],
  ['delimiter', { delimiter: ';', format: 'ndjson' }],
  ['bom', { bom: true, format: 'xlsx' }],
  ['columns', { columns: ['nonsense'] }],
  ['columns', { columns: ['id', 'id'] }],
  ['columns', { columns: [] }],
  ['label_columns', { label_columns: ['team'], report_type: 'alerts' }],
  ['label_columns', { label_columns: ['team', 'team'] }],
])('an order is refused because of its %s', async (key, more) => {
  const { status, body } = await order(more);
  expect([status, body.errors.map((one: { key: string }) => one.key)]).toEqual([400, [key]]);
});

test.each(['xlsx', 'parquet'])('%s is packed as it is', async (format) => {
  const { status, body } = await admin().post('/reports/export', { report_type: 'alerts', format, compression: 'gzip', ...DATES });
  expect([status, body.errors[0].key]).toEqual([400, 'compression']);
});

test.each([
  ['alerts', { metric: 'MEAN' }],
  ['alerts', { timezone: 'CEST' }],
  ['alerts-summary', { nonsense: 1 }],
  ['system-events', { severity: 'fatal' }],
  ['api-keys-usage', { timezone: 'XYZ5' }],
  ['usage-summary', { team: 'red' }],
  ['alerts', { filter: ['{nonsense'] }],
  ['availability', { by: 'nobody' }],
  ['tuning', { limit: 5 }],
  ['bursts', { from: '2021-08-01T00:00:00Z' }],
  ['interruptions', { priority: 'LOW' }],
])('%s refuses the filters %j', async (report_type, filters) => {
  expect((await admin().post('/reports/export', { report_type, format: 'csv', ...DATES, filters })).status).toBe(400);
});

test('what silences held comes as the rows of its endpoint, with who made them', async () => {
  const { store } = gateway.database;
  const [starts_at, ends_at] = [new Date('2021-08-06T00:00:00Z'), new Date('2021-08-07T00:00:00Z')];
  const status = { state: 'suppressed' as const, silencedBy: ['s1'], inhibitedBy: [] };
  await tell(store, [{ organization: 'kiosk', fingerprint: 'held', startsAt: starts_at, via: 'refresher', status }], starts_at);
  await tell(store, [{ organization: 'kiosk', fingerprint: 'held', startsAt: starts_at, endsAt: ends_at }], ends_at);
  const made = (id: string) => ({ id, matchers: [], created_by: '=ann', comment: 'quiet', starts_at, ends_at, updated_at: starts_at });
  await saveTenantSilences(store, 't-kiosk', [made('s1'), made('idle')]);
  const rows: Rows = (await admin().get(`/reports/suppression?${RANGE}`)).body;
  expect(rows).toMatchObject([
    { key: 'idle', alerts: 0 },
    { key: 's1', creator: '=ann', alerts: 1, suppressed_seconds: 86_400, unseen: 1 },
  ]);
  expect(await objects('suppression', {})).toEqual(rows);
  expect((await text({ report_type: 'suppression', columns: ['key', 'creator'] })).split('\r\n')).toEqual([
    ...['key,creator', "idle,'=ann", "s1,'=ann", ''],
  ]);
  expect(await objects('suppression', { by: 'mute' })).toEqual([]);
});
