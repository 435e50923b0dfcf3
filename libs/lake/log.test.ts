import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Columns, question } from '#columns';
import { openFiles, StorageUnusable } from '#files';
import { DeltaLog, Lake, type LakeTables, rowsIn, snapshotOf } from '#lake';
import { createLog } from '#runtime';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { S3 } from '#test/s3';
import { S3Fault } from '#test/s3-signature';
import { tell } from '#test/sightings';

const database = useDatabase();
const root = mkdtempSync(path.join(tmpdir(), 'lake-log-'));
const { signal } = new AbortController();
const rows = question<{ id: string; size: number }, { files: string[] }>(import.meta.url, './testdata/rows.duck.sql');
let columns: Columns;

beforeAll(async () => {
  await plantFleet(database.store);
  const log = createLog('export-worker', process.env.TEST_LOG_LEVEL ?? 'silent');
  columns = new Columns({ store: database.store, dir: path.join(root, 'columns'), memoryMb: 384, threads: 1, log });
  await columns.ready();
});
afterAll(async () => {
  await columns.close();
  rmSync(root, { recursive: true, maxRetries: 10 });
});

const commit = (lake: Lake, before: LakeTables, now = new Date()) => lake.commit(before, { columns, store: database.store, now, signal });
const parquetIn = (name: string) => {
  const folder = path.join(root, name);
  mkdirSync(folder, { recursive: true });
  return { rows: columns.rows.bind(columns), folder };
};
const fire = (fingerprint: string): Promise<void> => tell(database.store, [{ organization: 'cafe', fingerprint }]);

describe('the table of another writer', () => {
  const folder = path.join(__dirname, 'testdata', 'another-writer');
  const log = async (): Promise<DeltaLog> => new DeltaLog(await openFiles({ storage: `file://${folder}/_delta_log` }));

  it('is read as the protocol says: a later add replaces, a removed file is gone, unknown actions mean nothing', async () => {
    const state = await (await log()).read(parquetIn('another'));
    expect(state.version).toBe(2);
    expect([...state.files.keys()].sort()).toEqual(['day=2026-05-12/part-00000-a%20b.snappy.parquet', 'part-00002.snappy.parquet']);
    expect(rowsIn(state)).toBe(5);
    expect([...state.tombstones.keys()]).toEqual(['part-00001.snappy.parquet']);
    expect(state.metaData).toMatchObject({ partitionColumns: ['day'], id: '5fba94ed-9794-4965-ba6e-6ee3c0d22af9' });
    expect(state.txns.get('stream-1')).toMatchObject({ version: 4390 });
    expect(snapshotOf(state)).toBeUndefined();
  });

  it('is refused where it asks for a later reader, or its log has a gap', async () => {
    const copy = path.join(root, 'copied');
    mkdirSync(copy);
    for (const name of readdirSync(path.join(folder, '_delta_log')))
      writeFileSync(path.join(copy, name), readFileSync(path.join(folder, '_delta_log', name)));
    const copied = new DeltaLog(await openFiles({ storage: `file://${copy}` }));
    writeFileSync(
      path.join(copy, '00000000000000000003.json'),
      '{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":[],"writerFeatures":[]}}\n',
    );
    await expect(copied.read(parquetIn('another'))).rejects.toThrow('readers of version 3');
    rmSync(path.join(copy, '00000000000000000001.json'));
    await expect(copied.read(parquetIn('another'))).rejects.toThrow('no version 1');
  });
});

describe('many versions', () => {
  const storage = `file://${root}/many`;
  const dir = path.join(root, 'many', 'alerts');
  const inLog = (): string[] => readdirSync(path.join(dir, '_delta_log')).sort();
  const age = (days: number): void => {
    const then = Date.now() / 1_000 - days * 86_400;
    for (const name of readdirSync(dir, { recursive: true, encoding: 'utf8' })) utimesSync(path.join(dir, name), then, then);
  };
  let lake: Lake;
  let last: LakeTables;

  it('are written down whole every tenth, and read from there', async () => {
    lake = await Lake.open({ storage });
    last = await lake.read(columns);
    for (let n = 0; n <= 12; n++) {
      await fire(`many ${n}`);
      last = (await commit(lake, last)) ?? last;
    }
    expect(JSON.parse(readFileSync(path.join(dir, '_delta_log', '_last_checkpoint'), 'utf8'))).toMatchObject({
      version: 10,
      numOfAddFiles: 1,
    });
    const read = await lake.read(columns);
    expect([read.alerts.version, rowsIn(read.alerts), snapshotOf(read.alerts)]).toEqual([12, 13, snapshotOf(last.alerts)]);
    expect(read.alerts.metaData).toEqual(last.alerts.metaData);
    for (let version = 0; version <= 9; version++) rmSync(path.join(dir, '_delta_log', `${String(version).padStart(20, '0')}.json`));
    expect((await lake.read(columns)).alerts).toEqual(read.alerts);
  });

  it('keep what was removed within seven days and what is being written, and nothing older', async () => {
    writeFileSync(path.join(dir, '2026-05-0-left-behind.parquet'), 'by a writer that was killed');
    const removed = [...last.alerts.tombstones.keys()];
    for (let version = 13; version <= 20; version++) last = (await commit(lake, last)) ?? last;
    const kept = readdirSync(dir);
    expect(kept).toEqual(expect.arrayContaining([...removed, '2026-05-0-left-behind.parquet', ...last.alerts.files.keys()]));
    age(8);
    const later = new Date(Date.now() + 8 * 86_400_000);
    for (let version = 21; version <= 30; version++) last = (await commit(lake, last, later)) ?? last;
    expect(readdirSync(dir).sort()).toEqual(['_delta_log', ...last.alerts.files.keys()].sort());
    expect(
      inLog()
        .filter((name) => name.endsWith('.json'))
        .at(0),
    ).toBe('00000000000000000030.json');
    expect(rowsIn((await lake.read(columns)).alerts)).toBe(13);
  });
});

describe('in a bucket', () => {
  let s3: S3;
  beforeEach(async () => {
    s3 = await S3.start();
  });
  afterEach(() => s3.stop());

  it('one of many writers makes a version, and the others leave nothing', async () => {
    const lake = await Lake.open(s3.place('lake'));
    await lake.check();
    expect([...s3.objects.keys()]).toEqual([]);
    await fire('bucket');
    const before = await lake.read(columns);
    const made = await Promise.all([1, 2, 3].map(() => commit(lake, before)));
    expect(made.filter((one) => one !== undefined)).toHaveLength(1);
    const { alerts } = await lake.read(columns);
    expect(alerts.version).toBe(0);
    const files = [...s3.objects.keys()].filter((key) => key.startsWith('lake/alerts/') && key.endsWith('.parquet'));
    expect(files).toEqual([...alerts.files.keys()].map((name) => `lake/alerts/${name}`));
  });

  it('a version whose answer was lost is known for one of ours', async () => {
    const lake = await Lake.open(s3.place('lake'));
    const lost: string[] = [];
    s3.loses = (method, url) => {
      const isLost = lost.length === 0 && method === 'PUT' && url.pathname.endsWith('.json');
      if (isLost) lost.push(url.pathname);
      return isLost;
    };
    expect(await commit(lake, await lake.read(columns))).toMatchObject({ alerts: { version: 0 } });
    expect(lost).toHaveLength(1);
  });

  it('that writes over what is there is refused', async () => {
    s3.knowsConditions = false;
    const lake = await Lake.open(s3.place('lake'));
    await expect(lake.check()).rejects.toThrow('If-None-Match');
    await expect(lake.check()).rejects.toBeInstanceOf(StorageUnusable);
    s3.fault = async (method) => (method === 'PUT' ? new S3Fault(501, 'NotImplemented') : undefined);
    await expect(lake.check()).rejects.toBeInstanceOf(StorageUnusable);
    expect([...s3.objects.keys()]).toEqual([]);
  });
});

test('a reader that began before a version ends with its own', async () => {
  const storage = `file://${root}/reader`;
  const lake = await Lake.open({ storage });
  await fire('reader 1');
  const first = await commit(lake, await lake.read(columns));
  await fire('reader 2');
  const second = await commit(lake, await lake.read(columns));
  const [before, after] = await Promise.all([first, second].map((tables) => idsIn(`${root}/reader/alerts`, tables)));
  expect(after).toHaveLength((before?.length ?? 0) + 1);
});

async function idsIn(dir: string, tables: LakeTables | undefined): Promise<string[]> {
  const files = [...(tables?.alerts.files.keys() ?? [])].map((name) => path.join(dir, name));
  return (await columns.rows(rows, { files })).map(({ id }) => id);
}
