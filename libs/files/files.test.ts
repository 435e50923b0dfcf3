import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { S3 } from '#test/s3';
import { S3Fault } from '#test/s3-signature';
import { FileGone, type Files, openFiles, StorageFull, StorageUnusable } from './files.js';

const { S3_TEST_ENDPOINT, S3_TEST_BUCKET = 'alertledger-test' } = process.env;
const NEVER = new AbortController().signal;
const MIB = 1024 * 1024;
const sample = randomBytes(20 * MIB + 7);

type Kit = { readonly files: Files; close(): unknown };
async function directory(): Promise<Kit> {
  const dir = mkdtempSync(path.join(tmpdir(), 'alertledger-files-'));
  return { files: await openFiles({ storage: `file://${dir}` }), close: () => rmSync(dir, { recursive: true }) };
}
async function testBucket(): Promise<Kit> {
  const s3 = await S3.start();
  return { files: await openFiles(s3.place('a/b')), close: () => s3.stop() };
}
/** Credentials come from the usual variables. */
async function realBucket(): Promise<Kit> {
  const files = await openFiles({ storage: `s3://${S3_TEST_BUCKET}/${randomUUID()}`, endpoint: S3_TEST_ENDPOINT });
  return { files, close: () => undefined };
}
const places: [string, () => Promise<Kit>][] = [
  ['a directory', directory],
  ['a bucket', testBucket],
  ...(S3_TEST_ENDPOINT ? [['the bucket that S3_TEST_ENDPOINT names', realBucket] as [string, () => Promise<Kit>]] : []),
];

/** One piece after the other, all in the same memory. */
async function* pieces(bytes: Buffer, size = 256 * 1024): AsyncGenerator<Buffer> {
  const piece = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) yield piece.subarray(0, bytes.copy(piece, 0, at, at + size));
}

describe.each(places)('%s', (_name, open) => {
  let kit: Kit;
  let files: Files;
  beforeAll(async () => {
    kit = await open();
    files = kit.files;
    await files.check();
  });
  afterAll(() => kit.close());

  const listed = async (prefix = ''): Promise<string[]> => {
    const names: string[] = [];
    for await (const { name, finished } of files.list(prefix)) names.push(`${name} ${finished ? 'finished' : 'unfinished'}`);
    return names.sort();
  };

  it.each([0, 1, 8 * MIB - 1, 8 * MIB, 8 * MIB + 1, sample.length])('gives back %d bytes as they were written', async (size) => {
    const bytes = sample.subarray(0, size);
    const { size: written, sha256 } = await files.write('whole.csv', pieces(bytes), NEVER);
    expect([written, sha256]).toEqual([size, await sha256Of(bytes)]);
    expect(await files.size('whole.csv')).toBe(size);
    expect(await listed()).toEqual(['whole.csv finished']);
    if (size > 0) expect((await buffer(await files.read('whole.csv', { first: 0, last: size - 1 }))).equals(bytes)).toBe(true);
    await files.remove('whole.csv');
    expect(await listed()).toEqual([]);
  });

  it('gives any stretch of a file', async () => {
    await files.write('part.csv', pieces(sample), NEVER);
    for (const [first, last] of [
      [0, 0],
      [MIB - 1, 9 * MIB],
      [sample.length - 1, sample.length - 1],
    ] as const)
      expect((await buffer(await files.read('part.csv', { first, last }))).equals(sample.subarray(first, last + 1))).toBe(true);
    await files.remove('part.csv');
  });

  it('creates a file once, whoever tries, and never over another', async () => {
    const tries = await Promise.all([1, 2, 3, 4].map((n) => files.create('00000000000000000007.json', Buffer.from(`by ${n}`))));
    expect(tries.filter(Boolean)).toHaveLength(1);
    const winner = `by ${tries.indexOf(true) + 1}`;
    expect(String(await buffer(await files.read('00000000000000000007.json', { first: 0, last: 3 })))).toBe(winner);
    expect(await listed()).toEqual(['00000000000000000007.json finished']);
    await files.remove('00000000000000000007.json');
  });

  it('knows what is gone, and removes it again without complaint', async () => {
    await expect(files.size('never.csv')).rejects.toThrow(FileGone);
    await expect(files.read('never.csv', { first: 0, last: 1 })).rejects.toThrow(FileGone);
    await files.remove('never.csv');
  });

  it.each([1, 20])('leaves nothing of a write that was aborted after %d MiB', async (megabytes) => {
    const control = new AbortController();
    const body = (async function* () {
      yield* pieces(sample.subarray(0, megabytes * MIB));
      control.abort(new Error('enough'));
      yield* pieces(sample);
    })();
    await expect(files.write('aborted.csv', body, control.signal)).rejects.toThrow('enough');
    expect(await listed()).toEqual([]);
  });

  it('leaves nothing of a write whose body failed', async () => {
    const body = (async function* () {
      yield* pieces(sample);
      throw new Error('the database is gone');
    })();
    await expect(files.write('failed.csv', body, NEVER)).rejects.toThrow('the database is gone');
    expect(await listed()).toEqual([]);
  });

  it('lists what begins with a prefix, beyond one page', async () => {
    const names = Array.from({ length: 30 }, (_, i) => `${i % 2 === 0 ? 'even' : 'odd'}.${i}.csv`);
    for (const name of names) await files.write(name, pieces(Buffer.from(name)), NEVER);
    expect(await listed('even.')).toHaveLength(15);
    for (const name of names) await files.remove(name);
    expect(await listed()).toEqual([]);
  });

  it.each(['../x', 'a/b', '.hidden', '', 'a\0b', '/etc/passwd'])('knows no file called %j', async (name) => {
    await expect(files.read(name, { first: 0, last: 1 })).rejects.toThrow('is no name of a file');
    await expect(files.remove(name)).rejects.toThrow('is no name of a file');
  });
});

describe('a directory on a disk of 4 MiB', () => {
  const dir = mkdtempSync(path.join(tmpdir(), 'alertledger-disk-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', dir]).status === 0;
  afterAll(() => {
    if (isMounted) execFileSync('umount', [dir]);
    rmSync(dir, { recursive: true });
  });

  // Who is not root cannot mount.
  (isMounted ? it : it.skip)('says when it is full, keeps nothing of the file, and takes the next one', async () => {
    const files = await openFiles({ storage: `file://${dir}` });
    await expect(files.write('large.csv', pieces(sample), NEVER)).rejects.toThrow(StorageFull);
    expect(readdirSync(dir)).toEqual([]);
    expect((await files.write('small.csv', pieces(sample.subarray(0, MIB)), NEVER)).size).toBe(MIB);
  });
});

describe('a bucket', () => {
  let s3: S3;
  let files: Files;
  beforeEach(async () => {
    s3 = await S3.start();
    files = await openFiles(s3.place('exports'));
  });
  afterEach(() => s3.stop());

  const refuse = (code: string, status: number, when: (method: string, url: URL) => boolean): void => {
    s3.fault = async (method, url) => (when(method, url) ? new S3Fault(status, code) : undefined);
  };

  it('keeps its files below the prefix', async () => {
    await files.write('x.csv', pieces(Buffer.from('x')), NEVER);
    expect([...s3.objects.keys()]).toEqual(['exports/x.csv']);
  });

  it.each(['XMinioStorageFull', 'QuotaExceeded'])('that is full (%s) says so, and keeps no part', async (code) => {
    refuse(code, 507, (method, url) => method === 'PUT' && url.searchParams.get('partNumber') === '2');
    await expect(files.write('full.csv', pieces(sample), NEVER)).rejects.toThrow(StorageFull);
    expect([s3.objects.size, s3.uploads.size]).toEqual([0, 0]);
  });

  it('that refuses the last step keeps no part', async () => {
    refuse('AccessDenied', 403, (method, url) => method === 'POST' && url.searchParams.has('uploadId'));
    await expect(files.write('x.csv', pieces(sample), NEVER)).rejects.toThrow('AccessDenied');
    expect([s3.objects.size, s3.uploads.size]).toEqual([0, 0]);
  });

  it('that cannot be used is not ready', async () => {
    refuse('AccessDenied', 403, () => true);
    await expect(files.check()).rejects.toThrow('these credentials do not permit it');
    refuse('NotFound', 404, () => true);
    await expect(files.check()).rejects.toThrow('there is no such bucket');
    await expect(files.check()).rejects.toBeInstanceOf(StorageUnusable);
    refuse('SlowDown', 503, () => true);
    await expect(files.check()).rejects.not.toBeInstanceOf(StorageUnusable);
  });

  it('shows uploads that nobody will finish, and removes them', async () => {
    s3.uploads.set('left behind', { key: 'exports/dead.1.csv', parts: new Map(), at: new Date() });
    const found = [];
    for await (const one of files.list('dead.')) found.push(one);
    expect(found).toMatchObject([{ name: 'dead.1.csv', finished: false }]);
    await files.remove('dead.1.csv');
    expect(s3.uploads.size).toBe(0);
  });
});

async function sha256Of(bytes: Buffer): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
}
