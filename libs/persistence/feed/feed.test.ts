import pg from 'pg';
import {
  dropFeedDays,
  FEED_CHANNEL,
  feedEnd,
  foldPending,
  type NumberedLine,
  numberNews,
  openStore,
  type Position,
  type Store,
  since,
  unnumbered,
} from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { tell } from '#test/sightings';
import { until } from '#test/until';

const database = useDatabase();
const store = (): Store => database.store;
const fire = (fingerprint: string, organization = 'cafe') => tell(store(), [{ organization, fingerprint }]);
const resolve = (fingerprint: string, organization = 'cafe') =>
  tell(store(), [{ organization, fingerprint, endsAt: new Date('2026-05-12T08:00:00Z') }]);
let start: Position;

beforeAll(async () => {
  await plantFleet(store());
  start = await feedEnd(store());
});

/** Everything after a position, asked for in small pieces. */
async function follow(from: { number: number; mark?: string }, most = 3): Promise<{ lines: NumberedLine[]; position: Position }> {
  const lines: NumberedLine[] = [];
  for (let position = from; ; ) {
    const next = await since(store(), position, most);
    if (next === 'gone') throw new Error('gone');
    if (next.lines.length === 0) return { lines, position: next.position };
    lines.push(...next.lines);
    position = next.position;
  }
}

test('what was recorded waits, is numbered, each change after what is told of it, and comes in the order of its commits', async () => {
  await fire('a');
  await fire('b', 'bar');
  await resolve('a');
  expect((await unnumbered(store())).map(({ kind }) => kind)).toEqual(['opened', 'opened', 'ended']);
  expect(await since(store(), start)).toEqual({ lines: [], position: start });
  expect(await numberNews(store())).toBe(6);
  expect(await unnumbered(store())).toEqual([]);
  const { lines, position } = await follow(start);
  expect(lines.map(({ number, kind }) => [number, kind])).toEqual([
    [start.number + 2, 'opened'],
    [start.number + 4, 'opened'],
    [start.number + 6, 'ended'],
  ]);
  expect(lines[2]?.alert).toBe(lines[0]?.alert);
  expect(position).toEqual(await feedEnd(store()));
  expect(await numberNews(store())).toBe(0);
});

test('lines of one batch have numbers of their own, and a follower goes on within it', async () => {
  const before = await feedEnd(store());
  await tell(
    store(),
    ['c', 'd', 'e', 'f'].map((fingerprint) => ({ organization: 'deli', fingerprint })),
  );
  await numberNews(store());
  const { lines } = await follow(before);
  expect(lines.map(({ number }) => number - before.number)).toEqual([2, 3, 4, 5]);
  const rest = await since(store(), { number: before.number + 3 });
  expect(rest).toMatchObject({ lines: [{ number: before.number + 4 }, { number: before.number + 5 }] });
});

test('a follower with the mark of another database, or beyond the end, starts anew', async () => {
  const end = await feedEnd(store());
  expect(await since(store(), { number: end.number, mark: '00000000-0000-0000-0000-000000000000' })).toBe('gone');
  expect(await since(store(), { number: end.number + 1 })).toBe('gone');
  expect(await since(store(), end)).toEqual({ lines: [], position: end });
});

test('each fold is told once', async () => {
  const listener = new pg.Client({ connectionString: database.url });
  await listener.connect();
  const heard: string[] = [];
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await listener.query(`LISTEN ${FEED_CHANNEL}`);
  for (const fingerprint of ['g', 'h', 'i']) await fire(fingerprint);
  await numberNews(store());
  await until(() => heard.length > 0);
  await listener.query('SELECT 1');
  expect(heard).toEqual([String((await feedEnd(store())).number)]);
  await listener.end();
});

test('whatever commits while others number and read, a follower sees every line once, those of an alert in their order', async () => {
  const from = await feedEnd(store());
  const other = await openStore({ url: database.url, app: 'test', poolSize: 4 });
  const state = { done: false };
  const seen: NumberedLine[] = [];
  const numbering = [store(), other].map(async (one) => {
    while (!state.done) await numberNews(one, 2);
  });
  const following = (async () => {
    for (let position = from; !state.done; ) {
      const { lines, position: next } = await follow(position);
      seen.push(...lines);
      position = next;
    }
  })();
  await Promise.all(
    ['cafe', 'deli', 'bar', 'kiosk'].map(async (organization) => {
      for (let i = 0; i < 15; i++) {
        await fire(`many${i}`, organization);
        await resolve(`many${i}`, organization);
      }
    }),
  );
  state.done = true;
  await Promise.all([...numbering, following]);
  await numberNews(store());
  const { lines } = await follow(seen.at(-1) ?? from);
  const all = [...seen, ...lines];
  const numbers = all.map(({ number }) => number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  expect(all).toHaveLength(120);
  const kinds = new Map<number, string[]>();
  for (const { alert, kind } of all) kinds.set(alert, [...(kinds.get(alert) ?? []), kind]);
  expect(new Set([...kinds.values()].map((one) => one.join()))).toEqual(new Set(['opened,ended']));
  await other.destroy();
});

test('a fold that began before the last one, and numbered after it, is not passed over', async () => {
  const later = `(SELECT max(number) FROM feed_mark)`;
  await store().query(`UPDATE feed_mark SET at = at + interval '1 s' WHERE number = ${later}`);
  const end = await feedEnd(store());
  await fire('overtaken');
  await numberNews(store());
  expect(await since(store(), end)).toMatchObject({ lines: [{ kind: 'opened' }] });
});

test('what waits is found without reading what was folded while a snapshot is open', async () => {
  const reader = new pg.Client({ connectionString: database.url });
  await reader.connect();
  await reader.query('BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM ledger_delta');
  const count = 400;
  for (let i = 0; i < count; i++) {
    await store().query(`INSERT INTO ledger_delta (organization_id, history, recorded_quarter, start_quarter) VALUES (1, 0, 0, 0)`);
    if (i % 100 === 99) await foldPending(store());
  }
  await store().query('VACUUM ANALYZE ledger_delta');
  const [{ dead }] = await store().query(`SELECT pg_relation_size('ledger_delta') > 0 AS dead`);
  expect(dead).toBe(true);
  const plan: { 'QUERY PLAN': [{ Plan: object }] }[] = await store().transaction(async (tx) => {
    await tx.query('SET LOCAL enable_seqscan = off');
    return tx.query(
      'EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT sum(history) FROM ledger_delta WHERE tx >= (SELECT ledger_from FROM folded)',
    );
  });
  const shown = JSON.stringify(plan[0]?.['QUERY PLAN'][0].Plan);
  expect(shown).toContain('ledger_delta_tx');
  expect(shown).toContain('"Actual Rows":0');
  await reader.query('COMMIT');
  await reader.end();
});

test('days of the feed go after a week, or when there are too many lines, and who needs them starts anew', async () => {
  const end = await feedEnd(store());
  const day = 86_400_000;
  const now = new Date();
  expect(await dropFeedDays(store(), now)).toBe(0);
  await fire('late');
  await numberNews(store());
  await dropFeedDays(store(), new Date(now.getTime() + 6 * day));
  expect(await since(store(), end)).toMatchObject({ lines: [{ kind: 'opened' }] });
  await dropFeedDays(store(), new Date(now.getTime() + 8 * day));
  expect(await since(store(), end)).toBe('gone');
  const newest = await feedEnd(store());
  expect(newest.number).toBe(end.number + 2);
  expect(await since(store(), newest)).toEqual({ lines: [], position: newest });
});
