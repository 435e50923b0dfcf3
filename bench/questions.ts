import { type Grouping, labelledRanges } from '#metrics';
import { type Db, instantOf, sql } from '#persistence';
import {
  type AlertsSums,
  type Asking,
  alertsReport,
  alertsSummary,
  availabilityReport,
  burstsReport,
  type ReportAsk,
  tuningReport,
  wholly,
} from '#reports';
import { type Node, scopeIds } from '#scope';
import { type NaiveRow, naiveReport } from '../test/support/naive-report.js';
import type { Comparison, Outcome } from './measure.js';
import { each } from './totals.js';
import type { World } from './world.js';

type Binds = { labels: string[]; buckets: number[]; bounds: string[]; since: string; until: string; scopes: number[] };
/** How reports were read before the columns. */
const fromLedger = sql<NaiveRow, Binds & { priority: string; sources: number[]; policies: number[]; numbers: string[] }>(
  import.meta.url,
  './report-from-ledger.sql',
);

/** Its clocks turn twice a year. */
const ZONE = 'Europe/Rome';
const YEAR_MS = 365 * 86_400_000;
/** Time of the columns over that of the ledger. */
const TARGET = 0.5;
const BY_SYSTEM = { by: 'system', 'group-by': 'NONE' } as const;

/** A year of the questions that no kept number answers, against the same of the ledger in PostgreSQL. */
export async function* questions(world: World, rounds: number): AsyncGenerator<Outcome> {
  await world.columns.ready();
  const comparisons: Comparison[] = [];
  for (const node of [world.densest, world.owner]) {
    for (const grouping of ['MONTH', 'WEEK', 'NONE'] as const) comparisons.push(...(await reportOf(world, node, grouping)));
    comparisons.push(...findingsOf(world, node));
  }
  yield* each(comparisons, rounds);
}

const askOf = ({ until }: World, node: Node): ReportAsk => ({
  scopes: scopeIds({ subtrees: [node], singles: [] }),
  range: { from: until.getTime() - YEAR_MS, until: until.getTime() },
  zone: ZONE,
  ...{ priority: 'ALL', sources: [], policies: [], numbers: [], matchers: [] },
});
const askingOf =
  ({ columns }: World): Asking =>
  (question, binds) =>
    columns.batches(question, binds);
const whose = (world: World, node: Node): string => (node === world.densest ? 'the densest customer' : 'the owner');

async function reportOf(world: World, node: Node, grouping: Grouping | 'NONE'): Promise<Comparison[]> {
  const ask = askOf(world, node);
  const asking = askingOf(world);
  const ours = (): Promise<unknown[]> =>
    grouping === 'NONE' ? wholly<unknown>(alertsSummary(asking, ask)) : wholly<unknown>(alertsReport(asking, ask, 'COUNT', grouping));
  const limits = {
    'the ledger in PostgreSQL': unhurried(world, (db) => fromLedger.rows(db, ledgerBinds(ask, grouping))),
    'naive GROUP BY': unhurried(world, (db) => naiveReport(db, { ...ask, grouping }, ZONE)),
  };
  const naive = await limits['naive GROUP BY']();
  requireEqual(await ours(), naive, grouping);
  const alerts = naive.reduce((sum, { count }) => sum + count, 0);
  const work = `${grouping === 'NONE' ? 'summary' : grouping} of ${whose(world, node)}, ${alerts.toLocaleString('en')} alerts`;
  return Object.entries(limits).map(([limit, theLimit]) => ({ work, limit, target: TARGET, better: 'lower', ours, theLimit }));
}

/** What PostgreSQL was never asked, against its own GROUP BY over the same alerts. */
function findingsOf(world: World, node: Node): Comparison[] {
  const ask = askOf(world, node);
  const asking = askingOf(world);
  const ways = {
    'availability by system': () => wholly(availabilityReport(asking, ask, BY_SYSTEM)),
    tuning: () => wholly(tuningReport(asking, ask, { top: 50 })),
    bursts: () => wholly(burstsReport(asking, ask, { window: 300, minimum: 10 })),
  };
  const theLimit = unhurried(world, (db) => fromLedger.rows(db, ledgerBinds(ask, 'NONE')));
  return Object.entries(ways).map(([work, ours]) => ({
    ...{ work: `${work}, ${whose(world, node)}`, limit: 'the summary in PostgreSQL', target: 1, better: 'lower', ours, theLimit },
  }));
}

function ledgerBinds(ask: ReportAsk, grouping: Grouping | 'NONE') {
  const pieces = grouping === 'NONE' ? [{ ...ask.range, label: '' }] : labelledRanges(ask.range, ask.zone, grouping);
  const labels = [...new Set(pieces.map(({ label }) => label))].sort();
  return {
    labels,
    buckets: pieces.map(({ label }) => labels.indexOf(label) + 1),
    bounds: pieces.map(({ from }) => instantOf(from)),
    since: instantOf(ask.range.from),
    until: instantOf(ask.range.until),
    ...{ scopes: [...ask.scopes], priority: 'ALL', sources: [], policies: [], numbers: [] },
  };
}

const unhurried =
  <T>({ store }: World, read: (db: Db) => Promise<T>) =>
  (): Promise<T> =>
    store.transaction(async (tx) => {
      await tx.query("SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '64MB'");
      return read(tx);
    });

/** Throws unless the columns give the rows of the naive statement. */
function requireEqual(ours: readonly unknown[], naive: readonly NaiveRow[], grouping: Grouping | 'NONE'): void {
  const told = naive.map(({ bucket, count, mtta, mttr, ...key }): AlertsSums | object =>
    grouping === 'NONE' ? { ...key, count, mtta, mttr } : { ...key, bucket, value: count },
  );
  if (JSON.stringify(ours) !== JSON.stringify(told)) throw new Error('the columns and the ledger differ');
}
