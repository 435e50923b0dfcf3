import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import {
  deleteOrganization,
  foldPending,
  loadTree,
  migrate,
  migrations,
  migrationsOf,
  numberNews,
  type Observation,
  type OrganizationInput,
  putOrganizations,
  record,
  tidyOrganizations,
} from '#persistence';
import type { Node } from '#scope';
import type { Outcome } from './measure.js';
import type { World } from './world.js';

const LONGEST_MS = 500;
const SENDERS = 4;
const MANY = 25_000;
/** The column, the index and the backfill that the tests migrate with. */
const STEPS = path.resolve('test/migrations');

/** How long a webhook waits at most while organizations move, while they are deleted, and while the ledger is migrated. */
export async function* moves(world: World): AsyncGenerator<Outcome> {
  const { store, url, densest } = world;
  const put = (rows: OrganizationInput[]) => () => putOrganizations(store, rows);
  const reseller = world.tree.get(densest.parentId ?? 0);
  if (!reseller) throw new Error('the densest customer has no reseller');
  const alerts = await resolvedOf(world, reseller);
  yield await longest(world, 'nothing else', () => pause(3_000));
  yield await longest(world, 'one organization is renamed', put([{ ...inputOf(world, densest), name: 'renamed' }]));
  yield await longest(
    world,
    `a reseller with ${alerts.toLocaleString('en')} alerts moves`,
    put([{ ...inputOf(world, reseller), parent_id: 'd7' }]),
  );
  const customers = [...world.tree.all()].filter((node) => node.role === 'customer').slice(0, MANY);
  const moved = customers.map((node, i) => ({ ...inputOf(world, node), parent_id: `r${(i + 1) % 500}` }));
  yield await longest(world, `${moved.length.toLocaleString('en')} customers move, each for itself`, put(moved));
  yield await longest(world, 'ten of 20 distributors are deleted with all below them', async () => {
    for (let i = 0; i < 10; i++) {
      const node = (await loadTree(store)).tree.find(`d${i}`);
      if (node) await deleteOrganization(store, node);
    }
  });
  const steps = [...migrations, ...migrationsOf(STEPS)];
  yield await longest(world, 'a column, an index and a backfill are migrated', async () => void (await migrate(url, steps)));
}

const inputOf = ({ tree }: World, { publicId: id, name, role, parentId }: Node): OrganizationInput => ({
  id,
  name,
  role,
  parent_id: parentId === null ? null : (tree.get(parentId)?.publicId ?? null),
});

async function resolvedOf({ store }: World, { id }: Node): Promise<number> {
  const [row] = await store.query('SELECT history FROM scope_totals WHERE scope = $1', [id]);
  return Number(row?.history ?? 0);
}

/** The longest of many recordings, for customers that stay, from before the work begins until after its end. The folder works, too. */
async function longest(world: World, work: string, run: () => Promise<void>): Promise<Outcome> {
  const { store, tree } = world;
  const state = { done: false, longestMs: 0 };
  const staying = [...tree.all()].filter((node) => node.role === 'customer').slice(-SENDERS);
  const senders = staying.map(async (node, s) => {
    for (let i = 0; !state.done; i++) {
      const begun = performance.now();
      await record(store, sightings(node, `${work} ${s} ${i}`), new Date());
      state.longestMs = Math.max(state.longestMs, performance.now() - begun);
    }
  });
  const folder = (async () => {
    for (; !state.done; await pause(200)) {
      await numberNews(store);
      await foldPending(store);
      await tidyOrganizations(store);
    }
  })();
  await pause(500);
  const begun = performance.now();
  await run();
  const tookMs = performance.now() - begun;
  state.done = true;
  await Promise.all([...senders, folder]);
  const ratio = state.longestMs / LONGEST_MS;
  const told = `longest webhook while ${work} (${(tookMs / 1000).toFixed(1)} s)`;
  return { work: told, limit: 'half a second', oursMs: state.longestMs, limitMs: LONGEST_MS, ratio, target: 1, pass: ratio <= 1 };
}

const sightings = ({ id }: Node, batch: string): Observation[] =>
  Array.from({ length: 20 }, (_, i) => ({
    via: 'webhook',
    organizationId: id,
    fingerprint: `${batch} ${i}`,
    startsAt: new Date(Date.now() - 60_000),
    endsAt: new Date(),
    alertname: 'Busy',
    severity: 'warning',
    systemKey: null,
    labels: { alertname: 'Busy' },
    annotations: {},
    receiver: null,
    priority: 'LOW',
    source: 'default',
    policy: null,
    number: '',
  }));
