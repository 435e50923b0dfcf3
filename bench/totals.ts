import { createLog } from '#runtime';
import type { Node, Scope } from '#scope';
import { TotalsService } from '../apps/gateway/src/alerts/totals.service.js';
import { type Comparison, compare, type Outcome } from './measure.js';
import { settle, type World } from './world.js';

const whole = (node: Node): Scope => ({ subtrees: [node], singles: [] });

/** The counters of everybody against the cheapest statement there is, and against those of one organization. */
export async function totals(world: World, rounds: number): Promise<Outcome[]> {
  const service = new TotalsService(world.store, world.organizations, createLog('bench', 'silent'));
  const now = new Date();
  await fill(world);
  const [{ count }] = await world.store.query('SELECT count(*) FROM alert WHERE ends_at IS NOT NULL');
  const answer = await service.totals(whole(world.owner), now);
  if (answer.history !== count) throw new Error(`history says ${answer.history}, the ledger has ${count}`);
  const one = async (): Promise<unknown> => service.totals(whole(world.densest), now);
  const all = async (): Promise<unknown> => service.totals(whole(world.owner), now);
  const select = async (): Promise<unknown> => Promise.all([world.store.query('SELECT 1'), world.store.query('SELECT 1')]);
  const size = world.tree.size(world.owner).toLocaleString('en');
  const comparisons: Comparison[] = [
    {
      work: `totals of the owner of ${size} organizations`,
      limit: 'two SELECT 1',
      target: 0.65,
      better: 'higher',
      repeat: 200,
      ours: all,
      theLimit: select,
    },
    {
      work: `totals of the owner of ${size} organizations`,
      limit: 'the totals of one organization',
      target: 1.3,
      better: 'lower',
      repeat: 200,
      ours: all,
      theLimit: one,
    },
  ];
  return each(comparisons, rounds);
}

/** Counters as after a refresh of every tenant. */
export async function fill(world: World): Promise<void> {
  const { store } = world;
  await store.query('TRUNCATE alerts_totals_by_org, totals_delta');
  await store.query(`INSERT INTO alerts_totals_by_org (organization_id, owner_id, distributor_id, reseller_id, active, critical, warning, info, muted, refreshed_at)
                     SELECT id, owner_id, distributor_id, reseller_id, id % 7, id % 2, id % 3, id % 2, 0, now() FROM organization WHERE deleted_at IS NULL`);
  await settle(world);
}

export async function each(comparisons: readonly Comparison[], rounds: number): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const one of comparisons) outcomes.push(await compare(one, rounds));
  return outcomes;
}
