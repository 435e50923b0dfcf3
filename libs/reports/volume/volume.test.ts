import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { Columns } from '#columns';
import { parseMatchers } from '#matchers';
import { DAY_MS, GROUPINGS, type Grouping, labelledRanges, type Range, zoneForSql, zoneNames } from '#metrics';
import { loadTree } from '#persistence';
import { type Asking, alertsReport, alertsSummary, METRICS, type Metric, type ReportAsk, wholly } from '#reports';
import { createLog } from '#runtime';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { type NaiveRow, naiveByZone, naiveReport } from '#test/naive-report';
import { type Told, tell } from '#test/sightings';

const database = useDatabase();
const ids = new Map<string, number>();
const idOf = (organization: string): number => ids.get(organization) ?? 0;
const at = (text: string): number => Date.parse(text);

/** Days on which clocks turn somewhere, at midnight or elsewhere, a day that Apia skipped, and a leap day. */
const TURNING = [
  '2009-11-01',
  '2010-03-14',
  '2011-03-27',
  '2011-12-30',
  '2012-02-29',
  '2012-03-25',
  '2021-01-01',
  '2021-03-14',
  '2021-03-28',
  '2021-10-31',
  '2021-11-07',
  '2022-04-03',
].map((date) => at(`${date}T00:00:00Z`));

const SOURCES = ['default', 'mail'];
/** A start near the edges of days, quarters and years, to the millisecond. */
const starts = fc.oneof(
  fc
    .record({ day: fc.constantFrom(...TURNING), hour: fc.integer({ min: -16, max: 40 }), quarter: fc.integer({ min: 0, max: 3 }) })
    .chain(({ day, hour, quarter }) =>
      fc.constantFrom(-60_000, -1, 0, 1, 59_999, 60_000).map((ms) => day + hour * 3_600_000 + quarter * 900_000 + ms),
    ),
  fc.integer({ min: at('2009-10-01T00:00:00Z'), max: at('2022-06-01T00:00:00Z') }),
);

async function plantAlerts(): Promise<void> {
  const told: Told[] = fc.sample(starts, { numRuns: 900, seed: 7 }).map((start, i) => ({
    organization: ['cafe', 'deli', 'bar', 'shop'][i % 4] ?? '',
    fingerprint: `f${i}`,
    startsAt: new Date(start),
    endsAt: i % 5 === 0 ? null : new Date(start + ((i * 7_919) % 5_000_000)),
    acknowledgedAt: i % 3 === 0 ? new Date(start + ((i * 104_729) % 900_000) - 200_000) : null,
    source: SOURCES[i % 2] ?? '',
    policy: i % 7 === 0 ? 'Nights' : null,
    number: i % 4 === 1 ? '+12025550123' : '',
    priority: i % 3 === 1 ? 'LOW' : 'HIGH',
    labels: { alertname: 'Any', ...(i % 2 === 0 && { team: `t${i % 5}` }) },
  }));
  await tell(database.store, told);
}

const dir = mkdtempSync(path.join(tmpdir(), 'reports-'));
let columns: Columns;
const asking: Asking = (question, binds) => columns.batches(question, binds);

beforeAll(async () => {
  await plantFleet(database.store);
  for (const node of (await loadTree(database.store)).tree.all()) ids.set(node.publicId, node.id);
  columns = new Columns({ store: database.store, dir, memoryMb: 512, threads: 1, log: createLog('gateway', 'silent') });
  await columns.ready();
  await plantAlerts();
});
afterAll(async () => {
  await columns.close();
  rmSync(dir, { recursive: true });
});

const NO_FILTER = { priority: 'ALL', sources: [], policies: [], numbers: [] } as const;
type Shown = (grouping: Grouping | 'NONE', metric: Metric, ask: ReportAsk) => Promise<unknown[]>;
/** The rows as the product gives them, of the whole range where there is no grouping. */
const report: Shown = (grouping, metric, ask) =>
  grouping === 'NONE' ? wholly<unknown>(alertsSummary(asking, ask)) : wholly<unknown>(alertsReport(asking, ask, metric, grouping));
const MEASURES = { COUNT: 'count', MTTA: 'mtta', MTTR: 'mttr' } as const;
/** The same of the rows of the naive statement. */
const told = (rows: readonly NaiveRow[], grouping: Grouping | 'NONE', metric: Metric): unknown[] =>
  rows.flatMap(({ bucket, count, mtta, mttr, ...key }): unknown[] => {
    if (grouping === 'NONE') return [{ ...key, count, mtta, mttr }];
    const value = { count, mtta, mttr }[MEASURES[metric]];
    return value === null ? [] : [{ ...key, bucket, value }];
  });
const zones = async (): Promise<readonly string[]> => {
  const rows: { name: string }[] = await database.store.query('SELECT name FROM pg_timezone_names');
  return zoneNames(rows.map((row) => row.name)).all;
};

test('a report in any zone, range and grouping, with any filter, is what the naive statement says', async () => {
  const all = await zones();
  const asks = fc.record({
    organization: fc.constantFrom('owner', 'north', 'shop', 'cafe', 'deli', 'bar'),
    zone: fc.constantFrom(...all),
    grouping: fc.constantFrom(...GROUPINGS, 'NONE' as const),
    metric: fc.constantFrom(...METRICS),
    team: fc.constantFrom(undefined, undefined, 't1', 't[24]', '|t0', 'none'),
    from: starts,
    length: fc.oneof(fc.integer({ min: 1, max: DAY_MS }), fc.integer({ min: 1, max: 366 * DAY_MS })),
    priority: fc.constantFrom('ALL' as const, 'ALL' as const, 'LOW' as const, 'HIGH' as const),
    sources: fc.constantFrom([], [], [1], [2, 3], [-1]),
    policies: fc.constantFrom([], [], [1], [2]),
    numbers: fc.constantFrom([], [], ['+12025550123'], ['nobody']),
  });
  await fc.assert(
    fc.asyncProperty(asks, async ({ organization, from, length, zone, grouping, metric, team, ...filter }) => {
      const ask = { ...filter, scopes: [idOf(organization)], range: { from, until: from + length } };
      const matchers = parseMatchers(team === undefined ? [] : [`team=~"${team}"`]);
      const naive = await naiveReport(database.store, { ...ask, grouping, ...(team !== undefined && { team }) }, zoneForSql(zone));
      expect(await report(grouping, metric, { ...ask, zone, matchers })).toEqual(told(naive, grouping, metric));
    }),
    { numRuns: 60 },
  );
});

/** In milliseconds: hundreds of zones are compared. */
const A_MINUTE_OR_TWO = 120_000;
const YEARS: [Grouping, Range][] = [
  ['DAY', { from: at('2011-06-01T12:34:56.789Z'), until: at('2012-05-31T23:59:59.999Z') }],
  ['WEEK', { from: at('2009-10-31T00:00:00Z'), until: at('2010-10-31T00:00:00.001Z') }],
  ['MONTH', { from: at('2021-01-01T00:00:00Z'), until: at('2022-01-01T00:00:00Z') }],
];

/** Zones whose labels change at the same instants are one question. */
function alike(all: readonly string[], range: Range, grouping: Grouping): string[][] {
  const found = new Map<string, string[]>();
  for (const zone of all) {
    const key = JSON.stringify(labelledRanges(range, zone, grouping));
    found.set(key, [...(found.get(key) ?? []), zone]);
  }
  return [...found.values()];
}

test.each(YEARS)(
  'every zone that both sides know has the rows by %s that the naive statement gives',
  async (grouping, range) => {
    const all = await zones();
    expect(all.length).toBeGreaterThan(500);
    const ask = { ...NO_FILTER, scopes: [idOf('owner')], range };
    const naive = await naiveByZone(database.store, { ...ask, grouping }, all.map(zoneForSql));
    for (const names of alike(all, range, grouping)) {
      const rows = JSON.stringify(await report(grouping, 'MTTR', { ...ask, zone: names[0] ?? 'UTC', matchers: [] }));
      const differs = (name: string): boolean => JSON.stringify(told(naive.get(zoneForSql(name)) ?? [], grouping, 'MTTR')) !== rows;
      expect(names.filter(differs)).toEqual([]);
    }
  },
  A_MINUTE_OR_TWO,
);
