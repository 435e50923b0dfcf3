import fc from 'fast-check';
import { audit, type Difference, foldPending } from '#persistence';
import { type FakeAlertmanager, startFakeAlertmanager } from '#test/alertmanager';
import type { Client } from '#test/client';
import { createTestCollect, type TestCollect } from '#test/collect';
import { createTestGateway, type TestGateway } from '#test/gateway';

/**
 * The invariant: the ledger and the projections follow from the set of what was delivered, whatever the order, the repetitions, the batches and the
 * doors. Not part of it, because it depends on the order by its nature, and so the same in every order here:
 *  - when the product first heard of an end, or of what a person did: instants of its own clock are not compared;
 *  - a running alert looks as it was last seen: what runs is shown once more in the end, as Alertmanagers repeat it. What has ended looks as its end says;
 *  - a person can only handle an alert that is open: after it was seen, and before its end was told; closed by hand it keeps the look of that moment.
 *    A poll that shows less than what runs speaks of its moment too: here a poll shows everything that runs, as it was last seen.
 */
type Door = 'webhook' | 'poll' | 'import';
/** An alert runs since `start`; given `end`, it has ended. Minutes. */
type Sighting = { door: Door; start: number; severity: string; end?: number; acknowledged?: number };
type Act = { door: 'assignment' | 'close' };
type Delivery = { fingerprint: string } & (Sighting | Act);
/** Deliveries of one stage come in any order, after those of the stage before. */
type Story = Delivery[][];

const minutes = fc.integer({ min: 0, max: 40 });
const severity = fc.constantFrom('critical', 'warning', 'info');

const episode = fc
  .record({ start: minutes, final: severity, lasted: fc.array(minutes, { maxLength: 2 }) })
  .chain(({ start, final, lasted }) => {
    const running = fc.record({ door: fc.constantFrom<Door>('webhook', 'poll', 'import'), start: fc.constant(start), severity });
    const ended = lasted.map((length) => {
      const told = { start: fc.constant(start), severity: fc.constant(final), end: fc.constant(start + length) };
      const byImport = fc.record({ door: fc.constant<Door>('import'), ...told, acknowledged: minutes.map((after) => start + after) });
      return fc.oneof(fc.record({ door: fc.constant<Door>('webhook'), ...told }), byImport);
    });
    return fc.record({ running: fc.array<Sighting>(running, { minLength: 1, maxLength: 3 }), ended: fc.tuple(...ended) });
  });
const episodes = fc
  .uniqueArray(episode, { minLength: 1, maxLength: 3, selector: ({ running }) => running[0]?.start })
  .map((all): (Sighting | Act)[][] => [all.flatMap(({ running, ended }) => [...running, ...ended])]);
const handled = fc
  .tuple(episode, fc.constantFrom<Act['door']>('assignment', 'close'))
  .map(([{ running, ended }, door]): (Sighting | Act)[][] => {
    const alike = (all: readonly Sighting[]): Sighting[] => all.map((one) => ({ ...one, severity: running[0]?.severity ?? 'info' }));
    return [alike(running), [{ door }], alike([...running, ...ended])];
  });

/** Several alerts as their stories go, one delivery after the other; and mixed, with repetitions, cut into batches. */
const plans = fc.array(fc.oneof(episodes, handled), { minLength: 2, maxLength: 3 }).chain((stages) => {
  const stories = stages.map((story, i): Story => story.map((stage) => stage.map((one) => ({ ...one, fingerprint: `f${i}` }))));
  const length = stories.flat(2).length * 3;
  return fc.record({
    told: fc.constant(stories.flat(2)),
    mixed: fc.tuple(...stories.map(shuffled)).chain((lines) => fc.infiniteStream(fc.nat()).map((picks) => interleaved(lines, picks))),
    cuts: fc.array(fc.boolean(), { minLength: length, maxLength: length }),
  });
});

const shuffled = (story: Story): fc.Arbitrary<Delivery[]> => fc.tuple(...story.map(shuffledStage)).map((stages) => stages.flat());

function shuffledStage(stage: Delivery[]): fc.Arbitrary<Delivery[]> {
  const all = stage.flatMap((one): Delivery[] => (isSighting(one) ? [one, one, one] : [one]));
  return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
}

const isSighting = (one: Delivery): one is Sighting & { fingerprint: string } => 'start' in one;

function interleaved(lines: readonly Delivery[][], picks: Iterator<number>): Delivery[] {
  const left = lines.map((line) => [...line]);
  const result: Delivery[] = [];
  for (;;) {
    const waiting = left.filter((line) => line.length > 0);
    const next = waiting[picks.next().value % waiting.length]?.shift();
    if (!next) return result;
    result.push(next);
  }
}

const SIDES = ['cafe', 'deli'] as const;
type Side = (typeof SIDES)[number];
const TENANT = 't-shop';
let collect: TestCollect;
let gateway: TestGateway;
let alertmanager: FakeAlertmanager;
let importer: Client;
let key: Client;
let ticks = Date.now();

beforeAll(async () => {
  alertmanager = await startFakeAlertmanager();
  collect = await createTestCollect({ alertmanagerUrl: alertmanager.url });
  gateway = await createTestGateway({ database: collect.database });
  importer = gateway.as('owner');
  key = await gateway.withKey({ organization_id: 'owner' });
}, 60_000);
afterAll(async () => {
  await gateway.close();
  await collect.close();
  await alertmanager.close();
});

const query = (sql: string, values: unknown[] = []) => collect.database.store.query(sql, values);
const at = (minute: number): string => new Date(Date.UTC(2026, 4, 12, 7, minute)).toISOString();
const labelsOf = (side: string, shown: string) => ({ alertname: 'DiskFull', severity: shown, organization_id: side });
const alertOf = (side: string, { fingerprint, start, severity: shown, end }: Sighting & { fingerprint: string }) => ({
  status: end === undefined ? 'firing' : 'resolved',
  labels: labelsOf(side, shown),
  annotations: { summary: 'full' },
  startsAt: at(start),
  endsAt: end === undefined ? '0001-01-01T00:00:00Z' : at(end),
  fingerprint,
});
/** `told_at`: a start that an Alertmanager has told; null when only imports did. */
type Open = { public_id: string; side: string; fingerprint: string; starts_at: Date; told_at: Date | null; severity: string };
const open = (): Promise<Open[]> =>
  query(
    `SELECT a.public_id, o.public_id AS side, fingerprint, starts_at, severity,
            CASE WHEN origin <> 'alertmanager' THEN NULL WHEN parts IS NULL THEN starts_at
                 ELSE (SELECT to_timestamp(min((p ->> 'start')::bigint) / 1000) FROM jsonb_array_elements(parts) AS p WHERE NOT (p ->> 'alone')::boolean) END AS told_at
       FROM episode a JOIN organization o ON o.id = a.organization_id WHERE ends_at IS NULL`,
  );
/** As they looked when they were last seen, or all as `shown`. */
const stillFiring = async (shown?: string) =>
  (await open()).map(({ side, fingerprint, starts_at, severity: seen }) => ({
    ...alertOf(side, { door: 'webhook', fingerprint, start: 0, severity: shown ?? seen }),
    startsAt: starts_at.toISOString(),
  }));

async function webhook(alerts: readonly object[]): Promise<void> {
  expect((await collect.sender.post('/api/alert_history', { version: '4', receiver: 'ledger', alerts })).status).toBe(204);
}

/** What runs, but for what only imports told: an Alertmanager does not show what it never had, and an import's line stays alone. */
const shownByPolls = async () =>
  (await open()).flatMap(({ side, fingerprint, told_at, severity: seen }) =>
    told_at ? [{ ...alertOf(side, { door: 'poll', fingerprint, start: 0, severity: seen }), startsAt: told_at.toISOString() }] : [],
  );

async function poll(alerts: readonly object[]): Promise<void> {
  const all = [...(await shownByPolls()), ...alerts];
  const status = { state: 'active', silencedBy: [], inhibitedBy: [] };
  alertmanager.answers.set(
    TENANT,
    all.map((alert) => ({ ...alert, receivers: [{ name: 'ledger' }], status })),
  );
  ticks += 60_000;
  expect((await collect.refresher.refresh(new Date(ticks))).failed).toBe(0);
}

async function importLines(side: Side, sightings: readonly (Sighting & { fingerprint: string })[]): Promise<void> {
  const lines = sightings.map(({ fingerprint, start, severity: shown, end, acknowledged }) => ({
    ...{ organization_id: side, alertname: 'DiskFull', fingerprint, severity: shown, receiver: 'ledger', starts_at: at(start) },
    ...{ labels: labelsOf(side, shown), annotations: { summary: 'full' } },
    ...(end !== undefined && { ends_at: at(end) }),
    ...(acknowledged !== undefined && { acknowledged_at: at(acknowledged) }),
  }));
  const body = lines.map((line) => JSON.stringify(line)).join('\n');
  const answer = await importer.post('/api/alerts/import', body, { 'content-type': 'application/x-ndjson' });
  expect([answer.status, answer.body.data.rejected]).toEqual([200, 0]);
}

async function act(side: Side, door: Act['door'], fingerprint: string): Promise<void> {
  const id = (await open()).find((one) => one.side === side && one.fingerprint === fingerprint)?.public_id;
  const answer =
    door === 'close'
      ? await key.post(`/api/v0/alerts/${id}/close`, { reason: 'known' })
      : await importer.post(`/api/alerts/assignment?organization_id=${side}`, { fingerprint });
  expect(answer.status).toBe(200);
}

/** Deliveries of one door. */
async function send(side: Side, batch: readonly Delivery[]): Promise<void> {
  const sightings = batch.filter(isSighting);
  const [first] = batch;
  if (first?.door === 'webhook') await webhook(sightings.map((one) => alertOf(side, one)));
  else if (first?.door === 'poll') await poll(sightings.map((one) => alertOf(side, one)));
  else if (first?.door === 'import') await importLines(side, sightings);
  else if (first) await act(side, first.door, first.fingerprint);
}

async function deliver(side: Side, deliveries: readonly Delivery[], cuts: readonly boolean[]): Promise<void> {
  let batch: Delivery[] = [];
  for (const [i, one] of deliveries.entries()) {
    if (batch.length > 0 && (cuts[i] || batch[0]?.door !== one.door || !isSighting(one))) {
      await send(side, batch);
      batch = [];
    }
    batch.push(one);
  }
  await send(side, batch);
}

/** What the ledger says of a run's alerts on one side, in words that do not name the side. */
const ledgerOf = (side: Side, run: string) =>
  query(
    `SELECT a.fingerprint, a.starts_at, CASE a.resolution WHEN 'manual' THEN NULL ELSE a.ends_at END AS ends_at, a.resolution, a.severity, a.priority, a.state,
            a.labels - 'organization_id' AS labels, a.annotations, a.receiver, s.name AS source, a.close_reason, a.assigned_to ->> 'user_id' AS assigned_to,
            a.acknowledged_at IS NOT NULL AS is_acknowledged, CASE WHEN a.assigned_to IS NULL THEN a.acknowledged_at END AS acknowledged_at,
            ARRAY(SELECT kind FROM timeline e WHERE e.alert_id = a.id AND kind <> 'severity_changed' ORDER BY 1) AS events
       FROM episode a JOIN organization o ON o.id = a.organization_id JOIN alert_source s ON s.id = a.source_id
      WHERE o.public_id = $1 AND a.fingerprint LIKE $2 ORDER BY a.fingerprint, a.starts_at`,
    [side, `${run} %`],
  );
const projectionsOf = async (side: Side) => {
  await foldPending(collect.database.store);
  return query(
    `SELECT (SELECT history FROM scope_totals WHERE scope = o.id) AS history, (SELECT sum(n) FROM start_day WHERE scope = o.id) AS started,
            ARRAY(SELECT severity || ' ' || sum(n) FROM history_day WHERE scope = o.id GROUP BY severity HAVING sum(n) <> 0 ORDER BY 1) AS days,
            ARRAY(SELECT severity || ' ' || sum(n) FROM history_month WHERE scope = o.id GROUP BY severity HAVING sum(n) <> 0 ORDER BY 1) AS months
       FROM organization o WHERE o.public_id = $1`,
    [side],
  );
};
const differences = async (): Promise<Difference[]> => {
  const found: Difference[] = [];
  await audit(collect.database.store, { mode: 'report', report: (one) => found.push(one) });
  return found;
};

test('any order, repetition and splitting of what the doors deliver gives the same ledger and the same projections', async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(plans, async ({ told, mixed, cuts }) => {
      const name = `run${run++}`;
      const named = (all: readonly Delivery[]) => all.map((one) => ({ ...one, fingerprint: `${name} ${one.fingerprint}` }));
      await deliver(
        'cafe',
        named(told),
        told.map(() => true),
      );
      await deliver('deli', named(mixed), cuts);
      await webhook(await stillFiring('critical'));
      await poll([]);
      expect(await ledgerOf('deli', name)).toEqual(await ledgerOf('cafe', name));
      expect(await projectionsOf('deli')).toEqual(await projectionsOf('cafe'));
      await webhook((await stillFiring()).map((alert) => ({ ...alert, status: 'resolved', endsAt: at(100) })));
    }),
    { numRuns: 10, endOnFailure: true },
  );
  expect(await open()).toEqual([]);
  expect(await differences()).toEqual([]);
}, 180_000);
