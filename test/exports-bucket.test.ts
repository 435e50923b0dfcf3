import { createHash } from 'node:crypto';
import { openFiles } from '#files';
import { startWorker, WorkerProcess } from '#test/export-worker';
import { jobs, orderExport, plantHistory, settled } from '#test/exports';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { S3 } from '#test/s3';
import { S3Fault } from '#test/s3-signature';
import { until } from '#test/until';

/** Of such rows: four parts of an upload. */
const ROWS = 50_000;
let s3: S3;
let gateway: TestGateway;
const closing: (() => Promise<unknown>)[] = [];

jest.setTimeout(300_000);
beforeAll(async () => {
  WorkerProcess.build();
  s3 = await S3.start();
  gateway = await createTestGateway({ exports: { files: await openFiles(s3.place('exports')), perDay: 100 } });
  await plantHistory(gateway.database.store, ROWS);
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  s3.fault = async () => undefined;
  s3.objects.clear();
});
afterAll(async () => {
  await gateway.close();
  await s3.stop();
});

async function work(): Promise<void> {
  const worker = await startWorker(gateway);
  closing.push(() => worker.close());
}
async function workInProcess(): Promise<WorkerProcess> {
  const { storage, endpoint } = s3.place('exports');
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
  const env = { EXPORT_STORAGE: storage, AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY };
  const worker = await WorkerProcess.start(gateway, env);
  closing.push(() => worker.end('SIGTERM'));
  return worker;
}
const isPart = (method: string, url: URL, number: string): boolean => method === 'PUT' && url.searchParams.get('partNumber') === number;
/** Lets uploads of these parts wait until all are released. */
function hold(...numbers: string[]): { held(): number; all(): void } {
  const held: (() => void)[] = [];
  s3.fault = async (method, url) => {
    if (numbers.some((number) => isPart(method, url, number))) await new Promise<void>((go) => held.push(go));
    return undefined;
  };
  const all = (): void => {
    s3.fault = async () => undefined;
    for (const go of held) go();
  };
  return { held: () => held.length, all };
}
const statusOf = async (id: string) => (await gateway.as('bar').get(`/reports/export/${id}`)).body;
const fetched = (link: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> =>
  fetch(link.replace('https://alerts.example.com', gateway.url), { headers, method });

test('a storage that is away for longer than three tries costs an export none of them', async () => {
  s3.fault = async (method) => (method === 'PUT' || method === 'POST' ? new S3Fault(503, 'ServiceUnavailable') : undefined);
  await work();
  const { store } = gateway.database;
  const id = await orderExport(gateway);
  await until(async () => ((await jobs(store)).find((job) => job.id === id)?.attempt ?? 0) > 4);
  s3.fault = async () => undefined;
  expect(await settled(store, id)).toMatchObject({ status: 'completed', failures: 0, lost: 0, error_code: null });
});

test('an export of several parts is written to the bucket and downloaded through the gateway, whole and by ranges', async () => {
  await work();
  const id = await orderExport(gateway);
  const { stored_as } = await settled(gateway.database.store, id);
  const { download_url: link, file_size: size, sha256 } = await statusOf(id);
  expect([[...s3.objects.keys()], s3.uploads.size]).toEqual([[`exports/${stored_as}`], 0]);
  expect(size).toBeGreaterThan(16 * 1024 * 1024);
  const whole = await fetched(link);
  const bytes = Buffer.from(await whole.arrayBuffer());
  expect([whole.status, bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([200, size, sha256]);
  const head = await fetched(link, {}, 'HEAD');
  expect([head.status, head.headers.get('content-length')]).toEqual([200, String(size)]);
  const etag = whole.headers.get('etag') ?? '';
  const range = await fetched(link, { range: 'bytes=8388600-8388700', 'if-range': etag });
  expect([range.status, range.headers.get('content-range')]).toEqual([206, `bytes 8388600-8388700/${size}`]);
  expect(Buffer.from(await range.arrayBuffer())).toEqual(bytes.subarray(8_388_600, 8_388_701));
  const tail = await fetched(link, { range: 'bytes=-5' });
  expect(Buffer.from(await tail.arrayBuffer())).toEqual(bytes.subarray(-5));
  expect((await fetched(link, { range: `bytes=${size}-` })).status).toBe(416);
  expect((await fetched(link.replace(/signature=./, 'signature=-'))).status).toBe(403);
});

test('a file that the bucket has lost, or that its owner deleted, is gone', async () => {
  await work();
  const [lost, deleted] = [await orderExport(gateway), await orderExport(gateway, { compression: 'gzip' })];
  const { stored_as } = await settled(gateway.database.store, lost);
  await settled(gateway.database.store, deleted);
  const links = [(await statusOf(lost)).download_url, (await statusOf(deleted)).download_url];
  s3.objects.delete(`exports/${stored_as}`);
  expect((await gateway.as('bar').delete(`/reports/export/${deleted}`)).status).toBe(204);
  expect(s3.objects.size).toBe(0);
  for (const link of links) {
    expect((await fetched(link)).status).toBe(410);
    expect((await fetched(link, {}, 'HEAD')).status).toBe(410);
  }
  expect((await statusOf(deleted)).download_url).toBeUndefined();
});

test('an export that is cancelled in mid-upload leaves nothing in the bucket', async () => {
  const release = hold('2');
  await work();
  const id = await orderExport(gateway);
  await until(() => release.held() > 0);
  expect(s3.uploads.size).toBeGreaterThan(0);
  expect((await gateway.as('bar').delete(`/reports/export/${id}`)).status).toBe(204);
  release.all();
  // The worker may have come to the end before it notices: it then removes what nobody wants.
  await until(() => s3.uploads.size === 0 && s3.objects.size === 0);
  expect(await statusOf(id)).toMatchObject({ status: 'failed', error: { code: 'CANCELLED' } });
});

test('how far an export is can be read while it runs, and only grows', async () => {
  const release = hold('1', '2');
  await work();
  const id = await orderExport(gateway);
  const seen: { progress: number; rows_written: number }[] = [];
  const look = async () => seen[seen.push(await statusOf(id)) - 1];
  await until(async () => ((await look())?.rows_written ?? 0) > 0 && release.held() >= 2);
  expect(seen.at(-1)?.rows_written).toBeLessThan(ROWS);
  expect(seen.at(-1)?.progress).toBeGreaterThan(0);
  expect(seen.at(-1)?.progress).toBeLessThan(100);
  release.all();
  await until(async () => (await look())?.progress === 100);
  expect(seen.at(-1)?.rows_written).toBe(ROWS);
  for (const field of ['progress', 'rows_written'] as const) {
    const values = seen.map((status) => status[field]);
    expect(values).toEqual([...values].sort((a, b) => a - b));
  }
});

test('a worker killed in mid-upload loses nothing: another one writes the same bytes, and the parts left behind are removed', async () => {
  const first = await workInProcess();
  const undisturbed = await settled(gateway.database.store, await orderExport(gateway));
  let isHeld = false;
  s3.fault = async (method, url) => {
    if (!isPart(method, url, '2') || isHeld) return undefined;
    isHeld = true;
    await first.end('SIGKILL');
    return new S3Fault(503, 'SlowDown');
  };
  const id = await orderExport(gateway);
  await until(() => isHeld);
  expect(s3.uploads.size).toBeGreaterThan(0);
  await workInProcess();
  const finished = await settled(gateway.database.store, id);
  expect(finished).toMatchObject({ status: 'completed', failures: 0, sha256: undisturbed.sha256 });
  expect(finished.lost).toBeGreaterThan(0);
  await until(() => s3.uploads.size === 0 && s3.objects.size === 2);
  expect(s3.objects.has(`exports/${finished.stored_as}`)).toBe(true);
});

test('a bucket without room fails the export after three tries as storage_full, which is worth another order', async () => {
  s3.fault = async (method) => (method === 'PUT' ? new S3Fault(507, 'XMinioStorageFull') : undefined);
  await work();
  const id = await orderExport(gateway);
  expect(await settled(gateway.database.store, id)).toMatchObject({ status: 'failed', failures: 3 });
  expect((await statusOf(id)).error).toEqual({ code: 'storage_full', message: 'the export storage is full', retryable: true });
  expect([s3.objects.size, s3.uploads.size]).toEqual([0, 0]);
  s3.fault = async () => undefined;
  expect(await settled(gateway.database.store, await orderExport(gateway))).toMatchObject({ status: 'completed' });
});
