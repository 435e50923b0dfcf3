import type { Node, Tree } from '#scope';
import type { Placeable } from './draft.js';

/** The organization each system was last seen with, by internal id. */
export type Systems = ReadonlyMap<string, number>;

/**
 * The organization an alert belongs to: the one its label names, else the one its system was last seen with, else its tenant's if that has exactly
 * one. A tenant speaks for its own organizations only, and an alert that names one of another tenant is nobody's; `tenant` is null when it is not known.
 */
export function place(alert: Placeable, tenant: string | null, tree: Tree, systems: Systems): Node | undefined {
  const ours = (node: Node | undefined): Node | undefined => (node && (tenant === null || node.tenantId === tenant) ? node : undefined);
  if (tenant !== null && isForeign(alert, tenant, tree)) return undefined;
  const named = alert.organization === null ? undefined : tree.find(alert.organization);
  const seen = alert.systemKey === null ? undefined : systems.get(alert.systemKey);
  return (
    ours(named) ?? ours(seen === undefined ? undefined : tree.get(seen)) ?? onlyOne(tenant === null ? [] : organizationsOf(tenant, tree))
  );
}

/** True when the label names an organization of another tenant: one Alertmanager answers for all tenants where it knows none. */
export const isForeign = (alert: Placeable, tenant: string, tree: Tree): boolean =>
  alert.organization !== null && (tree.find(alert.organization)?.tenantId ?? tenant) !== tenant;

const onlyOne = (nodes: readonly Node[]): Node | undefined => (nodes.length === 1 ? nodes[0] : undefined);

const tenantsByTree = new WeakMap<Tree, Map<string, Node[]>>();

/** The living organizations of every tenant. */
export function tenantsOf(tree: Tree): ReadonlyMap<string, readonly Node[]> {
  const known = tenantsByTree.get(tree);
  if (known) return known;
  const tenants = new Map<string, Node[]>();
  for (const node of tree.all()) {
    const nodes = tenants.get(node.tenantId);
    if (nodes) nodes.push(node);
    else tenants.set(node.tenantId, [node]);
  }
  tenantsByTree.set(tree, tenants);
  return tenants;
}

export const organizationsOf = (tenant: string, tree: Tree): readonly Node[] => tenantsOf(tree).get(tenant) ?? [];
