import fc from 'fast-check';
import { apply, type Episode, foldPending, loadTree, type Observation, record } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';

const database = useDatabase();
const minute = 60_000;
const t = (minutes: number): Date => new Date(Date.UTC(2026, 4, 12, 7) + minutes * minute);
const now = t(10_000);
let cafe = 0;

beforeAll(async () => {
  await plantFleet(database.store);
  cafe = (await loadTree(database.store)).tree.find('cafe')?.id ?? 0;
});

const seen = (fingerprint: string, start: number, end: number | null, more: Partial<Observation> = {}): Observation => ({
  via: 'webhook',
  organizationId: cafe,
  fingerprint,
  startsAt: t(start),
  endsAt: end === null ? null : t(end),
  alertname: 'DiskFull',
  severity: 'critical',
  systemKey: 'NETH-1',
  labels: {},
  annotations: {},
  receiver: 'default',
  priority: 'HIGH',
  source: 'default',
  policy: null,
  number: '',
  ...more,
});
const status = { state: 'active', silencedBy: [], inhibitedBy: [] } as const;
const polled = (fingerprint: string, start: number, more: Partial<Observation> = {}): Observation =>
  seen(fingerprint, start, null, { via: 'refresher', status, ...more });
const episodes = async (fingerprint: string): Promise<[number, number | null, string | null][]> => {
  const rows: { starts_at: Date; ends_at: Date | null; resolution: string | null }[] = await database.store.query(
    'SELECT * FROM episode WHERE fingerprint = $1 ORDER BY starts_at',
    [fingerprint],
  );
  const minutes = (at: Date): number => (at.getTime() - t(0).getTime()) / minute;
  return rows.map((row) => [minutes(row.starts_at), row.ends_at && minutes(row.ends_at), row.resolution]);
};
const deliver = async (...batches: Observation[][]): Promise<void> => {
  for (const batch of batches) await record(database.store, batch, now);
};

test('firing, then resolved, is one episode', async () => {
  await deliver([seen('a', 0, null)], [seen('a', 0, 5)]);
  expect(await episodes('a')).toEqual([[0, 5, 'webhook']]);
});

test('an episode is found in the month to which its start has moved', async () => {
  await deliver([seen('moved', 0, null)], [seen('moved', -90_000, null)], [seen('moved', -90_000, 5)]);
  expect(await episodes('moved')).toEqual([[-90_000, 5, 'webhook']]);
  await deliver([seen('moved', 50_000, 50_001)], [seen('moved', 10, 15)]);
  expect(await episodes('moved')).toEqual([
    [-90_000, 5, 'webhook'],
    [10, 15, 'webhook'],
    [50_000, 50_001, 'webhook'],
  ]);
});

test('resolved before firing, and firing after resolved, change nothing', async () => {
  await deliver([seen('b', 0, 5)], [seen('b', 0, null)], [seen('b', 0, 5)]);
  expect(await episodes('b')).toEqual([[0, 5, 'webhook']]);
});

test('the later end and the earlier start of the same running alert win', async () => {
  await deliver([seen('c', 5, null)], [seen('c', 0, null)], [seen('c', 0, 9)], [seen('c', 0, 7)]);
  expect(await episodes('c')).toEqual([[0, 9, 'webhook']]);
});

test('an earlier start keeps the identity of the running alert', async () => {
  await deliver([seen('c2', 5, null)]);
  const [before] = await database.store.query(`SELECT id FROM episode WHERE fingerprint = 'c2'`);
  await deliver([seen('c2', 0, null)]);
  expect(await database.store.query(`SELECT id FROM episode WHERE fingerprint = 'c2'`)).toEqual([before]);
});

test('the next episode of the same alert is its own, also when it overtakes the end of the one before', async () => {
  await deliver([seen('d', 0, null)], [seen('d', 10, null)], [seen('d', 0, 5)]);
  expect(await episodes('d')).toEqual([
    [0, 5, 'webhook'],
    [10, null, null],
  ]);
});

test('a resolution that names a later start ends the running alert, until the first start is told an end of its own', async () => {
  await deliver([seen('grafana', 0, null)], [seen('grafana', 60, 60)]);
  expect(await episodes('grafana')).toEqual([[0, 60, 'webhook']]);
  await deliver([seen('grafana', 0, 30)]);
  expect(await episodes('grafana')).toEqual([
    [0, 30, 'webhook'],
    [60, 60, 'webhook'],
  ]);
});

test('a start told late belongs to what was told around it or after it, although imports began in between', async () => {
  const imported = (start: number) => seen('between', start, start + 1, { via: 'import' });
  await deliver([seen('between', 0, 100), seen('between', 300, 400)], [1, 3, 5, 7, 210].map(imported), [seen('between', 50, null)]);
  await deliver([seen('between', 200, null)]);
  expect(await episodes('between')).toEqual([
    [0, 100, 'webhook'],
    ...[1, 3, 5, 7].map((start) => [start, start + 1, 'import']),
    [200, 400, 'webhook'],
    [210, 211, 'import'],
  ]);
});

test('of an alert that falls apart, the piece that holds its end keeps the looks that came with it', async () => {
  await deliver([seen('pieces', 0, null)], [seen('pieces', 60, 60)]);
  await deliver([seen('pieces', 0, 30), seen('pieces', 60, null, { severity: 'warning' })]);
  expect(await database.store.query(`SELECT severity FROM episode WHERE fingerprint = 'pieces' ORDER BY starts_at`)).toEqual([
    { severity: 'critical' },
    { severity: 'critical' },
  ]);
});

test('an alert that turns out to be part of another leaves it its id', async () => {
  await deliver([seen('part', 10, 30)], [seen('part', 40, 60)]);
  const ids = (await database.store.query(`SELECT id FROM episode WHERE fingerprint = 'part' ORDER BY starts_at`)).map(
    (row: { id: number }) => row.id,
  );
  await deliver([seen('part', 20, 50)]);
  expect(await episodes('part')).toEqual([[10, 60, 'webhook']]);
  expect(await database.store.query('SELECT id, alert_id FROM merged_alert WHERE alert_id = $1', [ids[0]])).toEqual([
    { id: ids[1], alert_id: ids[0] },
  ]);
});

test('two receivers give the same description in any order, while it runs and when it has ended', async () => {
  const told = (fingerprint: string, end: number | null, receiver: string): Observation =>
    seen(fingerprint, 0, end, { receiver, source: receiver, reporter: 'webhook am', annotations: { summary: 'full' } });
  const bare = (fingerprint: string): Observation => ({ ...told(fingerprint, 5, 'a'), annotations: {} });
  await deliver([told('ab', null, 'a')], [told('ab', null, 'b')]);
  await deliver([told('ba', null, 'b')], [told('ba', null, 'a')], [told('ba', null, 'b')]);
  const looks = (fingerprint: string) =>
    database.store.query(
      'SELECT a.receiver, s.name, a.annotations FROM episode a JOIN alert_source s ON s.id = a.source_id WHERE fingerprint = $1',
      [fingerprint],
    );
  expect(await looks('ab')).toEqual([{ receiver: 'a', name: 'a', annotations: { summary: 'full' } }]);
  expect(await looks('ba')).toEqual(await looks('ab'));
  await deliver([told('ab', 5, 'b'), bare('ab')]);
  await deliver([bare('ba')], [told('ba', 5, 'b')], [told('ba', null, 'b')]);
  expect(await looks('ab')).toEqual([{ receiver: 'a', name: 'a', annotations: { summary: 'full' } }]);
  expect(await looks('ba')).toEqual(await looks('ab'));
});

test('since when an alert is active counts until it is told when it fired', async () => {
  const active = polled('active', 0, { since: 'active' });
  await deliver([active]);
  expect(await episodes('active')).toEqual([[0, null, null]]);
  await deliver([seen('active', 5, null)], [active]);
  expect(await episodes('active')).toEqual([[5, null, null]]);
  await deliver([seen('active', 5, 20)], [active]);
  expect(await episodes('active')).toEqual([[5, 20, 'webhook']]);
});

test('who tells a running alert is noted, and changes nothing else', async () => {
  const told = seen('again', 0, null, { reporter: 'webhook am', upstream: 'mimir' });
  await deliver([told]);
  const before = await database.store.query(`SELECT count(*) AS n FROM outbox`);
  await record(database.store, [told], new Date(now.getTime() + 1));
  expect(await database.store.query(`SELECT reporters FROM open_alert WHERE fingerprint = 'again'`)).toEqual([
    { reporters: { 'webhook am': now.getTime() + 1, 'upstream mimir': now.getTime() } },
  ]);
  expect(await database.store.query(`SELECT count(*) AS n FROM outbox`)).toEqual(before);
});

test('a repeated batch appends no delta, no event and no row', async () => {
  const batch = [seen('e', 0, null), seen('e2', 0, 5), seen('e3', 1, null)];
  await deliver(batch);
  const count = async () =>
    database.store.query(
      `SELECT (SELECT count(*) FROM episode) AS alerts, (SELECT count(*) FROM alert_event) AS events, (SELECT count(*) FROM ledger_delta) AS deltas, (SELECT count(*) FROM outbox) AS news`,
    );
  const before = await count();
  await deliver(batch, [...batch].reverse(), batch.slice(1));
  expect(await count()).toEqual(before);
});

test('only an Alertmanager says whose a system is', async () => {
  const claims = [
    ['webhook', 'SYS-W'],
    ['refresher', 'SYS-R'],
    ['event', 'SYS-E'],
    ['import', 'SYS-I'],
  ] as const;
  for (const [via, systemKey] of claims) await deliver([seen(`claim-${via}`, 0, 5, { via, systemKey })]);
  const rows = await database.store.query(
    `SELECT system_key FROM series WHERE system_key LIKE 'SYS-_' AND seen_at IS NOT NULL ORDER BY system_key`,
  );
  expect(rows).toEqual([{ system_key: 'SYS-R' }, { system_key: 'SYS-W' }]);
});

const streams = fc.uniqueArray(
  fc.record({ gap: fc.integer({ min: 1, max: 30 }), length: fc.integer({ min: 1, max: 30 }), ends: fc.boolean() }),
  { minLength: 1, maxLength: 4, selector: (one) => one.gap },
);
const deliveries = streams.chain((parts) => {
  let at = 0;
  const messages = parts.flatMap(({ gap, length, ends }, i) => {
    const start = at + gap;
    at = start + length;
    return ends || i < parts.length - 1 ? [[start, null] as const, [start, at] as const] : [[start, null] as const];
  });
  const shuffled = fc.shuffledSubarray([...messages, ...messages], { minLength: messages.length * 2, maxLength: messages.length * 2 });
  return fc.record({
    messages: fc.constant(messages),
    shuffled,
    split: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 16, maxLength: 16 }),
  });
});

test('any permutation, duplication and splitting of deliveries gives the same episodes and the same projections', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(deliveries, async ({ messages, shuffled, split }) => {
      const [plain, mixed] = [`p${run}`, `q${run++}`];
      await deliver(messages.map(([start, end]) => seen(plain, start, end)));
      const rest = shuffled.map(([start, end]) => seen(mixed, start, end));
      for (const size of split) if (rest.length > 0) await deliver(rest.splice(0, size));
      await deliver(rest);
      expect(await episodes(mixed)).toEqual(await episodes(plain));
    }),
    { numRuns: 60 },
  );
  await foldPending(database.store);
  const [ledger] = await database.store.query(`SELECT count(*) AS n FROM episode WHERE ends_at IS NOT NULL`);
  const scopes = await database.store.query(
    `SELECT history FROM scope_totals WHERE scope = ANY (SELECT unnest(scopes) FROM organization WHERE public_id = 'cafe')`,
  );
  expect(scopes).toEqual(Array.from({ length: 4 }, () => ({ history: ledger.n })));
  const [days] = await database.store.query(`SELECT sum(n)::int AS n FROM history_day WHERE scope = $1`, [cafe]);
  const [quarters] = await database.store.query(
    `SELECT sum(n)::int AS n FROM history_quarter q JOIN organization o ON o.id = q.scope WHERE o.role = 'owner'`,
  );
  expect([days.n, quarters.n]).toEqual([ledger.n, ledger.n]);
});

const infer = async (fingerprint: string, end: number): Promise<void> => {
  const [before]: Episode[] = await database.store.query('SELECT * FROM episode WHERE fingerprint = $1', [fingerprint]);
  if (!before) throw new Error(`nothing runs of ${fingerprint}`);
  const after: Episode = { ...before, ends_at: t(end), recorded_at: t(end), resolution: 'inferred' };
  await database.store.transaction((tx) => apply(tx, [{ before, after }], now));
};

test('an end that is told replaces one that was inferred, also when it is earlier', async () => {
  await deliver([seen('f', 0, null)]);
  await infer('f', 6);
  await deliver([seen('f', 0, 5)]);
  expect(await episodes('f')).toEqual([[0, 5, 'webhook']]);
});

test('an alert that is told or shown to fire has not vanished', async () => {
  for (const again of [seen('g', 0, null), polled('g', 0)]) {
    await deliver([seen('g', 0, null)]);
    await infer('g', 6);
    expect(await episodes('g')).toEqual([[0, 6, 'inferred']]);
    await deliver([again]);
    expect(await episodes('g')).toEqual([[0, null, null]]);
  }
});

test('a poll leaves a known alert at the source that a webhook gave it, and a webhook moves one that a poll found', async () => {
  const sourceOf = async () =>
    (
      await database.store.query(
        `SELECT a.receiver, s.name FROM episode a JOIN alert_source s ON s.id = a.source_id WHERE fingerprint = 'h'`,
      )
    )[0];
  await deliver([polled('h', 0, { receiver: 'pager', source: 'pager' })]);
  expect(await sourceOf()).toEqual({ receiver: 'pager', name: 'pager' });
  await deliver([seen('h', 0, null, { receiver: 'ledger', source: 'ledger' })], [polled('h', 0, { receiver: 'pager', source: 'pager' })]);
  expect(await sourceOf()).toEqual({ receiver: 'ledger', name: 'ledger' });
});
