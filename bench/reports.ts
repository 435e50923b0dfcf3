import type { EntityManager } from 'typeorm';
import { type AlertReportSums, alertSummary, instantOf, type ReportAsk, reading, reportBinds, sql } from '#persistence';
import { type Node, scopeIds } from '#scope';
import { naiveReport, PATTERNS } from '../test/support/naive-report.js';
import type { Comparison, Outcome } from './measure.js';
import { each } from './totals.js';
import type { World } from './world.js';

type Binds = { pattern: string; zone: string; scopes: number[]; since: string; until: string };
const byIndex = sql<AlertReportSums, Binds>(import.meta.url, './report-by-index.sql');

/** Its clocks turn twice a year. */
const ZONE = 'Europe/Rome';
const YEAR_MS = 365 * 86_400_000;
/** Of the densest customer: time of the kept sums over that of reading its alerts. */
const TARGETS = { MONTH: 0.2, WEEK: 0.3, ALL: 0.4 } as const;
/** Nearly all alerts of the owner belong to customers that keep no sums: its report has to be as fast as reading them. */
const OF_THE_OWNER = 1;
type Grouped = keyof typeof TARGETS;

/** A year of reports as the product reads them, against the covering index alone and against the naive GROUP BY. */
export async function* reports(world: World, rounds: number): AsyncGenerator<Outcome> {
  const comparisons: Comparison[] = [];
  for (const node of [world.densest, world.owner])
    for (const grouping of ['MONTH', 'WEEK', 'ALL'] as const) comparisons.push(...(await sideBySide(world, node, grouping)));
  yield* each(comparisons, rounds);
}

async function sideBySide({ store, until, densest }: World, node: Node, grouping: Grouped): Promise<Comparison[]> {
  const range = { from: until.getTime() - YEAR_MS, until: until.getTime() };
  const scopes = scopeIds({ subtrees: [node], singles: [] });
  const ask: ReportAsk = { scopes, range, zone: ZONE, grouping, priority: 'ALL', sources: [], policies: [], numbers: [] };
  const on = (read: (db: EntityManager) => Promise<AlertReportSums[]>) => () =>
    reading(store, async (db) => {
      await db.query('SET LOCAL statement_timeout = 0');
      return read(db);
    });
  const index = {
    pattern: PATTERNS[grouping],
    zone: ZONE,
    scopes: [...scopes],
    since: instantOf(range.from),
    until: instantOf(range.until),
  };
  const ways = {
    'the kept sums': on((db) => alertSummary.rows(db, reportBinds(ask))),
    'the covering index, naive labels': on((db) => byIndex.rows(db, index)),
    'naive GROUP BY': on((db) => naiveReport(db, ask, ZONE)),
  };
  const alerts = await requireEqual(Object.values(ways));
  const whose = node === densest ? 'the densest customer' : 'the owner';
  const work = `${grouping === 'ALL' ? 'summary' : grouping} of ${whose}, ${alerts.toLocaleString('en')} alerts`;
  const target = node === densest ? TARGETS[grouping] : OF_THE_OWNER;
  const { 'the kept sums': ours, ...limits } = ways;
  return Object.entries(limits).map(([limit, theLimit]) => ({ work, limit, target, better: 'lower', ours, theLimit }));
}

/** Throws unless all of them give the same rows; how many alerts these count. */
async function requireEqual(ways: readonly (() => Promise<AlertReportSums[]>)[]): Promise<number> {
  let [first, alerts] = ['', 0];
  for (const read of ways) {
    const rows = await read();
    const text = JSON.stringify(rows.map((row) => [row.source_id, row.policy_id, row.number, row.bucket, row.count, row.mtta, row.mttr]));
    first ||= text;
    if (text !== first) throw new Error('the ways to read a report differ');
    alerts = rows.reduce((sum, { count }) => sum + count, 0);
  }
  return alerts;
}
