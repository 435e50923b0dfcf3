import { Injectable } from '@nestjs/common';
import { NO_OBSERVATION, type Observation, OrganizationTree, Store, sql } from '#persistence';
import type { Node, Tree } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import { type EpisodeLine, LineFault } from './episode-line.js';

type Kind = 'alert_source_id' | 'escalation_policy_id';
type Route = { kind: Kind; id: number; organization_id: number; name: string };
const routes = sql<Route, { sources: number[]; policies: number[] }>(import.meta.url, './routes.sql');

/** An episode that can be recorded, or why it cannot. */
export type Placed = Observation | LineFault;

/** Finds out whose the episodes are. What is not the caller's is answered like what does not exist. */
@Injectable()
export class Placing {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
  ) {}

  async place(caller: Caller, episodes: readonly EpisodeLine[]): Promise<Placed[]> {
    const tree = await this.treeFor(episodes);
    const known = await this.routesOf(episodes);
    return episodes.map((episode) => {
      const node = tree.find(episode.organization);
      if (!node || !tree.contains(caller.organization, node))
        return new LineFault('organization_id is not an organization of your hierarchy');
      return this.routed(episode, node, known);
    });
  }

  /** What the tree in memory does not know may have been made a moment ago. */
  private async treeFor(episodes: readonly EpisodeLine[]): Promise<Tree> {
    const tree = await this.tree.current();
    return episodes.every(({ organization }) => tree.find(organization)) ? tree : this.tree.refreshed();
  }

  private async routesOf(episodes: readonly EpisodeLine[]): Promise<ReadonlyMap<string, Route>> {
    const sources = [...new Set(episodes.flatMap(({ sourceId }) => sourceId ?? []))];
    const policies = [...new Set(episodes.flatMap(({ policyId }) => policyId ?? []))];
    const rows = sources.length + policies.length > 0 ? await routes.rows(this.store, { sources, policies }) : [];
    return new Map(rows.map((row) => [`${row.kind} ${row.id}`, row]));
  }

  private routed({ observation, sourceId, policyId }: EpisodeLine, node: Node, known: ReadonlyMap<string, Route>): Placed {
    const find = (kind: Kind, id: number): Route | LineFault => {
      const route = known.get(`${kind} ${id}`);
      return route?.organization_id === node.id ? route : new LineFault(`${kind} is not one of the organization`);
    };
    const source = sourceId === undefined ? undefined : find('alert_source_id', sourceId);
    const policy = policyId === undefined ? undefined : find('escalation_policy_id', policyId);
    if (source instanceof LineFault) return source;
    if (policy instanceof LineFault) return policy;
    return {
      ...NO_OBSERVATION,
      ...observation,
      organizationId: node.id,
      ...(source && { source: source.name, sourceId: source.id }),
      ...(policy && { policy: policy.name, policyId: policy.id }),
    };
  }
}
