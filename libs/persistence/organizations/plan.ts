import { type Node, type Role, roles, Tree } from '#scope';

/** An organization as a caller describes it. `tenant_id` defaults to its own id, `timezone` to UTC. */
export type OrganizationInput = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly parent_id: string | null;
  readonly tenant_id?: string | undefined;
  readonly timezone?: string | undefined;
  /** True: one that was deleted comes back, without its keys. */
  readonly restore?: boolean | undefined;
};

/** Why a batch of organizations cannot be applied, and which field of which entry is at fault. */
export class PlanFault extends Error {
  constructor(
    readonly key: string,
    message: string,
    readonly value: unknown,
  ) {
    super(message);
  }
}

type Placed = { readonly input: OrganizationInput; readonly index: number };

/** Checks a batch, in any order, against the tree it would make: one owner, parents that exist, levels that descend, no cycles. Throws {@link PlanFault}. */
export function checkPlan(inputs: readonly OrganizationInput[], tree: Tree): void {
  const batch = new Map<string, Placed>();
  inputs.forEach((input, index) => {
    if (batch.has(input.id)) throw new PlanFault(`organizations.${index}.id`, 'the same id stands twice in the batch', input.id);
    batch.set(input.id, { input, index });
  });
  for (const placed of batch.values()) checkOne(placed, batch, tree);
  checkOwners(batch, tree);
  checkChildren(batch, tree);
}

const rank = (role: Role): number => roles.indexOf(role);

function checkOne({ input, index }: Placed, batch: ReadonlyMap<string, Placed>, tree: Tree): void {
  const at = `organizations.${index}.parent_id`;
  if (input.role === 'owner') {
    if (input.parent_id !== null) throw new PlanFault(at, 'an owner has no parent', input.parent_id);
    return;
  }
  if (input.parent_id === null) throw new PlanFault(at, 'only the owner has no parent', null);
  if (isCycle(input.id, batch, tree)) throw new PlanFault(at, 'the organization would be its own ancestor', input.parent_id);
  const parentRole = batch.get(input.parent_id)?.input.role ?? tree.find(input.parent_id)?.role;
  if (!parentRole) throw new PlanFault(at, 'the parent does not exist', input.parent_id);
  if (rank(parentRole) >= rank(input.role)) throw new PlanFault(at, `a ${input.role} cannot stand below a ${parentRole}`, input.parent_id);
}

function isCycle(id: string, batch: ReadonlyMap<string, Placed>, tree: Tree): boolean {
  const seen = new Set<string>();
  for (let at: string | null = id; at !== null; at = parentOf(at, batch, tree)) {
    if (seen.has(at)) return true;
    seen.add(at);
  }
  return false;
}

function parentOf(id: string, batch: ReadonlyMap<string, Placed>, tree: Tree): string | null {
  const placed = batch.get(id);
  if (placed) return placed.input.parent_id;
  const parent = tree.find(id)?.parentId ?? null;
  return parent === null ? null : (tree.get(parent)?.publicId ?? null);
}

function checkOwners(batch: ReadonlyMap<string, Placed>, tree: Tree): void {
  const owners = [...batch.values()].filter(({ input }) => input.role === 'owner');
  const staying = [...tree.all()].filter((node) => node.role === 'owner' && !batch.has(node.publicId));
  const second = staying.length > 0 ? owners[0] : owners[1];
  if (second) throw new PlanFault(`organizations.${second.index}.role`, 'there is one owner already', 'owner');
  const demoted = [...tree.all()].find(
    (node) => node.role === 'owner' && batch.get(node.publicId)?.input.role !== 'owner' && batch.has(node.publicId),
  );
  const entry = demoted && batch.get(demoted.publicId);
  if (entry) throw new PlanFault(`organizations.${entry.index}.role`, 'the owner stays the owner', entry.input.role);
}

/** Children that are not in the batch must still stand below a parent whose level changes. */
function checkChildren(batch: ReadonlyMap<string, Placed>, tree: Tree): void {
  for (const { input, index } of batch.values()) {
    const node = tree.find(input.id);
    const child = node && childrenOf(node, tree).find((one) => !batch.has(one.publicId) && rank(one.role) <= rank(input.role));
    if (child) throw new PlanFault(`organizations.${index}.role`, `it has a ${child.role} below it`, input.role);
  }
}

const childrenOf = (node: Node, tree: Tree): Node[] => [...tree.subtree(node)].filter((one) => one.parentId === node.id);
