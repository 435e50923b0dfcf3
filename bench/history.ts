import type { Node, Scope } from '#scope';
import { TrendQuery } from '../apps/gateway/src/alerts/alerts.dto.js';
import { TrendService } from '../apps/gateway/src/alerts/trend.service.js';
import { HistoryQuery } from '../apps/gateway/src/history/history.dto.js';
import { HistoryService } from '../apps/gateway/src/history/history.service.js';
import { HeavyReads } from '../apps/gateway/src/http/heavy/heavy-reads.js';
import { Zones } from '../apps/gateway/src/http/zones.js';
import type { Outcome } from './measure.js';
import { each } from './totals.js';
import type { World } from './world.js';

const whole = (node: Node): Scope => ({ subtrees: [node], singles: [] });
const NAIVE_TREND = `SELECT (recorded_at AT TIME ZONE 'Europe/Rome')::date AS day, count(*)::int AS count FROM episode
                      WHERE owner_id = $1 AND ends_at IS NOT NULL AND recorded_at >= $2 GROUP BY 1 ORDER BY 1`;

/** The deepest page against a keyset page of the same place, and a year of days against a scan. */
export async function* history(world: World, rounds: number): AsyncGenerator<Outcome> {
  const service = new HistoryService(world.store, world.organizations, new HeavyReads(world.store));
  const scope = whole(world.owner);
  const question = { caller: { organization: world.owner }, scope, gone: new AbortController().signal };
  const page = (more: Partial<HistoryQuery>) => service.history(question, Object.assign(new HistoryQuery(), more));
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
    ],
    rounds,
  );
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
