import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { deleteOrganization, loadTree, unsubscribeToken } from '#persistence';
import { Reach } from '#runtime';
import { startWorker } from '#test/export-worker';
import { useGateway } from '#test/gateway';
import { MailServer, refusal } from '#test/mail-server';
import { Receiver } from '#test/receiver';
import { tell } from '#test/sightings';
import { until } from '#test/until';

jest.setTimeout(60_000);
const LOOPBACK = ['127.0.0.0/8', '::1'];
const gateway = useGateway({ exports: { reach: new Reach(LOOPBACK), perDay: 3, mailDomains: ['example.com'], hasDrop: true } });
const store = () => gateway.database.store;
const admin = () => gateway.as('north', { subject: 'clerk' });
const REPORT = { report_type: 'alerts', format: 'csv', range: 'previous-day' };
const SCHEDULE = { name: 'Yesterday', cron: '0 7 * * *', timezone: 'Europe/Rome', report: REPORT, recipients: [{ kind: 'drop' }] };

let worker: NestFastifyApplication;
let receiver: Receiver;
let smtp: MailServer;
const dropDir = () => path.join(gateway.filesDir, 'drops');

beforeAll(async () => {
  receiver = await Receiver.start();
  smtp = await MailServer.start();
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  worker = await startWorker(gateway, {
    way: { reach: new Reach(LOOPBACK), ca: receiver.ca, deadlineMs: 5_000, resolve },
    drop: `file://${dropDir()}`,
    mail: {
      ...{ url: `smtp://localhost:${smtp.port}`, from: 'Alertledger <reports@example.com>', domains: ['example.com'], attachmentMb: 5 },
      ...{ publicUrl: 'https://alerts.example.com', ca: smtp.ca },
    },
  });
  const yesterday = new Date(Date.now() - 86_400_000);
  await tell(store(), [
    { organization: 'cafe', fingerprint: 'a', alertname: 'DiskFull', startsAt: yesterday, endsAt: new Date(yesterday.getTime() + 60_000) },
  ]);
});
afterAll(async () => {
  await worker?.close();
  await receiver?.stop();
  await smtp?.stop();
});
afterEach(() => {
  smtp.refuse = () => undefined;
});

async function make(more: object = {}): Promise<{ id: string; version: number }> {
  const { status, body } = await admin().post('/reports/schedules', { ...SCHEDULE, ...more });
  expect({ status, errors: body.errors }).toEqual({ status: 201, errors: undefined });
  return body;
}
/** As if its slot had come. */
const comes = (id: string, at = new Date(Date.now() - 60_000)): Promise<unknown> =>
  store().query('UPDATE report_schedule SET next_run_at = $2 WHERE id = $1', [id, at]);
const runsOf = async (id: string) => (await admin().get(`/reports/schedules/${id}/runs`)).body.runs;
const settled = async (id: string, state = 'done') => {
  await until(async () =>
    (await runsOf(id)).some(
      (run: { state: string; deliveries: { state: string }[] }) =>
        run.state === state && run.deliveries.every((one) => one.state === 'delivered'),
    ),
  );
  return (await runsOf(id)).find((run: { state: string }) => run.state === state);
};

test('a schedule is made, read, replaced with its version, listed and ended', async () => {
  const answer = await admin().post('/reports/schedules', SCHEDULE);
  expect(answer.status).toBe(201);
  const { id } = answer.body;
  expect(answer.headers.get('location')).toBe(`/reports/schedules/${id}`);
  expect(answer.headers.get('etag')).toBe('"1"');
  expect(answer.body).toMatchObject({ ...SCHEDULE, version: 1, enabled: true, disabled_reason: null, failures: 0 });
  const at = new Date(answer.body.next_run_at);
  expect([at.getUTCMinutes(), [5, 6].includes(at.getUTCHours())]).toEqual([0, true]);
  const put = (match: string) =>
    gateway.as('owner').put(`/reports/schedules/${id}`, { ...SCHEDULE, name: 'Daily', enabled: false }, { 'if-match': match });
  expect((await put('"7"')).status).toBe(412);
  const replaced = await put('"1"');
  expect([replaced.status, replaced.headers.get('etag'), replaced.body.name, replaced.body.next_run_at]).toEqual([
    200,
    '"2"',
    'Daily',
    null,
  ]);
  expect((await admin().get('/reports/schedules?limit=1')).body).toMatchObject({ schedules: [{ id, version: 2 }], next_cursor: null });
  for (const other of ['cafe', 'south']) expect((await gateway.as(other).get(`/reports/schedules/${id}`)).status).toBe(404);
  expect((await gateway.as('north', { roles: [] }).get(`/reports/schedules/${id}`)).status).toBe(403);
  expect((await admin().delete(`/reports/schedules/${id}`)).status).toBe(204);
  expect((await admin().get(`/reports/schedules/${id}`)).status).toBe(404);
});

test.each([
  ['cron', { cron: '* * * * *' }],
  ['cron', { cron: '0,30 * * * *' }],
  ['cron', { cron: '0 0 30 2 *' }],
  ['cron', { cron: '0 0 7 * * *' }],
  ['cron', { cron: '@daily' }],
  ['timezone', { timezone: 'CEST' }],
  ['name', { name: 'a\nb' }],
  ['report.range', { report: { ...REPORT, range: 'today' } }],
  ['report.report_type', { report: { ...REPORT, report_type: 'nothing' } }],
  ['report.filters.metric', { report: { ...REPORT, filters: { metric: 'MEAN' } } }],
  ['report.filters.filter', { report: { ...REPORT, report_type: 'alert-history', filters: { filter: ['pod=~"api-("'] } } }],
  ['recipients', { recipients: [] }],
  ['recipients.0.address', { recipients: [{ kind: 'mail', address: 'a@elsewhere.example' }] }],
  ['recipients.0.url', { recipients: [{ kind: 'webhook', url: 'http://receiver.example/' }] }],
  ['recipients.0.url', { recipients: [{ kind: 'drop', url: 'https://receiver.example/' }] }],
  ['recipients.0.address', { recipients: [{ kind: 'webhook', url: 'https://receiver.example/', address: 'a@example.com' }] }],
  ['recipients.0.name', { recipients: [{ kind: 'drop', name: 'a' }] }],
  ['recipients', { recipients: Array.from({ length: 21 }, () => ({ kind: 'drop' })) }],
  ['report.filters.from_date', { report: { ...REPORT, report_type: 'alert-history', filters: { from_date: '2026-01-01T00:00:00Z' } } }],
  ['nonsense', { nonsense: 1 }],
])('a schedule is refused because of its %s', async (key, more) => {
  const { status, body } = await admin().post('/reports/schedules', { ...SCHEDULE, ...more });
  expect([status, body.errors?.map((one: { key: string }) => one.key)]).toEqual([400, [key]]);
});

test('a preview tells the next five slots in the zone', async () => {
  const { status, body } = await admin().post('/reports/schedules/preview', { cron: '30 2 * * *', timezone: 'Europe/Rome' });
  expect([status, body.next.length]).toEqual([200, 5]);
  expect((await admin().post('/reports/schedules/preview', { cron: '0 7', timezone: 'UTC' })).status).toBe(400);
});

test('a slot gives one export, dropped, posted and mailed; what was missed before it is skipped', async () => {
  const recipients = [
    { kind: 'drop' },
    { kind: 'webhook', url: `https://receiver.example:${receiver.port}/reports` },
    { kind: 'mail', address: 'duty@example.com' },
  ];
  const { id } = await make({ recipients });
  await comes(id, new Date(Date.now() - 3 * 86_400_000));
  const run = await settled(id);
  const all = await runsOf(id);
  expect(all.map(({ state }: { state: string }) => state)).toEqual(['done', ...all.slice(1).map(() => 'skipped')]);
  expect(all.length).toBeGreaterThan(2);
  const job = (await admin().get(`/reports/export/${run.export_id}`)).body;
  const days = Date.parse(job.end_date) - Date.parse(job.start_date);
  expect([job.status, days]).toEqual(['completed', 0]);
  const slot = `${run.slot.slice(0, 16).replace(/[-:]/g, '')}Z`;
  expect(readdirSync(path.join(dropDir(), 'north', id))).toEqual([`${slot}.csv`]);
  const [posted] = receiver.received;
  expect(posted?.headers['webhook-id']).toBe(`${id}/${run.slot}/1`);
  expect(JSON.parse(posted?.body ?? '{}')).toMatchObject({
    type: 'report.completed',
    job_id: run.export_id,
    rows_written: job.rows_written,
    sha256: job.sha256,
  });
  expect(smtp.mails.map(({ from, to }) => [from, to])).toEqual([['reports@example.com', ['duty@example.com']]]);
  const text = smtp.mails[0]?.text ?? '';
  for (const part of [
    'Subject: Yesterday',
    'multipart/alternative',
    'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
    `@example.com>`,
    '.csv',
  ])
    expect(text).toContain(part);
  const { next_run_at } = (await admin().get(`/reports/schedules/${id}`)).body;
  expect(Date.parse(next_run_at)).toBeGreaterThan(Date.now());
});

test('the link of a mail shows a page, and only a POST leaves; a bent one is refused', async () => {
  const link =
    /List-Unsubscribe: <https:\/\/alerts\.example\.com([^>]+)>/
      .exec((smtp.mails[0]?.text ?? '').replace(/\r\n[ \t]/g, ' ').replaceAll('< ', '<'))?.[1]
      ?.trim() ?? '';
  const [, , , id = ''] = link.split('/');
  const page = await fetch(`${gateway.url}${link}`);
  expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
  expect((await admin().get(`/reports/schedules/${id}`)).body.recipients).toHaveLength(3);
  expect((await fetch(`${gateway.url}${link}x`, { method: 'POST' })).status).toBe(403);
  const left = await fetch(`${gateway.url}${link}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  });
  expect(left.status).toBe(200);
  expect((await admin().get(`/reports/schedules/${id}`)).body.recipients.map(({ kind }: { kind: string }) => kind)).toEqual([
    'drop',
    'webhook',
  ]);
});

test('what a mail server refuses is tried again, and told in the end', async () => {
  smtp.refuse = (step) => (step === 'recipient' ? refusal(452, 'mailbox is full') : undefined);
  const { id } = await make({ name: 'Refused', recipients: [{ kind: 'mail', address: 'full@example.com' }] });
  await comes(id);
  const delivery = async () => (await store().query('SELECT state, failures, error FROM report_delivery WHERE schedule_id = $1', [id]))[0];
  for (let tries = 1; tries <= 5; tries++) {
    await until(async () => (await delivery())?.failures === tries);
    await store().query('UPDATE report_delivery SET due_at = now() WHERE schedule_id = $1 AND due_at IS NOT NULL', [id]);
  }
  expect(await delivery()).toMatchObject({ state: 'failed', error: expect.stringContaining('452') });
  const { events } = (await admin().get('/logs/system-events?source=schedules')).body;
  expect(events.map(({ message }: { message: string }) => message)).toContainEqual(expect.stringContaining('"Refused"'));
});

test('an address that leaves while a mail to it is refused gets no other try', async () => {
  const { id } = await make({ name: 'Left', recipients: [{ kind: 'mail', address: 'left@example.com' }] });
  const token = await unsubscribeToken(store(), id, 'left@example.com');
  const leave = async (): Promise<Error> => {
    await fetch(`${gateway.url}/reports/unsubscribe/${id}/${Buffer.from('left@example.com').toString('base64url')}/${token}`, {
      method: 'POST',
    });
    return refusal(451, 'not now');
  };
  smtp.refuse = (step) => (step === 'recipient' ? leave() : undefined);
  const delivery = async () => (await store().query('SELECT state, error, due_at FROM report_delivery WHERE schedule_id = $1', [id]))[0];
  await comes(id);
  await until(async () => (await delivery())?.state === 'failed');
  const after = await make({ name: 'After' });
  await comes(after.id);
  await settled(after.id);
  expect(await delivery()).toEqual({ state: 'failed', error: 'it was unsubscribed', due_at: null });
});

test('a run by hand costs an export of the day, and has this moment for a slot', async () => {
  const { id } = await make();
  for (const expected of [202, 202, 202, 429]) expect((await admin().post(`/reports/schedules/${id}/run`, {})).status).toBe(expected);
  await until(async () => (await runsOf(id)).every((run: { state: string }) => run.state === 'done'));
});

test('a report of UTC days has the dates before the slot in the zone of the schedule, and their own instants', async () => {
  const { id } = await make({ timezone: 'Pacific/Kiritimati', report: { ...REPORT, report_type: 'usage-summary', format: 'ndjson' } });
  await comes(id);
  const { export_id } = await settled(id);
  const [job] = await store().query('SELECT start_date::text AS date, from_at FROM export_job WHERE id = $1', [export_id]);
  expect(job.from_at.toISOString()).toBe(`${job.date}T00:00:00.000Z`);
});

test('three failures in a row end a schedule', async () => {
  const { id } = await make({ name: 'Failing' });
  for (let nth = 1; nth <= 3; nth++)
    await store().query(`INSERT INTO report_run (schedule_id, slot, export_id, state) VALUES ($1, $2, gen_random_uuid(), 'running')`, [
      id,
      new Date(nth * 3_600_000),
    ]);
  await until(async () => (await admin().get(`/reports/schedules/${id}`)).body.enabled === false);
  expect((await admin().get(`/reports/schedules/${id}`)).body).toMatchObject({
    failures: 3,
    next_run_at: null,
    disabled_reason: expect.stringContaining('3 runs in a row failed'),
  });
});

test('organizations that left end a schedule at once', async () => {
  const { id } = await make({ name: 'Gone', report: { ...REPORT, filters: { organization_id: 'deli' } } });
  const { tree } = await loadTree(store());
  const deli = tree.find('deli');
  if (deli) await deleteOrganization(store(), deli);
  await comes(id);
  await until(async () => (await admin().get(`/reports/schedules/${id}`)).body.enabled === false);
  const { events } = (await admin().get('/logs/system-events?source=schedules')).body;
  expect(events.map(({ message }: { message: string }) => message)).toContainEqual(expect.stringContaining('"Gone" has ended'));
});
