import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Columns } from '#columns';
import { auditLake, Lake, type LakeDifference, type LakeTables, sizesOf, snapshotOf } from '#lake';
import { deleteOrganization, feedEnd, inSnapshot, loadTree, numberNews, putOrganizations, retain } from '#persistence';
import { createLog } from '#runtime';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { tell } from '#test/sightings';

const database = useDatabase();
const root = mkdtempSync(path.join(tmpdir(), 'lake-'));
const storage = `file://${root}/lake`;
const { signal } = new AbortController();
const now = new Date('2026-06-01T12:00:00Z');
const at = (minute: number, month = 4): Date => new Date(Date.UTC(2026, month, 12, 7, minute));
let columns: Columns;
let lake: Lake;

beforeAll(async () => {
  await plantFleet(database.store);
  const log = createLog('export-worker', process.env.TEST_LOG_LEVEL ?? 'silent');
  columns = new Columns({ store: database.store, dir: path.join(root, 'columns'), memoryMb: 384, threads: 1, log });
  await columns.ready();
  lake = await Lake.open({ storage });
});
afterAll(async () => {
  await columns.close();
  rmSync(root, { recursive: true, maxRetries: 10 });
});

const commit = async (on = now): Promise<LakeTables> => {
  const made = await lake.commit(await lake.read(columns), { columns, store: database.store, now: on, signal });
  if (!made) throw new Error('another writer was first');
  return made;
};
/** What a reader of the log finds to differ from the ledger. Nothing is recorded meanwhile. */
const differences = (): Promise<LakeDifference[]> =>
  inSnapshot(database.store, signal, async (snapshot) => {
    const all: LakeDifference[] = [];
    for await (const one of lake.compare(await lake.read(columns), snapshot, columns)) all.push(one);
    return all;
  });
const filesOf = ({ alerts }: LakeTables): string[] => [...alerts.files.keys()].sort();

test('the first commit is the whole ledger, each month in files of its own', async () => {
  await tell(database.store, [
    {
      organization: 'cafe',
      fingerprint: 'a',
      startsAt: at(0),
      labels: { alertname: 'Disk "C:\\N"', note: 'two\nlines, and a comma' },
      annotations: { summary: 'full' },
    },
    { organization: 'deli', fingerprint: 'b', startsAt: at(1), endsAt: at(5), severity: null },
    { organization: 'bar', fingerprint: 'c', startsAt: at(1, 2), endsAt: at(5, 2), acknowledgedAt: at(2, 2), systemKey: 'NODE-7' },
  ]);
  expect((await lake.read(columns)).alerts.version).toBe(-1);
  const made = await commit();
  expect(made).toMatchObject({ alerts: { version: 0 }, organizations: { version: 0 } });
  expect(sizesOf(made)).toMatchObject([
    { table: 'alerts', rows: 3, files: 2 },
    { table: 'organizations', rows: 8, files: 1 },
  ]);
  expect(await differences()).toEqual([]);
});

test('a commit is named by its snapshot, and writes only the files whose rows changed', async () => {
  const before = await lake.read(columns);
  await numberNews(database.store);
  await tell(database.store, [{ organization: 'cafe', fingerprint: 'a', startsAt: at(0), endsAt: at(9) }]);
  const made = await commit();
  expect(snapshotOf(made.alerts)).toMatchObject({ ...(await feedEnd(database.store)), unnumbered: 1 });
  const [march, may] = filesOf(before);
  expect(filesOf(made)).toHaveLength(2);
  expect(filesOf(made)).toContain(march);
  expect(filesOf(made)).not.toContain(may);
  expect(filesOf({ ...made, alerts: await lake.read(columns).then(({ alerts }) => alerts) })).toEqual(filesOf(made));
  expect(await differences()).toEqual([]);
  const unchanged = await commit();
  expect([filesOf(unchanged), [...unchanged.organizations.files.keys()]]).toEqual([filesOf(made), [...made.organizations.files.keys()]]);
});

test('alerts that begin earlier, tenants that change, deleted organizations and dropped alerts are followed', async () => {
  await tell(database.store, [{ organization: 'deli', fingerprint: 'b', startsAt: at(1, 3), endsAt: at(5) }]);
  await commit();
  expect(await differences()).toEqual([]);
  await putOrganizations(database.store, [{ id: 'bar', name: 'Bar', role: 'customer', parent_id: 'south', tenant_id: 'elsewhere' }]);
  await commit();
  expect(await differences()).toEqual([]);
  const deli = (await loadTree(database.store)).tree.find('deli');
  if (deli) await deleteOrganization(database.store, deli);
  await retain(database.store, 2, new Date('2026-06-12T00:00:00Z'));
  await commit();
  expect(await differences()).toEqual([]);
});

test('the audit makes a version and compares it with the ledger within its snapshot; what is missing, surplus or other is found', async () => {
  await tell(database.store, [{ organization: 'cafe', fingerprint: 'd', startsAt: at(3) }]);
  expect(await differences()).toMatchObject([{ table: 'alerts', kind: 'lacking' }]);
  const log = createLog('audit', process.env.TEST_LOG_LEVEL ?? 'silent');
  const options = { store: database.store, dir: path.join(root, 'audit'), memoryMb: 256, threads: 1, log };
  const found: LakeDifference[] = [];
  const { version } = (await lake.read(columns)).alerts;
  expect(await auditLake(lake, options, (one) => found.push(one))).toBe(0);
  expect((await lake.read(columns)).alerts.version).toBe(version + 1);
  await tell(database.store, [{ organization: 'cafe', fingerprint: 'd', startsAt: at(3), acknowledgedAt: at(4), endsAt: at(5) }]);
  const [lacking, surplus, ...more] = await differences();
  expect([lacking?.kind, surplus?.kind, more]).toEqual(['lacking', 'surplus', []]);
  expect(lacking?.id).toBe(surplus?.id);
  expect(found).toEqual([]);
});
