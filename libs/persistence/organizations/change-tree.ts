import type { DataSource, EntityManager } from 'typeorm';
import { type Node, type Role, Tree } from '#scope';
import { systemEvent } from '../events/system-event.js';
import { retrying } from '../ledger/record.js';
import { holdFolds } from '../projections/folder.js';
import { sql } from '../sql.js';
import { endAccessTo, endTokensOf, refuseDeleted } from './endings.js';
import { checkPlan, type OrganizationInput } from './plan.js';
import { type Known, type Shift, shiftsOf } from './shift.js';

type Ids = { ids: number[] };
type StoredId = { public_id: string; id: number; role: Role | null };
type Shifts = { targets: number[]; sources: number[]; times: number[] };

const readTree = sql<Node & { version: number; id: number | null }, object>(import.meta.url, './tree.sql');
const ids = sql<StoredId, { public_ids: string[] }>(import.meta.url, './ids.sql');
const upsert = sql<never, { rows: string }>(import.meta.url, './upsert.sql');
const remove = sql<never, Ids>(import.meta.url, './delete.sql');
const place = sql<{ placed: number }, object>(import.meta.url, './place.sql');
const shiftRows = sql<never, Shifts>(import.meta.url, './shift-rows.sql');
const shiftQuarters = sql<never, Shifts>(import.meta.url, './shift-quarters.sql');
/** A row of the table, as it is written. */
type Stored = { public_id: string; name: string; role: Role; parent_id: number | null | undefined; tenant_id: string; timezone: string };

/** Organizations that one event names. */
const NAMED = 5;

/** The living organizations as they are stored now. */
export async function loadTree(db: Pick<EntityManager, 'query'>): Promise<{ tree: Tree; version: number }> {
  const rows = await readTree.rows(db, {});
  return { tree: new Tree(rows.filter((row) => row.id !== null)), version: rows[0]?.version ?? 0 };
}

/** Creates or changes organizations, all or none; one that is as the tree knows it stays untouched. Throws {@link PlanFault}. */
export const putOrganizations = (store: DataSource, inputs: readonly OrganizationInput[]): Promise<void> =>
  changing(store, async (tx) => {
    const { tree } = await loadTree(tx);
    checkPlan(inputs, tree);
    await refuseDeleted(tx, inputs);
    const stored = await ids.rows(tx, {
      public_ids: [...new Set(inputs.flatMap((input) => [input.id, ...(input.parent_id === null ? [] : [input.parent_id])]))],
    });
    const rows = rowsOf(inputs, tree, new Map(stored.map((row) => [row.public_id, row.id])));
    const [created, changed] = [
      rows.filter((row) => !tree.find(row.public_id)),
      rows.filter((row) => differs(row, tree.find(row.public_id))),
    ];
    if (created.length + changed.length === 0) return;
    await upsert.rows(tx, { rows: JSON.stringify([...created, ...changed]) });
    await tell(tx, 'created', created);
    await tell(tx, 'changed', changed);
    await endTokensOf(
      tx,
      changed.flatMap(({ public_id }) => tree.find(public_id) ?? []),
    );
    const stays = changed.every((row) => !moves(row, tree.find(row.public_id)));
    if (created.length === 0 && stays) return;
    await settle(tx, tree, stored);
  });

/** Soft-deletes an organization and everything below it. Their alerts stay stored, and are nobody's. */
export const deleteOrganization = (store: DataSource, node: Node): Promise<void> =>
  changing(store, async (tx) => {
    const { tree } = await loadTree(tx);
    const root = tree.get(node.id);
    if (!root) return;
    const gone = [...tree.subtree(root)];
    await remove.rows(tx, { ids: gone.map((one) => one.id) });
    await endAccessTo(tx, gone);
    await tell(
      tx,
      'deleted',
      gone.map((one) => ({ public_id: one.publicId })),
    );
    await settle(tx, tree, []);
  });

/** Stores the place of every organization as the tree says. Nothing happens where it is. */
export const settleTree = (store: DataSource): Promise<void> =>
  changing(store, async (tx) => {
    await place.rows(tx, {});
  });

/** Makes the root organization when the database has none. */
export async function ensureOwner(store: DataSource, publicId: string): Promise<void> {
  const { tree } = await loadTree(store);
  if ([...tree.all()].length > 0) return;
  await changing(store, async (tx) => {
    const again = await loadTree(tx);
    if ([...again.tree.all()].length === 0) await upsertOwner(tx, publicId, again.tree);
  });
}

async function upsertOwner(tx: EntityManager, publicId: string, before: Tree): Promise<void> {
  const stored = await ids.one(tx, { public_ids: [publicId] });
  await upsert.rows(tx, {
    rows: JSON.stringify([
      { id: stored.id, public_id: publicId, name: publicId, role: 'owner', parent_id: null, tenant_id: publicId, timezone: 'UTC' },
    ]),
  });
  await settle(tx, before, [stored]);
}

function rowsOf(
  inputs: readonly OrganizationInput[],
  tree: Tree,
  idOf: ReadonlyMap<string, number>,
): (Stored & { id: number | undefined })[] {
  return inputs.map((input) => ({
    id: idOf.get(input.id),
    public_id: input.id,
    name: input.name,
    role: input.role,
    parent_id: input.parent_id === null ? null : idOf.get(input.parent_id),
    tenant_id: input.tenant_id ?? tree.find(input.id)?.tenantId ?? input.id,
    timezone: input.timezone ?? tree.find(input.id)?.timezone ?? 'UTC',
  }));
}

const moves = (row: Stored, node: Node | undefined): boolean => row.role !== node?.role || row.parent_id !== node.parentId;

const differs = (row: Stored, node: Node | undefined): boolean =>
  node !== undefined && (row.name !== node.name || moves(row, node) || row.tenant_id !== node.tenantId || row.timezone !== node.timezone);

/** The owner is told, who alone can change the tree; what is deleted has no log of its own any more. */
async function tell(
  tx: EntityManager,
  what: 'created' | 'changed' | 'deleted',
  rows: readonly { readonly public_id: string }[],
): Promise<void> {
  if (rows.length === 0) return;
  const named = rows.slice(0, NAMED).map((row) => row.public_id);
  const others = rows.length > NAMED ? ` and ${rows.length - NAMED} more` : '';
  await systemEvent(tx, {
    organization: null,
    severity: 'info',
    source: 'organizations',
    message: `organizations ${what}: ${named.join(', ')}${others}`,
  });
}

/** Whoever changes the tree, or what follows from it, holds this until the transaction ends. */
const ONE_AT_A_TIME = 'SELECT pg_advisory_xact_lock(4711, 2)';

/**
 * Runs a change of the tree. Alerts are recorded meanwhile: nothing that recording writes says where an organization stands. Nobody folds, so that a
 * snapshot has the kept numbers, what is pending, and the places of organizations either all before the change or all after it.
 */
const changing = (store: DataSource, change: (tx: EntityManager) => Promise<void>): Promise<void> =>
  retrying(() =>
    store.transaction(async (tx) => {
      await tx.query('SET LOCAL statement_timeout = 0');
      await tx.query(ONE_AT_A_TIME);
      await holdFolds(tx);
      await change(tx);
    }),
  );

/** Gives what moved its place, and its numbers to the scopes that it now counts in. `named`: as they were stored before. */
async function settle(tx: EntityManager, before: Tree, named: readonly StoredId[]): Promise<void> {
  const { tree: after } = await loadTree(tx);
  const known = named.flatMap(({ id, role }): Known[] => (role ? [{ id, role }] : []));
  const { rows, quarters } = shiftsOf(before, after, known);
  if (rows.length > 0) await shiftRows.rows(tx, bindsOf(rows));
  if (quarters.length > 0) await shiftQuarters.rows(tx, bindsOf(quarters));
  await place.rows(tx, {});
}

const bindsOf = (shifts: readonly Shift[]): Shifts => ({
  targets: shifts.map(({ target }) => target),
  sources: shifts.map(({ source }) => source),
  times: shifts.map(({ times }) => times),
});
