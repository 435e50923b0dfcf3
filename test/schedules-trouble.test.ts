import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { deleteOrganization, loadTree } from '#persistence';
import { startWorker } from '#test/export-worker';
import { useGateway } from '#test/gateway';
import { MailServer, refusal } from '#test/mail-server';
import { until } from '#test/until';

jest.setTimeout(60_000);
const gateway = useGateway({ exports: { perDay: 100, mailDomains: ['example.com'], hasDrop: true } });
const query = (text: string, values: unknown[] = []) => gateway.database.store.query(text, values);
const REPORT = { report_type: 'alerts', format: 'csv', range: 'previous-day' };
const SCHEDULE = { name: 'Yesterday', cron: '0 7 * * *', timezone: 'Europe/Rome', report: REPORT, recipients: [{ kind: 'drop' }] };
const MINUTE = 60_000;

let worker: NestFastifyApplication;
let smtp: MailServer;
beforeAll(async () => {
  smtp = await MailServer.start();
  const mail = { url: `smtp://localhost:${smtp.port}`, from: 'reports@example.com', domains: ['example.com'], attachmentMb: 5 };
  worker = await startWorker(gateway, {
    drop: `file://${gateway.filesDir}/drops`,
    mail: { ...mail, publicUrl: 'https://alerts.example.com', ca: smtp.ca, silenceMs: 2_000 },
  });
});
afterAll(async () => {
  await worker?.close();
  await smtp?.stop();
});
afterEach(() => {
  smtp.refuse = () => undefined;
});

const north = () => gateway.as('north');
async function make(more: object = {}, by = north()): Promise<string> {
  const { status, body } = await by.post('/reports/schedules', { ...SCHEDULE, ...more });
  expect({ status, errors: body.errors }).toEqual({ status: 201, errors: undefined });
  return body.id;
}
/** As if its slot had come so long ago. */
const comes = (id: string, ago = MINUTE): Promise<unknown> =>
  query('UPDATE report_schedule SET next_run_at = $2 WHERE id = $1', [id, new Date(Date.now() - ago)]);
const read = async (id: string) => (await gateway.as('owner').get(`/reports/schedules/${id}`)).body;
const runsOf = async (id: string) => (await gateway.as('owner').get(`/reports/schedules/${id}/runs`)).body.runs;
const isDelivered = async (id: string): Promise<boolean> => {
  const [run] = await runsOf(id);
  return run?.state === 'done' && run.deliveries.every(({ state }: { state: string }) => state === 'delivered');
};
const messages = async (by = 'owner'): Promise<string[]> =>
  (await gateway.as(by).get('/logs/system-events?source=schedules')).body.events.map(({ message }: { message: string }) => message);
const hasEnded = (id: string) => until(async () => (await read(id)).enabled === false);

test('deliveries whose export is gone end, and keep no others waiting', async () => {
  const gone = await make({ name: 'Gone', enabled: false });
  await query(
    `WITH run AS (INSERT INTO report_run (schedule_id, slot, export_id, state) VALUES ($1, '2026-01-01T00:00:00Z', gen_random_uuid(), 'done') RETURNING *)
     INSERT INTO report_delivery (schedule_id, slot, nth, kind, target, due_at)
     SELECT schedule_id, slot, nth, 'drop', '', '2026-01-01T00:00:00Z' FROM run, generate_series(1, 30) AS nth`,
    [gone],
  );
  const id = await make();
  await comes(id);
  await until(() => isDelivered(id));
  const states = () => query('SELECT DISTINCT state, error FROM report_delivery WHERE schedule_id = $1', [gone]);
  await until(async () => (await states()).every(({ state }: { state: string }) => state === 'failed'));
  expect(await states()).toEqual([{ state: 'failed', error: 'its export is gone' }]);
});

test('a mail server that hangs keeps no drop from being made', async () => {
  smtp.refuse = () => new Promise(() => undefined);
  const hanging = await make({ recipients: Array.from({ length: 15 }, (_, i) => ({ kind: 'mail', address: `a${i}@example.com` })) });
  await comes(hanging);
  await until(() => smtp.seen.length >= 10);
  const id = await make();
  await comes(id);
  await until(() => isDelivered(id));
});

test('what a mail server refuses for good is told at once', async () => {
  smtp.refuse = (step) => (step === 'recipient' ? refusal(550, 'no such user') : undefined);
  const id = await make({ name: 'Nobody', recipients: [{ kind: 'mail', address: 'nobody@example.com' }] });
  await comes(id);
  await until(async () => (await runsOf(id))[0]?.deliveries[0]?.state === 'failed');
  expect(await query('SELECT failures, due_at FROM report_delivery WHERE schedule_id = $1', [id])).toEqual([{ failures: 1, due_at: null }]);
  expect(await messages()).toContainEqual(expect.stringMatching(/"Nobody" was not delivered by mail: .*550/));
});

test('a schedule that cannot be planned ends, and one that cannot be run or settled keeps no other waiting', async () => {
  const [mars, broken, unsettled, id] = [await make({ name: 'Mars' }), await make(), await make(), await make()];
  await query(`UPDATE report_schedule SET timezone = 'Mars/Olympus' WHERE id = $1`, [mars]);
  await query(`UPDATE report_schedule SET prepared = '{}' WHERE id = $1`, [broken]);
  await query(`UPDATE report_schedule SET recipients = '{"a": 1}' WHERE id = $1`, [unsettled]);
  for (const [nth, one] of [mars, broken, unsettled].entries()) await comes(one, (10 - nth) * MINUTE);
  await until(async () => (await runsOf(unsettled)).length > 0);
  await comes(id);
  await until(() => isDelivered(id));
  await hasEnded(mars);
  expect((await read(mars)).disabled_reason).toContain('it cannot be planned');
  expect(await messages()).toContainEqual(expect.stringContaining('"Mars" has ended'));
  expect(await runsOf(broken)).toEqual([]);
  await query(`UPDATE report_schedule SET prepared = (SELECT prepared FROM report_schedule WHERE id = $2) WHERE id = $1`, [broken, id]);
  await until(() => isDelivered(broken));
  for (const one of [unsettled, mars]) await north().delete(`/reports/schedules/${one}`);
});

test('runs by hand within one millisecond are runs of their own', async () => {
  const id = await make();
  await query(
    `INSERT INTO report_run (schedule_id, slot, state) SELECT $1, now() + n * interval '1 millisecond', 'skipped' FROM generate_series(-100, 60_000) AS n`,
    [id],
  );
  const runs = await Promise.all([1, 2, 3].map(() => north().post(`/reports/schedules/${id}/run`, {})));
  expect(runs.map(({ status }) => status)).toEqual([202, 202, 202]);
  expect(new Set(runs.map(({ body }) => body.slot)).size).toBe(3);
  const newest = (await runsOf(id)).slice(0, 3).map(({ export_id }: { export_id: string }) => export_id);
  expect(newest.sort()).toEqual(runs.map(({ body }) => body.export_id).sort());
});

test('a run by hand asks what ordering its report does', async () => {
  const id = await make({ report: { ...REPORT, report_type: 'alert-history' } });
  expect((await gateway.as('north', { scope: 'report' }).post(`/reports/schedules/${id}/run`, {})).status).toBe(403);
});

test.each([
  ['revoked', 'was revoked', (key: string) => gateway.as('owner').delete(`/api/api-keys/${key}`)],
  ['expired', 'has expired', (key: string) => query(`UPDATE api_key SET expires_at = now() - interval '1 s' WHERE id = $1`, [key])],
] as const)(
  'a schedule made with an API key that is %s since then ends, unless somebody else has taken it over',
  async (_, reason, end) => {
    const by = await gateway.withKey({ organization_id: 'north', user_id: 'robot' });
    const [kept, lost] = [await make({ name: 'Kept' }, by), await make({ name: 'Lost' }, by)];
    const [{ maker_key_id: key }] = await query('SELECT maker_key_id FROM report_schedule WHERE id = $1', [lost]);
    await end(key);
    expect((await north().put(`/reports/schedules/${kept}`, { ...SCHEDULE, name: 'Kept' })).status).toBe(200);
    for (const id of [lost, kept]) await comes(id);
    await hasEnded(lost);
    expect((await read(lost)).disabled_reason).toContain(reason);
    expect(await runsOf(lost)).toEqual([]);
    expect(await messages('north')).toContainEqual(expect.stringContaining('"Lost" has ended'));
    await until(() => isDelivered(kept));
  },
);

test('a schedule whose maker is deleted ends', async () => {
  const id = await make({ name: 'Left' }, gateway.as('north', { subject: 'mira' }));
  const gone = { subject: 'mira', organization_id: 'north', deleted_at: new Date().toISOString() };
  await query(
    `INSERT INTO app_user (organization_id, subject, deleted_at) SELECT id, $2, $3 FROM organization WHERE public_id = $1
     ON CONFLICT (organization_id, subject) DO UPDATE SET deleted_at = excluded.deleted_at`,
    [gone.organization_id, gone.subject, gone.deleted_at],
  );
  await comes(id);
  await hasEnded(id);
  expect((await read(id)).disabled_reason).toBe('its maker was deleted');
});

test('a schedule of an organization that is deleted ends, and so does one that its former parent saved', async () => {
  const [own, parents] = [await make({}, gateway.as('bar', { subject: 'clerk' })), await make({}, gateway.as('deli'))];
  expect((await gateway.as('shop').put(`/reports/schedules/${parents}`, SCHEDULE)).status).toBe(200);
  const { tree } = await loadTree(gateway.database.store);
  const bar = tree.find('bar');
  if (bar) await deleteOrganization(gateway.database.store, bar);
  const moved = await gateway.as('owner').put('/api/organizations', {
    organizations: [{ id: 'deli', name: 'deli', role: 'customer', parent_id: 'north' }],
  });
  expect(moved.status).toBe(200);
  for (const id of [own, parents]) await comes(id);
  await hasEnded(parents);
  expect((await read(parents)).disabled_reason).toBe('the organization of its maker is no longer above its own');
  await until(async () => (await query('SELECT enabled FROM report_schedule WHERE id = $1', [own]))[0].enabled === false);
});
