import { Injectable } from '@nestjs/common';
import { deleteOrganization, OrganizationTree, putOrganizations, Store } from '#persistence';
import { Refusal } from '#runtime';
import { type Node, nodesOf, type Scope, type Tree } from '#scope';
import { jsonList, type Wrap } from '../http/long-answers.js';
import { type List, listed, type PageQuery } from '../http/paged.js';
import { Zones } from '../http/zones.js';
import type { Organization, Organizations, OrganizationsInput } from './organizations.dto.js';

@Injectable()
export class OrganizationsService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly zones: Zones,
  ) {}

  async put({ organizations }: OrganizationsInput): Promise<Organizations> {
    const inputs = organizations.map((input, i) => ({
      ...input,
      parent_id: input.parent_id || null,
      timezone: input.timezone && this.zone(input.timezone, i),
    }));
    await putOrganizations(this.store, inputs);
    const tree = await this.tree.refreshed();
    return { organizations: inputs.flatMap(({ id }) => [tree.find(id)].flatMap((node) => (node ? [shown(node, tree)] : []))) };
  }

  /** Pages are in the order in which organizations were first made. */
  async list(scope: Scope, query: PageQuery, wrap: Wrap): Promise<object> {
    const tree = await this.tree.current();
    const nodes = nodesOf(scope, tree);
    if (query.limit === undefined && query.cursor === undefined) return jsonList(wrap, 'organizations', inBatches(nodes, tree));
    nodes.sort((a, b) => a.id - b.id);
    const organizations: List<Organization, readonly [number]> = {
      kinds: ['number'],
      read: async (after, most) => {
        const from = after ? nodes.findIndex(({ id }) => id > after[0]) : 0;
        return from < 0 ? [] : nodes.slice(from, from + most).map((node) => [[node.id], shown(node, tree)]);
      },
    };
    return listed(wrap, 'organizations', organizations, query);
  }

  /** What is not in the caller's tree is answered like what does not exist. The root cannot be deleted. */
  async remove(id: string): Promise<Organizations> {
    const tree = await this.tree.refreshed();
    const node = tree.find(id);
    if (!node) throw new Refusal('organization-not-found');
    if (node.role === 'owner') throw Refusal.field('id', 'the root organization cannot be deleted', id);
    const gone = [...tree.subtree(node)].map((one) => shown(one, tree));
    await deleteOrganization(this.store, node);
    await this.tree.refreshed();
    return { organizations: gone };
  }

  private zone(asked: string, index: number): string {
    const zone = this.zones.find(asked);
    if (!zone) throw Refusal.field(`organizations.${index}.timezone`, 'is not an IANA time zone', asked);
    return zone;
  }
}

const BATCH = 1_000;

async function* inBatches(nodes: readonly Node[], tree: Tree): AsyncGenerator<Organization[]> {
  for (let at = 0; at < nodes.length; at += BATCH) yield nodes.slice(at, at + BATCH).map((node) => shown(node, tree));
}

const shown = (node: Node, tree: Tree): Organization => ({
  id: node.publicId,
  name: node.name,
  role: node.role,
  parent_id: node.parentId === null ? null : (tree.get(node.parentId)?.publicId ?? null),
  tenant_id: node.tenantId,
  timezone: node.timezone,
});
