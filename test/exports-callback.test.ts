import { Webhook } from 'standardwebhooks';
import { Reach } from '#runtime';
import { startWorker, WorkerProcess } from '#test/export-worker';
import { jobs, ORDER, orderExport, settled } from '#test/exports';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { CERTIFICATE, type Received, Receiver } from '#test/receiver';
import { until } from '#test/until';

const LOOPBACK = ['127.0.0.0/8', '::1'];
let gateway: TestGateway;
let receiver: Receiver;
const closing: (() => Promise<unknown>)[] = [];

jest.setTimeout(300_000);
beforeAll(() => WorkerProcess.build());
beforeEach(async () => {
  gateway = await createTestGateway({ exports: { reach: new Reach(LOOPBACK), perDay: 100 } });
  receiver = await Receiver.start();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await receiver.stop();
  await gateway.close();
});

async function work(): Promise<void> {
  const resolve = async () => [{ address: '127.0.0.1', family: 4 }];
  const worker = await startWorker(gateway, { way: { reach: new Reach(LOOPBACK), ca: receiver.ca, deadlineMs: 5_000, resolve } });
  closing.push(() => worker.close());
}
const orderWithCallback = (): Promise<string> =>
  orderExport(gateway, { callback_url: `https://receiver.example:${receiver.port}/hook?token=x` });
const due = async (id: string) =>
  (
    await gateway.database.store.query('SELECT callback_due_at AS at, callback_failures AS failures FROM export_job WHERE id = $1', [id])
  )[0];
/** As if the wait before the next try, or the lease of a dead sender, were over. */
const hasten = (): Promise<unknown> =>
  gateway.database.store.query('UPDATE export_job SET callback_due_at = now() WHERE callback_due_at > now()');

/** As a receiver does it. */
async function verified({ headers, body }: Received): Promise<Record<string, unknown>> {
  const { secret } = (await gateway.as('bar').get('/reports/export/callback-secret')).body;
  return new Webhook(secret).verify(body, headers as Record<string, string>) as Record<string, unknown>;
}

test('a completed export is told once, signed, with what its status says but the link', async () => {
  await work();
  const id = await orderWithCallback();
  await until(() => receiver.received.length > 0);
  const [told] = receiver.received;
  if (!told) throw new Error('nothing was received');
  const { download_url: link, ...status } = (await gateway.as('bar').get(`/reports/export/${id}`)).body;
  const { started_at: _, progress: __, ...expected } = status;
  expect(link).toContain('/downloads/');
  expect(await verified(told)).toEqual({
    ...expected,
    type: 'export.completed',
    timestamp: status.finished_at,
    status_url: `https://alerts.example.com/reports/export/${id}`,
  });
  expect([told.url, told.headers['webhook-id']]).toEqual(['/hook?token=x', id]);
  await until(async () => (await due(id)).at === null);
  expect(receiver.received).toHaveLength(1);
});

test('exports that fail or are cancelled are told too, those without a callback are not', async () => {
  const cancelled = await orderWithCallback();
  await gateway.as('bar').delete(`/reports/export/${cancelled}`);
  const lost = await orderWithCallback();
  await gateway.database.store.query(
    `UPDATE export_job SET status = 'processing', attempt = 11, lost = 10, holder = 'gone', lease_until = now() - interval '1 s' WHERE id = $1`,
    [lost],
  );
  await work();
  await settled(gateway.database.store, await orderExport(gateway));
  await until(() => receiver.received.length === 2);
  const bodies = await Promise.all(receiver.received.map(verified));
  const told = new Map(bodies.map(({ job_id, type, status, error }) => [job_id, { type, status, error }]));
  expect(told.get(cancelled)).toMatchObject({ type: 'export.failed', status: 'failed', error: { code: 'CANCELLED', retryable: false } });
  expect(told.get(lost)).toMatchObject({ status: 'failed', error: { code: 'WORKERS_LOST', retryable: true } });
});

test('a receiver that refuses is tried five times with the same id and bytes, and then the log tells', async () => {
  receiver.answer = (response) => void response.writeHead(503).end();
  await work();
  const id = await orderWithCallback();
  for (let tries = 1; tries <= 4; tries++) {
    await until(async () => (await due(id)).failures === tries);
    expect((await due(id)).at.getTime()).toBeGreaterThan(Date.now() + 5_000);
    await hasten();
  }
  await until(async () => (await due(id)).at === null);
  expect(receiver.received).toHaveLength(5);
  expect(new Set(receiver.received.map(({ headers, body }) => `${headers['webhook-id']} ${body}`)).size).toBe(1);
  await Promise.all(receiver.received.map(verified));
  expect(await gateway.database.store.query(`SELECT severity, source, message FROM system_event WHERE source = 'exports'`)).toEqual([
    { severity: 'warning', source: 'exports', message: 'the callback of an export was not delivered: it was answered with 503' },
  ]);
});

test('a receiver that comes back is told at the next try', async () => {
  receiver.answer = (response) => void response.writeHead(500).end();
  await work();
  const id = await orderWithCallback();
  await until(async () => (await due(id)).failures === 1);
  receiver.answer = (response) => void response.writeHead(200).end('{}');
  await hasten();
  await until(async () => (await due(id)).at === null);
  expect(receiver.received).toHaveLength(2);
  expect(await gateway.database.store.query(`SELECT 1 FROM system_event WHERE source = 'exports'`)).toEqual([]);
});

test('a worker killed while it sends loses nothing and counts for no try: another one sends the same again', async () => {
  const env = { CALLBACK_NETWORKS: LOOPBACK.join(), NODE_EXTRA_CA_CERTS: CERTIFICATE };
  receiver.answer = () => undefined;
  const first = await WorkerProcess.start(gateway, env);
  const id = await orderExport(gateway, { callback_url: `https://localhost:${receiver.port}/` });
  await until(() => receiver.received.length === 1);
  await first.end('SIGKILL');
  receiver.answer = (response) => void response.writeHead(204).end();
  const second = await WorkerProcess.start(gateway, env);
  closing.push(() => second.end('SIGTERM'));
  await hasten();
  await until(async () => (await due(id)).at === null);
  expect((await due(id)).failures).toBe(0);
  expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([id, id]);
  expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
});

test.each([
  'https://127.0.0.1/',
  'https://[::1]/',
  'https://localhost/',
  'https://10.1.2.3:8443/x',
  'https://169.254.169.254/',
  'https://2130706433/',
])('an order whose callback is known to lead to %s is refused, without a job', async (callback_url) => {
  const strict = await createTestGateway({ database: gateway.database, keys: gateway.keys });
  closing.push(() => strict.close());
  const { status, body } = await strict.as('bar').post('/reports/export', { ...ORDER, callback_url });
  expect([status, body.errors]).toEqual([400, [{ key: 'callback_url', message: 'must lead to a public address', value: callback_url }]]);
  expect(await jobs(gateway.database.store)).toEqual([]);
});

test('each organization has a secret of its own, and it stays the same', async () => {
  const secret = async (organization: string) => (await gateway.as(organization).get('/reports/export/callback-secret')).body.secret;
  const secrets = await Promise.all(['bar', 'bar', 'cafe', 'owner'].map(secret));
  expect(secrets[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  expect(secrets[1]).toBe(secrets[0]);
  expect(new Set(secrets).size).toBe(3);
});
