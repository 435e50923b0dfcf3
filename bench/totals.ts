import { foldPending, saveTotals } from '#persistence';
import { createLog } from '#runtime';
import type { Node, Scope } from '#scope';
import { TotalsService } from '../apps/gateway/src/alerts/totals.service.js';
import { type Comparison, compare, type Outcome } from './measure.js';
import type { World } from './world.js';

const AT_ONCE = 5_000;
/** Calls of a round: the first thousands are slower, until V8 has compiled what they run through. */
const CALLS = 2_000;
const whole = (node: Node): Scope => ({ subtrees: [node], singles: [] });

/** The counters of everybody against the cheapest statement there is, and against those of one organization. */
export async function* totals(world: World, rounds: number): AsyncGenerator<Outcome> {
  const service = new TotalsService(world.store, world.organizations, createLog('bench', 'silent'));
  const now = new Date();
  await fill(world);
  const [{ count }] = await world.store.query('SELECT count(*) FROM episode WHERE ends_at IS NOT NULL');
  const answer = await service.totals(whole(world.owner), now);
  if (answer.history !== count) throw new Error(`history says ${answer.history}, the ledger has ${count}`);
  const one = async (): Promise<unknown> => service.totals(whole(world.densest), now);
  const all = async (): Promise<unknown> => service.totals(whole(world.owner), now);
  const select = async (): Promise<unknown> => world.store.query('SELECT 1');
  const size = world.tree.size(world.owner).toLocaleString('en');
  const comparisons: Comparison[] = [
    {
      work: `totals of the owner of ${size} organizations`,
      limit: 'SELECT 1 through the same pool',
      target: 0.65,
      better: 'higher',
      repeat: CALLS,
      ours: all,
      theLimit: select,
    },
    {
      work: `totals of the owner of ${size} organizations`,
      limit: 'the totals of one organization',
      target: 1.3,
      better: 'lower',
      repeat: CALLS,
      ours: all,
      theLimit: one,
    },
  ];
  yield* each(comparisons, rounds);
}

/** Counters as after a refresh of every tenant. */
export async function fill({ store, tree }: World): Promise<void> {
  const now = new Date();
  const rows = [...tree.all()].map(({ id }) => ({
    organization_id: id,
    active: id % 7,
    critical: id % 2,
    warning: id % 3,
    info: id % 2,
    muted: 0,
  }));
  for (let at = 0; at < rows.length; at += AT_ONCE) await saveTotals(store, rows.slice(at, at + AT_ONCE), now);
  await foldPending(store);
  await store.query('VACUUM ANALYZE alerts_totals_by_org, scope_totals, totals_delta');
}

export async function* each(comparisons: readonly Comparison[], rounds: number): AsyncGenerator<Outcome> {
  for (const one of comparisons) yield await compare(one, rounds);
}
