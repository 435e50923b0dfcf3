import type { DataSource, EntityManager } from 'typeorm';
import { type Node, type Role, Tree } from '#scope';
import { systemEvent } from '../events/system-event.js';
import { foldAllHere } from '../projections/folder.js';
import { sql } from '../sql.js';
import { endAccessTo, endTokensOf, refuseDeleted } from './endings.js';
import { checkPlan, type OrganizationInput } from './plan.js';

const readTree = sql<Node & { version: number; id: number | null }, object>(import.meta.url, './tree.sql');
const ids = sql<{ public_id: string; id: number }, { public_ids: string[] }>(import.meta.url, './ids.sql');
const upsert = sql<never, { rows: string }>(import.meta.url, './upsert.sql');
const remove = sql<never, Ids>(import.meta.url, './delete.sql');
const misplaced = sql<{ id: number }, object>(import.meta.url, './misplaced.sql');
const withdraw = sql<never, Ids & { sign: number }>(import.meta.url, './withdraw.sql');
const withdrawTotals = sql<never, Ids & { sign: number }>(import.meta.url, './withdraw-totals.sql');
const place = sql<never, Ids>(import.meta.url, './place.sql');
const placeAlerts = sql<never, Ids>(import.meta.url, './place-alerts.sql');
const placeTotals = sql<never, Ids>(import.meta.url, './place-totals.sql');
type Ids = { ids: number[] };
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
    const known = await ids.rows(tx, {
      public_ids: [...new Set(inputs.flatMap((input) => [input.id, ...(input.parent_id === null ? [] : [input.parent_id])]))],
    });
    const idOf = new Map(known.map((row) => [row.public_id, row.id]));
    const rows = inputs.map((input) => ({
      id: idOf.get(input.id),
      public_id: input.id,
      name: input.name,
      role: input.role,
      parent_id: input.parent_id === null ? null : idOf.get(input.parent_id),
      tenant_id: input.tenant_id ?? tree.find(input.id)?.tenantId ?? input.id,
      timezone: input.timezone ?? tree.find(input.id)?.timezone ?? 'UTC',
    }));
    const [created, changed] = [
      rows.filter((row) => !tree.find(row.public_id)),
      rows.filter((row) => differs(row, tree.find(row.public_id))),
    ];
    if (created.length + changed.length > 0) await upsert.rows(tx, { rows: JSON.stringify([...created, ...changed]) });
    await tell(tx, 'created', created);
    await tell(tx, 'changed', changed);
    await endTokensOf(
      tx,
      changed.flatMap(({ public_id }) => tree.find(public_id) ?? []),
    );
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
  });

/** Puts every organization, its alerts and its numbers where the tree says they stand. Nothing happens when they do. */
export const settleTree = (store: DataSource): Promise<void> => changing(store, async () => undefined);

/** Makes the root organization when the database has none. */
export async function ensureOwner(store: DataSource, publicId: string): Promise<void> {
  const { tree } = await loadTree(store);
  if ([...tree.all()].length > 0) return;
  await store.transaction(async (tx) => {
    await tx.query('SELECT pg_advisory_xact_lock(4711, 2)');
    const again = await loadTree(tx);
    if ([...again.tree.all()].length > 0) return;
    await upsertOwner(tx, publicId);
  });
}

async function upsertOwner(tx: EntityManager, publicId: string): Promise<void> {
  const [row] = await ids.rows(tx, { public_ids: [publicId] });
  await upsert.rows(tx, {
    rows: JSON.stringify([
      { id: row?.id, public_id: publicId, name: publicId, role: 'owner', parent_id: null, tenant_id: publicId, timezone: 'UTC' },
    ]),
  });
  await replace(tx);
}

const differs = (row: Stored, node: Node | undefined): boolean =>
  node !== undefined &&
  (row.name !== node.name ||
    row.role !== node.role ||
    row.parent_id !== node.parentId ||
    row.tenant_id !== node.tenantId ||
    row.timezone !== node.timezone);

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

/** Runs a change of the tree: no recorder and no fold runs meanwhile, and every projection follows in the same transaction. */
const changing = (store: DataSource, change: (tx: EntityManager) => Promise<void>): Promise<void> =>
  store.transaction(async (tx) => {
    await tx.query('SET LOCAL statement_timeout = 0');
    await tx.query('SELECT pg_advisory_xact_lock(4711, 2)');
    await change(tx);
    await replace(tx);
  });

/** What moved is taken out of the old ancestors' projections and added to the new ones'. */
async function replace(tx: EntityManager): Promise<void> {
  const moved = { ids: (await misplaced.rows(tx, {})).map((row) => row.id) };
  if (moved.ids.length === 0) return;
  await foldAllHere(tx);
  await give(tx, moved, -1);
  await place.rows(tx, moved);
  await placeAlerts.rows(tx, moved);
  await give(tx, moved, 1);
  await placeTotals.rows(tx, moved);
}

async function give(tx: EntityManager, { ids: moved }: Ids, sign: 1 | -1): Promise<void> {
  await withdraw.rows(tx, { ids: moved, sign });
  await withdrawTotals.rows(tx, { ids: moved, sign });
  await foldAllHere(tx);
}
