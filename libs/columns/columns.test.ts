import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Columns, question } from '#columns';
import { deleteOrganization, loadTree, numberNews, putOrganizations, retain } from '#persistence';
import { createLog } from '#runtime';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { tell } from '#test/sightings';
import { until } from '#test/until';

const database = useDatabase();
const dir = mkdtempSync(path.join(tmpdir(), 'columns-'));
const log = createLog('gateway', process.env.TEST_LOG_LEVEL ?? 'silent');
const all = question<Record<string, unknown>, object>(import.meta.url, './mirror/all.duck.sql');
const open = (memoryMb = 256): Columns => new Columns({ store: database.store, dir, memoryMb, threads: 1, log });
let columns: Columns;
const at = (minute: number): Date => new Date(Date.UTC(2026, 4, 12, 7, minute));

/** The ledger as PostgreSQL tells it, in the words of the columns. */
const ledger = (): Promise<Record<string, unknown>[]> =>
  database.store.query(`
    SELECT e.id, o.public_id AS organization, o.scopes, e.fingerprint, e.alertname, e.severity, e.system_key, e.labels, (extract(epoch FROM e.starts_at) * 1000)::bigint AS starts,
           (extract(epoch FROM e.ends_at) * 1000)::bigint AS ends, (extract(epoch FROM e.recorded_at) * 1000)::bigint AS recorded,
           (extract(epoch FROM e.acknowledged_at) * 1000)::bigint AS acknowledged, e.resolution, e.priority, e.number, e.source_id AS source, e.policy_id AS policy,
           e.assigned_to ->> 'user_id' AS assignee, e.closed_by IS NOT NULL AS is_closed,
           nullif(e.annotations ->> 'summary', '') AS summary
      FROM episode e JOIN organization o ON o.id = e.organization_id ORDER BY e.id`);
const same = async (): Promise<void> => expect(await columns.rows(all, {})).toEqual(await ledger());

beforeAll(async () => {
  await plantFleet(database.store);
  await tell(database.store, [
    { organization: 'cafe', fingerprint: 'a', startsAt: at(0), labels: { alertname: 'Disk "C:\\N"', note: 'two\nlines, and a comma' } },
    { organization: 'deli', fingerprint: 'b', startsAt: at(1), endsAt: at(5), severity: null },
  ]);
  columns = open();
  await columns.ready();
});
afterAll(async () => {
  await columns.close();
  rmSync(dir, { recursive: true });
});

test('a question is answered from all that was committed before it, numbered or not', async () => {
  await same();
  await tell(database.store, [{ organization: 'cafe', fingerprint: 'c', startsAt: at(2) }]);
  await same();
  await numberNews(database.store);
  await tell(database.store, [{ organization: 'cafe', fingerprint: 'c', startsAt: at(2), endsAt: at(9), acknowledgedAt: at(3) }]);
  await same();
  expect(columns.state.bytes).toBeGreaterThan(0);
});

test('moved and deleted organizations, dropped alerts and earlier starts are followed', async () => {
  await putOrganizations(database.store, [{ id: 'cafe', name: 'Cafe', role: 'customer', parent_id: 'north', tenant_id: 'cafe' }]);
  await same();
  const deli = (await loadTree(database.store)).tree.find('deli');
  if (deli) await deleteOrganization(database.store, deli);
  await tell(database.store, [{ organization: 'cafe', fingerprint: 'c', startsAt: at(1), endsAt: at(9) }]);
  await same();
  await retain(database.store, 1, new Date('2026-12-01T00:00:00Z'));
  await same();
  expect((await ledger()).length).toBeGreaterThan(0);
});

test('an engine that is killed comes back with its file, and goes on', async () => {
  const [child] = engines();
  process.kill(child ?? 0, 'SIGKILL');
  await expect(columns.rows(all, {})).rejects.toMatchObject({ status: 503, code: 'columns-unavailable' });
  await until(async () => {
    try {
      await same();
      return true;
    } catch (error) {
      if ((error as { status?: number }).status !== 503) throw error;
      return false;
    }
  });
});

test('what was closed is taken up again, what is damaged is built anew', async () => {
  await columns.close();
  const [file] = files();
  columns = open();
  await columns.ready();
  await same();
  expect(files()).toEqual([file]);
  await columns.close();
  truncateSync(file ?? '', 20_000);
  columns = open();
  await columns.ready();
  await same();
  expect(files()).not.toContain(file);
});

test('another database in the place of the old one is noticed', async () => {
  await database.store.query('UPDATE feed_mark SET mark = gen_random_uuid()');
  await expect(columns.rows(all, {})).rejects.toMatchObject({ status: 503 });
  await columns.ready();
  await same();
});

test('two processes do not share a file, and one that takes too long is ended', async () => {
  const other = open();
  await other.ready();
  expect(files()).toHaveLength(2);
  const signal = AbortSignal.timeout(300);
  const endless = question<object, object>(import.meta.url, './mirror/endless.duck.sql');
  await expect(other.rows(endless, {}, signal)).rejects.toThrow('timeout');
  expect(await other.rows(all, {})).toEqual(await ledger());
  await other.close();
});

test('a place that nothing can be written to ends the start, and says which', () => {
  const taken = path.join(dir, 'taken');
  writeFileSync(taken, '');
  const env = { DATA_DIR: dir, COLUMNS_DIR: path.join(taken, 'columns'), COLUMNS_MEMORY_MB: 256, COLUMNS_THREADS: 1 };
  expect(() => Columns.of(env, database.store, log)).toThrow(/^COLUMNS_DIR: .*taken.columns cannot be written to, ENOTDIR .example: /);
});

test('a question that needs more memory than there is is refused, and everybody else is answered', async () => {
  const greedy = question<object, object>(import.meta.url, './mirror/greedy.duck.sql');
  const [engine] = engines();
  const [refused] = await Promise.allSettled([columns.rows(greedy, {}), same()]);
  expect(refused).toMatchObject({ status: 'rejected', reason: { status: 503, code: 'too-slow' } });
  await same();
  expect(engines()).toEqual([engine]);
});

test('a start waits for a file that cannot be built no longer than ten minutes', async () => {
  const place = path.join(dir, 'occupied');
  writeFileSync(place, '');
  const stuck = new Columns({ store: database.store, dir: path.join(place, 'columns'), memoryMb: 256, threads: 1, log });
  void stuck.ready();
  expect(() => stuck.mustBeThere(Date.now())).toThrow('read anew');
  stuck.mustBeThere(Date.now() + 600_000);
  await stuck.close();
  columns.mustBeThere(Date.now());
});

const files = (): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('columns.duckdb'))
    .map((name) => path.join(dir, name));
const engines = (): number[] =>
  readdirSync('/proc').flatMap((name) => {
    try {
      const stat = /^\d+$/.test(name) ? readFileSync(`/proc/${name}/cmdline`, 'utf8') : '';
      return stat.includes(dir) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
