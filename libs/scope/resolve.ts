import type { Node, Role, Tree } from './tree.js';

export type { Role };
/** Who asks: an organization of the tree. */
export type Caller = { readonly organization: Node };

/** What a request named: public ids, empty ones included, and whether each brings everything below it. */
export type Asked = { readonly organizations: readonly string[]; readonly descendants: boolean };

/**
 * The organizations an answer may speak of: whole subtrees and single organizations. No organization is in it twice.
 * Built once at the edge, handed down, never widened.
 */
export type Scope = { readonly subtrees: readonly Node[]; readonly singles: readonly Node[] };

/** Contract 2.1. `outside`: an organization was named that is not in the caller's tree, and nothing may be answered. */
export function resolveScope(caller: Caller, asked: Asked, tree: Tree): Scope | 'outside' {
  const own = caller.organization;
  if (own.role === 'customer') return { subtrees: [own], singles: [] };
  const named = [...new Set(asked.organizations.filter((id) => id !== ''))];
  if (named.length === 0) return { subtrees: [own], singles: [] };
  const found = named.map((id) => tree.find(id)).filter((node) => node !== undefined && tree.contains(own, node)) as Node[];
  if (own.role !== 'owner' && found.length < named.length) return 'outside';
  return asked.descendants ? { subtrees: outermost(found, tree), singles: [] } : { subtrees: [], singles: found };
}

/** Drops what another one already covers. */
const outermost = (nodes: readonly Node[], tree: Tree): Node[] => {
  const ids = new Set(nodes.map((node) => node.id));
  const covered = (node: Node): boolean => {
    for (let at = node.parentId; at !== null; at = tree.get(at)?.parentId ?? null) if (ids.has(at)) return true;
    return false;
  };
  return nodes.filter((node) => !covered(node));
};

/** True when `outer` may see everything `inner` speaks of. */
export const covers = (outer: Scope, inner: Scope, tree: Tree): boolean =>
  inner.subtrees.every((node) => outer.subtrees.some((root) => tree.contains(root, node))) &&
  inner.singles.every(
    (node) => outer.singles.some((one) => one.id === node.id) || outer.subtrees.some((root) => tree.contains(root, node)),
  );

/** How many organizations the scope has. */
export const sizeOf = (scope: Scope, tree: Tree): number =>
  scope.singles.length + scope.subtrees.reduce((sum, node) => sum + tree.size(node), 0);

/** The organizations of the scope, each sub-tree's root first. */
export const nodesOf = (scope: Scope, tree: Tree): Node[] => [
  ...scope.subtrees.flatMap((node) => [...tree.subtree(node)]),
  ...scope.singles,
];

/**
 * The projection rows that add up to the scope. A row keyed `id` counts an organization with everything below it, a row keyed `-id` the organization
 * alone; a customer has nothing below it and so only `id`.
 */
export const scopeIds = (scope: Scope): number[] => [...scope.subtrees.map((node) => node.id), ...scope.singles.map(singleId)];

export const singleId = (node: { readonly id: number; readonly role: Role }): number => (node.role === 'customer' ? node.id : -node.id);

/** The binds of a statement over rows that carry owner_id, distributor_id, reseller_id and organization_id. */
export type ListBinds = {
  readonly owners: number[];
  readonly distributors: number[];
  readonly resellers: number[];
  readonly organizations: number[];
};

export function listBinds(scope: Scope): ListBinds {
  const at = (role: Role): number[] => scope.subtrees.filter((node) => node.role === role).map((node) => node.id);
  return {
    owners: at('owner'),
    distributors: at('distributor'),
    resellers: at('reseller'),
    organizations: [...at('customer'), ...scope.singles.map((node) => node.id)],
  };
}
