import { type Node, nodesOf, type Scope } from '#scope';
import { TrendQuery } from '../apps/gateway/src/alerts/alerts.dto.js';
import { TrendService } from '../apps/gateway/src/alerts/trend.service.js';
import { type HistoryPage, HistoryQuery } from '../apps/gateway/src/history/history.dto.js';
import { HistoryService } from '../apps/gateway/src/history/history.service.js';
import { HeavyReads } from '../apps/gateway/src/http/heavy/heavy-reads.js';
import { Zones } from '../apps/gateway/src/http/zones.js';
import type { Comparison, Outcome } from './measure.js';
import { each } from './totals.js';
import type { World } from './world.js';

const whole = (node: Node): Scope => ({ subtrees: [node], singles: [] });
const NAIVE_PAGE = 'SELECT id FROM alert WHERE organization_id = ANY ($1) ORDER BY recorded_at DESC, id DESC LIMIT $2 OFFSET $3';
const askedOf = (world: World, scope: Scope) => ({ caller: { organization: world.owner }, scope, gone: new AbortController().signal });
const NAIVE_TREND = `SELECT (recorded_at AT TIME ZONE 'Europe/Rome')::date AS day, count(*)::int AS count FROM episode
                      WHERE owner_id = $1 AND ends_at IS NOT NULL AND recorded_at >= $2 GROUP BY 1 ORDER BY 1`;

/** The deepest page against a keyset page of the same place, and a year of days against a scan. */
export async function* history(world: World, rounds: number): AsyncGenerator<Outcome> {
  const service = new HistoryService(world.store, world.organizations, new HeavyReads(world.store, world.columns));
  const scope = whole(world.owner);
  const page = (more: Partial<HistoryQuery>) => service.history(askedOf(world, scope), Object.assign(new HistoryQuery(), more));
  const { pagination } = await page({});
  const deepest = await page({ page: pagination.total_pages - 1 });
  const { next_cursor } = deepest.pagination;
  if (!next_cursor) throw new Error('the page before the last has no cursor');
  const last = await page({ page: pagination.total_pages });
  const byCursor = await page({ cursor: next_cursor });
  if (JSON.stringify(last.alerts) !== JSON.stringify(byCursor.alerts)) throw new Error('the last page differs by page and by cursor');
  yield* each(
    [
      {
        work: `history page ${pagination.total_pages.toLocaleString('en')} with its total_count`,
        limit: 'the same page by cursor',
        target: 5,
        better: 'lower',
        repeat: 5,
        ours: () => page({ page: pagination.total_pages }),
        theLimit: () => page({ cursor: next_cursor }),
      },
      await yearOfDays(world, scope),
      ...(await pagesOfScopes(world, service)),
    ],
    rounds,
  );
}

/** The page in the middle of scopes that hold ever less of the ledger, against one of a customer, each checked against naive SQL. */
async function pagesOfScopes(world: World, service: HistoryService): Promise<Comparison[]> {
  const node = (id: string): Node[] => [world.tree.find(id)].filter((one) => one !== undefined);
  const customers = (first: number, n: number): Node[] => Array.from({ length: n }, (_, i) => node(`c${first + i}`)).flat();
  const scopes: [string, Scope][] = [
    ['the owner', whole(world.owner)],
    ['a distributor, 5 %', { subtrees: node('d0'), singles: [] }],
    ['two resellers, 0.5 %', { subtrees: [...node('r33'), ...node('r77')], singles: [] }],
    ['25 customers, 0.05 %', { subtrees: [], singles: customers(Math.floor(world.customers / 3), 25) }],
  ];
  const middle = async (scope: Scope): Promise<() => Promise<HistoryPage>> => {
    const { pagination } = await service.history(askedOf(world, scope), new HistoryQuery());
    const query = Object.assign(new HistoryQuery(), { page: Math.max(1, Math.floor(pagination.total_pages / 2)) });
    return () => service.history(askedOf(world, scope), query);
  };
  const theLimit = await middle(whole(world.densest));
  const comparisons: Comparison[] = [];
  for (const [name, scope] of scopes) {
    const ours = await middle(scope);
    await isNaive(world, scope, await ours());
    comparisons.push({
      work: `history, the middle page of ${name}`,
      limit: 'that of one customer',
      target: 5,
      better: 'lower',
      repeat: 5,
      ours,
      theLimit,
    });
  }
  return comparisons;
}

async function isNaive({ store, tree }: World, scope: Scope, { alerts, pagination }: HistoryPage): Promise<void> {
  const organizations = nodesOf(scope, tree).map(({ id }) => id);
  const [{ count }] = await store.query('SELECT count(*) AS count FROM alert WHERE organization_id = ANY ($1)', [organizations]);
  const skip = (pagination.page - 1) * pagination.page_size;
  const naive: { id: number }[] = await store.query(NAIVE_PAGE, [organizations, pagination.page_size, skip]);
  const [ids, expected] = [alerts.map(({ id }) => id).join(), naive.map(({ id }) => id).join()];
  if (ids !== expected || pagination.total_count !== count)
    throw new Error(`page ${pagination.page} of ${pagination.total_count} is not that of naive SQL`);
}

async function yearOfDays(world: World, scope: Scope) {
  const service = new TrendService(world.store, await Zones.read(world.store));
  const query = Object.assign(new TrendQuery(), { period: 365, timezone: 'Europe/Rome' });
  const now = new Date();
  const trend = await service.trend(scope, query, now);
  const since = new Date(now.getTime() - 400 * 86_400_000);
  const naive: { day: Date; count: number }[] = await world.store.query(NAIVE_TREND, [world.owner.id, since]);
  const dates = new Set(trend.data_points.map(({ date }) => date));
  const text = (day: Date): string =>
    `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, '0')}-${String(day.getDate()).padStart(2, '0')}`;
  const expected = naive.filter(({ day }) => dates.has(text(day))).reduce((sum, { count }) => sum + count, 0);
  if (expected !== trend.current_total) throw new Error(`the trend says ${trend.current_total}, a scan ${expected}`);
  return {
    work: "the owner's trend of a year, Europe/Rome",
    limit: 'naive GROUP BY',
    target: 0.01,
    better: 'lower' as const,
    ours: () => service.trend(scope, query, now),
    theLimit: () => world.store.query(NAIVE_TREND, [world.owner.id, since]),
  };
}
