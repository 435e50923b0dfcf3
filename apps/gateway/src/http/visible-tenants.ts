import { tenantsOf } from '#intake';
import type { Scope, Tree } from '#scope';

/**
 * The tenants that the scope may see as such: those whose organizations it covers all, for an alert without a place may be any one's of them.
 * Null: every tenant, and what came without one, which is the whole tree's to see.
 */
export function visibleTenants(scope: Scope, tree: Tree): string[] | null {
  if (scope.subtrees.some((node) => node.role === 'owner')) return null;
  const inScope = new Map<string, number>();
  const nodes = [...scope.singles, ...scope.subtrees.flatMap((root) => [...tree.subtree(root)])];
  for (const { tenantId } of nodes) inScope.set(tenantId, (inScope.get(tenantId) ?? 0) + 1);
  return [...inScope].filter(([tenant, count]) => count === tenantsOf(tree).get(tenant)?.length).map(([tenant]) => tenant);
}
