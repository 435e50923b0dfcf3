import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { startWorker } from '#test/export-worker';
import { orderExport, plantHistory, settled } from '#test/exports';
import { useGateway } from '#test/gateway';

const gateway = useGateway();
let worker: NestFastifyApplication;
let link: URL;
let job: { job_id: string; file_size: number; sha256: string; finished_at: string };
let bytes: Buffer;

const statusOf = async (id: string) => (await gateway.as('bar').get(`/reports/export/${id}`)).body;
const linkOf = (url: string): URL => new URL(url.replace('https://alerts.example.com', gateway.url));
const get = (to: URL | string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> => fetch(to, { headers, method });
const altered = (change: (to: URL) => void): URL => {
  const to = new URL(link);
  change(to);
  return to;
};
const done = async (more: object = {}) => {
  const id = await orderExport(gateway, more);
  await settled(gateway.database.store, id);
  return statusOf(id);
};

beforeAll(async () => {
  await gateway.database.store.query(`UPDATE organization SET name = 'Bücher & "Wein" 🍷' WHERE public_id = 'bar'`);
  await plantHistory(gateway.database.store, 50);
  worker = await startWorker(gateway);
  job = await done();
  link = linkOf((await statusOf(job.job_id)).download_url);
  bytes = Buffer.from(await (await get(link)).arrayBuffer());
});
afterAll(() => worker.close());

test('a link is read without credentials, once and again, and says what its status says', async () => {
  const { status, headers } = await get(link);
  expect([status, bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([200, job.file_size, job.sha256]);
  expect(link.pathname).toBe(`/downloads/export-${job.job_id}.csv`);
  expect(headers.get('content-length')).toBe(String(job.file_size));
  expect(headers.get('content-type')).toMatch(/^text\/csv/);
  expect(headers.get('accept-ranges')).toBe('bytes');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('cache-control')).toContain('no-store');
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename="[\x20-\x7e]+"; filename\*=UTF-8''\S+\.csv$/);
});

test.each([
  ['bytes=0-0', 206, [0, 1]],
  ['bytes=10-19', 206, [10, 20]],
  ['bytes=5-', 206, [5, undefined]],
  ['bytes=-7', 206, [-7, undefined]],
  ['bytes=0-999999999', 206, [0, undefined]],
  ['bytes=3-1', 200, [0, undefined]],
  ['bytes=0-1,5-6', 200, [0, undefined]],
  ['lines=1-2', 200, [0, undefined]],
] as const)('Range: %s is answered with %d', async (range, status, [first, last]) => {
  const answer = await get(link, { range });
  const body = Buffer.from(await answer.arrayBuffer());
  expect([answer.status, body.equals(bytes.subarray(first, last))]).toEqual([status, true]);
  if (status === 206) expect(answer.headers.get('content-range')).toMatch(/^bytes \d+-\d+\/\d+$/);
});

test('a range beyond the end is 416 a range of another version is the whole file', async () => {
  const beyond = await get(link, { range: `bytes=${job.file_size}-` });
  expect([beyond.status, await beyond.json()]).toEqual([416, expect.objectContaining({ status: 416 })]);
  expect(beyond.headers.get('content-range')).toBe(`bytes */${job.file_size}`);
  const etag = (await get(link)).headers.get('etag') ?? '';
  expect((await get(link, { range: 'bytes=0-1', 'if-range': etag })).status).toBe(206);
  expect((await get(link, { range: 'bytes=0-1', 'if-range': '"other"' })).status).toBe(200);
  expect((await get(link, { 'if-none-match': etag })).status).toBe(304);
});

test('HEAD says what GET would', async () => {
  const [head, whole] = [await get(link, {}, 'HEAD'), await get(link)];
  for (const name of ['content-length', 'content-type', 'etag', 'content-disposition', 'accept-ranges'])
    expect([name, head.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
  expect([head.status, await head.text()]).toEqual([200, '']);
});

test.each<[string, (to: URL) => void]>([
  ['another signature', ({ searchParams: query }) => query.set('signature', `${query.get('signature')?.slice(0, -1)}_`)],
  ['no signature', ({ searchParams: query }) => query.delete('signature')],
  ['a later expiry', ({ searchParams: query }) => query.set('expires', String(Number(query.get('expires')) + 1))],
  ['an expiry of many digits', ({ searchParams: query }) => query.set('expires', '9'.repeat(400))],
  ['another attempt', ({ searchParams: query }) => query.set('attempt', '2')],
  ['another key', ({ searchParams: query }) => query.set('key', '__proto__')],
  ['an expiry spelled otherwise', ({ searchParams: query }) => query.set('expires', `0${query.get('expires')}`)],
  ['an attempt spelled otherwise', ({ searchParams: query }) => query.set('attempt', '01')],
  ['a parameter more', ({ searchParams: query }) => query.set('a', '1')],
  ['a parameter twice', ({ searchParams: query }) => query.append('signature', 'x')],
  [
    'another name',
    (to) => {
      to.pathname = to.pathname.replace('.csv', '.ndjson');
    },
  ],
  [
    'another job',
    (to) => {
      to.pathname = `/downloads/export-${crypto.randomUUID()}.csv`;
    },
  ],
  [
    'a path',
    (to) => {
      to.pathname = '/downloads/..%2f..%2f..%2fetc%2fpasswd';
    },
  ],
  [
    'no query',
    (to) => {
      to.search = '';
    },
  ],
])('a link with %s is refused', async (_, change) => {
  const answer = await get(altered(change));
  expect([answer.status, await answer.json()]).toEqual([
    403,
    { status: 403, code: 'FORBIDDEN', error: 'Forbidden', message: 'the download link is invalid or has expired' },
  ]);
});

test('a file that its owner deleted is gone, its export stays completed', async () => {
  const { job_id, download_url } = await done({ compression: 'gzip' });
  const gone = linkOf(download_url);
  const before = await get(gone);
  expect([before.headers.get('content-type'), before.headers.get('content-encoding')]).toEqual(['application/gzip', null]);
  expect(gunzipSync(Buffer.from(await before.arrayBuffer())).equals(bytes)).toBe(true);
  for (let n = 0; n < 2; n++) expect((await gateway.as('bar').delete(`/reports/export/${job_id}`)).status).toBe(204);
  const answer = await get(gone);
  expect([answer.status, await answer.json()]).toEqual([410, expect.objectContaining({ status: 410, code: 'GONE' })]);
  expect((await get(gone, {}, 'HEAD')).status).toBe(410);
  const after = await statusOf(job_id);
  expect([after.status, after.download_url, after.progress]).toEqual(['completed', undefined, 100]);
});

test('an export whose time is over stays completed without its file', async () => {
  const { job_id, download_url } = await done({ format: 'ndjson' });
  await gateway.database.store.query(`UPDATE export_job SET stored_as = NULL, expires_at = now() WHERE id = $1`, [job_id]);
  expect((await get(linkOf(download_url))).status).toBe(410);
  expect(await statusOf(job_id)).toMatchObject({ status: 'completed', progress: 100 });
});
