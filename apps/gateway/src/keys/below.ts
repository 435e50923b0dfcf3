import type { OrganizationTree } from '#persistence';
import { Refusal } from '#runtime';
import type { Node } from '#scope';
import type { Caller } from '../http/caller.js';

/** The caller's own organization, or the one named if it is below. Refuses with 403, to the owner, who sees all there are, with 400. */
export async function below({ organization: own }: Caller, named: string | undefined, tree: OrganizationTree): Promise<Node> {
  if (named === undefined) return own;
  const now = await tree.refreshed();
  const node = now.find(named);
  if (node && now.contains(own, node)) return node;
  throw own.role === 'owner' ? Refusal.field('organization_id', 'organization_id is not known', named) : new Refusal('outside-scope');
}
