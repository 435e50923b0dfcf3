import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { tenantsOf } from '#intake';
import { ensureOwner, Listener, loadTree, migrate, OrganizationTree, openStore, type Store } from '#persistence';
import { createLog } from '#runtime';
import { FixedConfig } from '../apps/collect/src/config/config-file.js';
import { shortForm, upstreamAt } from '../apps/collect/src/config/short-form.js';
import { Quarantine } from '../apps/collect/src/intake/quarantine.js';
import { Alertmanager } from '../apps/collect/src/refresher/alertmanager.js';
import { Reconciler } from '../apps/collect/src/refresher/reconciler.js';
import { AlertsTotalsRefresher, Interval, type Share } from '../apps/collect/src/refresher/refresher.js';
import { eachAtOnce } from '../apps/collect/src/refresher/turns.js';
import { type Cost, costOf } from './cpu.js';
import { median, type Outcome } from './measure.js';
import { ALERTS, fingerprintsOf, instantOf, type Moment } from './refresh-fleet.js';
import { plant, type World } from './world.js';

const ALL = 50_000;
const MOST = 5_000;
/** Enough for one tenant that changes. */
const SMOKE = 150;
const TICK_MS = 60_000;
/** A tick that takes long must not reach into the next. */
const APART_MINUTES = 60;
const MONTHS = 13;
const COUNTERS = { active: ALERTS, critical: 5, warning: 10, info: 5, muted: 2 };

type Upstream = { readonly url: string; set(moment: Moment): Promise<void>; close(): void };
type Bench = {
  readonly store: Store;
  readonly organizations: OrganizationTree;
  readonly tenants: readonly string[];
  readonly upstream: Upstream;
  readonly source: Alertmanager;
  /** As after a restart of collect: it remembers nothing. */
  fresh(): AlertsTotalsRefresher;
};

/** CPU per tenant of a whole tick, 20 alerts each, against asking and parsing alone; what it costs grows with the tenants only. */
export async function* refresh(world: World, rounds: number): AsyncGenerator<Outcome> {
  const tenants = rounds < 2 ? SMOKE : Math.min(MOST, world.tree.size(world.owner));
  yield* await refreshOf(tenants, world, rounds);
}

/** Every organization is a tenant. In a database of its own, which is dropped. */
export async function refreshOf(tenants: number, world: World, rounds: number): Promise<Outcome[]> {
  const upstream = await startUpstream();
  await world.store.query('CREATE DATABASE bench_refresh');
  const url = world.url.replace(/\/[^/]*$/, '/bench_refresh');
  const store = await openStore({ url, app: 'bench', poolSize: 10 });
  try {
    await migrate(url);
    await ensureOwner(store, 'owner');
    await plant(store, tenants);
    for (let month = 0; month < MONTHS; month++) await store.query('SELECT ensure_alert_partition($1)', [instantOf(-month * 30 * 24 * 60)]);
    return await ticks({ store, url, upstream }, rounds);
  } finally {
    await store.destroy();
    upstream.close();
    await world.store.query('DROP DATABASE bench_refresh WITH (FORCE)');
  }
}

async function ticks({ store, url, upstream }: { store: Store; url: string; upstream: Upstream }, rounds: number): Promise<Outcome[]> {
  const listener = new Listener(url);
  const organizations = await new OrganizationTree(store, listener).open();
  const source = new Alertmanager(upstreamAt(upstream.url));
  const log = createLog('bench', 'silent');
  const fresh = () =>
    new AlertsTotalsRefresher(
      store,
      organizations,
      source,
      new Reconciler(store, new Quarantine(store, organizations)),
      new FixedConfig(shortForm({ alertmanagerUrl: upstream.url })),
      new Interval(60),
      log,
    );
  try {
    const tenants = [...tenantsOf((await loadTree(store)).tree).keys()];
    return await measured({ store, organizations, tenants, upstream, source, fresh }, rounds);
  } finally {
    await source.close();
    organizations.close();
    await listener.close();
  }
}

/** The instants in the answers move with every tick, as Alertmanager's do. */
async function measured(bench: Bench, rounds: number): Promise<Outcome[]> {
  let moment: Moment = { minute: 0, generation: 0 };
  let refresher = bench.fresh();
  const tick = async (generation = moment.generation): Promise<Cost> => {
    const before = moment;
    moment = { minute: before.minute + APART_MINUTES, generation };
    await bench.upstream.set(moment);
    const cost = await costOf(bench.store, () => whole(refresher.refresh(instantOf(moment.minute))));
    await check(bench, moment, before);
    return cost;
  };
  const costs = { first: [await tick()], restarted: [] as Cost[], unchanged: [] as Cost[], changed: [] as Cost[], limit: [] as Cost[] };
  await bench.store.query('VACUUM ANALYZE');
  refresher = bench.fresh();
  costs.restarted.push(await tick());
  await tick();
  for (let round = 0; round < rounds; round++) {
    costs.limit.push(await costOf(bench.store, () => limit(bench)));
    costs.unchanged.push(await tick());
    costs.changed.push(await tick(moment.generation + 1));
    await tick(); // notes that the alerts that were replaced have ended
  }
  return outcomes(bench, costs);
}

function outcomes({ tenants }: Bench, costs: Record<'first' | 'restarted' | 'unchanged' | 'changed' | 'limit', Cost[]>): Outcome[] {
  const per = (of: readonly Cost[], what: keyof Cost): number => median(of.map((cost) => cost[what])) / tenants.length;
  const limitMs = per(costs.limit, 'ours');
  const line = (work: string, limit: string, oursMs: number, theLimitMs: number, target: number): Outcome => ({
    work,
    limit,
    oursMs,
    limitMs: theLimitMs,
    ratio: oursMs / theLimitMs,
    target,
    pass: oursMs <= theLimitMs * target,
  });
  for (const [name, of] of Object.entries(costs))
    console.error(
      `  refresh, ${name.padEnd(10)} per tenant: ${per(of, 'ours').toFixed(3)} ms CPU, PostgreSQL ${per(of, 'postgres').toFixed(3)} ms, wall ${per(of, 'wall').toFixed(3)} ms`,
    );
  const cost = (of: readonly Cost[]): number => per(of, 'ours');
  return [
    line('CPU per tenant, tick without changes', 'undici and JSON.parse alone', cost(costs.unchanged), limitMs, 1.5),
    line('CPU per tenant, 1% of the tenants changed', 'undici and JSON.parse alone', cost(costs.changed), limitMs, 1.5),
    line('50,000 tenants without changes, CPU of collect', 'a tick on one core', cost(costs.unchanged) * ALL, TICK_MS, 1),
  ];
}

async function whole(share: Promise<Share>): Promise<void> {
  const { failed } = await share;
  if (failed > 0) throw new Error(`${failed} tenants were not refreshed`);
}

async function limit({ source, tenants, upstream }: Bench): Promise<void> {
  const dispatcher = new Agent({ connections: 64, pipelining: 1 });
  const turns = (async function* () {
    yield* tenants;
  })();
  await eachAtOnce(source.atOnce, turns, async (tenant) => {
    const { body } = await request(`${upstream.url}/api/v2/alerts`, { headers: { 'x-scope-orgid': tenant }, dispatcher });
    JSON.parse(await body.text());
  });
  await dispatcher.close();
}

/** The counters and the ledger say what the Alertmanagers show, of every tenant and of this moment. */
async function check({ store, tenants }: Bench, moment: Moment, before: Moment): Promise<void> {
  const [counted] = await store.query(
    `SELECT count(*) AS n FROM alerts_totals_by_org t JOIN organization o ON o.id = t.organization_id JOIN tenant_poll p USING (tenant_id)
      WHERE (active, critical, warning, info, muted) = ($1, $2, $3, $4, $5) AND refreshed_at >= $6 AND polled_at = refreshed_at AND failing_since IS NULL`,
    [...Object.values(COUNTERS), instantOf(moment.minute)],
  );
  if (counted.n !== tenants.length)
    throw new Error(`${counted.n} of ${tenants.length} tenants have the counters of minute ${moment.minute}`);
  const shown = tenants.flatMap((tenant) => fingerprintsOf(tenant, moment).map((fingerprint) => `${tenant} ${fingerprint}`));
  const replaced = new Set(tenants.flatMap((tenant) => fingerprintsOf(tenant, before).map((fingerprint) => `${tenant} ${fingerprint}`)));
  for (const one of shown) replaced.delete(one);
  const open: { name: string; missed: number }[] = await store.query(
    `SELECT o.public_id || ' ' || fingerprint AS name, missed FROM episode JOIN organization o ON o.id = organization_id WHERE ends_at IS NULL`,
  );
  const wrong = new Set([...shown.map((name) => `${name} 0`), ...[...replaced].map((name) => `${name} 1`)]);
  for (const { name, missed } of open)
    if (!wrong.delete(`${name} ${missed}`)) throw new Error(`${name} should not be open, missed ${missed}`);
  if (wrong.size > 0) throw new Error(`${wrong.size} alerts are not in the ledger: ${[...wrong][0]}`);
}

async function startUpstream(): Promise<Upstream> {
  const child = fork(fileURLToPath(new URL('./refresh-upstream.js', import.meta.url)));
  const [url] = await once(child, 'message');
  const set = async (moment: Moment): Promise<void> => {
    child.send(moment);
    await once(child, 'message');
  };
  return { url: String(url), set, close: () => child.disconnect() };
}
