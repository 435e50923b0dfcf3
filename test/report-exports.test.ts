import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startWorker } from '#test/export-worker';
import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';
import { until } from '#test/until';

const gateway = useGateway();
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
afterAll(() => worker?.close());

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

test.each([
  ['alerts', { metric: 'MEAN' }],
  ['alerts', { timezone: 'CEST' }],
  ['alerts-summary', { nonsense: 1 }],
  ['system-events', { severity: 'fatal' }],
  ['api-keys-usage', { timezone: 'XYZ5' }],
  ['usage-summary', { team: 'red' }],
])('%s refuses the filters %j', async (report_type, filters) => {
  expect((await admin().post('/reports/export', { report_type, format: 'csv', ...DATES, filters })).status).toBe(400);
});
