import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Columns } from '#columns';
import {
  audit,
  ensureOwner,
  foldPending,
  Listener,
  loadTree,
  migrate,
  OrganizationTree,
  openStore,
  putOrganizations,
  type Store,
  sql,
} from '#persistence';
import { createLog } from '#runtime';
import type { Node, Tree } from '#scope';
import { startPostgres } from '../tools/postgres.mjs';

const grow = sql<never, { customers: number; until: Date; n: number }>(import.meta.url, './grow.sql');

/** A database of its own with a skewed fleet, thrown away at the end. */
export type World = {
  readonly store: Store;
  readonly url: string;
  readonly organizations: OrganizationTree;
  readonly columns: Columns;
  readonly tree: Tree;
  readonly owner: Node;
  /** The customer with the most alerts. */
  readonly densest: Node;
  readonly customers: number;
  /** The end of the last day that has alerts. */
  readonly until: Date;
  close(): Promise<void>;
};

const BATCH = 250_000;

type Server = { readonly url: string; stop(): Promise<void> };

const ownServer = (dir: string): Promise<Server> =>
  startPostgres({ dir, settings: { shared_buffers: '1GB', work_mem: '64MB', maintenance_work_mem: '256MB', max_wal_size: '8GB' } });

/** A database of its own on a server as it is; `stop` drops it. */
async function databaseOn(url: string): Promise<Server> {
  const name = `alertledger_bench_${process.pid}`;
  await onServer(url, `CREATE DATABASE ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { url: String(own), stop: () => onServer(url, `DROP DATABASE ${name} WITH (FORCE)`) };
}

/** Runs one statement outside a transaction. */
export async function onServer(url: string, statement: string): Promise<void> {
  const store = await openStore({ url, app: 'bench', poolSize: 1 });
  try {
    await store.query(statement);
  } finally {
    await store.destroy();
  }
}

/**
 * `organizations` in all: 20 distributors, 500 resellers, the rest customers. The last day of alerts is yesterday. On a server of its own unless one is
 * given.
 */
export async function createWorld(size: number, server?: string): Promise<World> {
  const dir = mkdtempSync(path.join(tmpdir(), 'alertledger-bench-'));
  const postgres = await (server ? databaseOn(server) : ownServer(dir));
  const store = await openStore({ url: postgres.url, app: 'bench', poolSize: 10 });
  await migrate(postgres.url);
  await ensureOwner(store, 'owner');
  await plant(store, size);
  const { tree } = await loadTree(store);
  const customers = [...tree.all()].filter((node) => node.role === 'customer');
  await store.query(
    'CREATE TABLE bench_customer AS SELECT (row_number() OVER (ORDER BY id) - 1)::int AS n, id FROM organization WHERE role = $1',
    ['customer'],
  );
  await store.query('ANALYZE');
  const [owner, densest] = [tree.find('owner'), [...customers].sort((a, b) => a.id - b.id)[0]];
  if (!owner || !densest) throw new Error('the fleet has no customers');
  const listener = new Listener(postgres.url);
  const organizations = await new OrganizationTree(store, listener).open();
  const log = createLog('gateway', 'warn');
  const columns = new Columns({ store, dir: path.join(dir, 'columns'), memoryMb: 512, threads: 2, log });
  const close = async (): Promise<void> => {
    await columns.close();
    organizations.close();
    await listener.close();
    await store.destroy();
    await postgres.stop();
    rmSync(dir, { recursive: true, force: true });
  };
  return {
    store,
    url: postgres.url,
    organizations,
    columns,
    tree,
    owner,
    densest,
    customers: customers.length,
    until: new Date(Math.floor(Date.now() / 86_400_000) * 86_400_000),
    close,
  };
}

/** 20 distributors, up to 500 resellers, the rest customers, each a tenant of its own. */
export async function plant(store: Store, organizations: number): Promise<void> {
  const one = (id: string, role: 'distributor' | 'reseller' | 'customer', parent_id: string) => ({ id, name: id, role, parent_id });
  const distributors = Array.from({ length: 20 }, (_, i) => one(`d${i}`, 'distributor', 'owner'));
  const resellers = Array.from({ length: Math.min(500, Math.ceil(organizations / 20)) }, (_, i) => one(`r${i}`, 'reseller', `d${i % 20}`));
  const left = Math.max(1, organizations - 1 - distributors.length - resellers.length);
  const customers = Array.from({ length: left }, (_, i) => one(`c${i}`, 'customer', `r${i % resellers.length}`));
  await putOrganizations(store, [...distributors, ...resellers, ...customers]);
}

/** Grows the ledger to `rows` alerts, and its projections by the product's own folder. Shows how far it is. */
export async function growTo(world: World, rows: number, from = 0): Promise<void> {
  const { store, customers, until } = world;
  for (let month = 0; month < 14; month++)
    await store.query('SELECT ensure_alert_partition($1)', [new Date(until.getTime() - month * 30 * 86_400_000)]);
  for (let done = from; done < rows; done += BATCH) {
    await store.transaction(async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0; SET LOCAL synchronous_commit = off');
      await tx.query('SELECT setseed($1)', [((done / BATCH) % 1000) / 1000]);
      await grow.rows(tx, { customers, until, n: Math.min(BATCH, rows - done) });
    });
    await foldPending(store, BATCH);
    process.stderr.write(`\r  ${Math.min(rows, done + BATCH).toLocaleString('en')} of ${rows.toLocaleString('en')} alerts `);
  }
  await store.query('VACUUM ANALYZE');
  process.stderr.write('\r\x1b[K');
}

/** Throws unless every projection is what the ledger says. */
export async function checkProjections({ store }: World): Promise<void> {
  const differences = await audit(store, { mode: 'report', report: () => undefined });
  if (differences > 0) throw new Error(`${differences} numbers of the projections are not what the ledger says`);
}
