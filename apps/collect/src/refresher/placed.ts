import { isForeign, place, type Systems } from '#intake';
import type { Observation } from '#persistence';
import type { Node, Tree } from '#scope';
import type { Polled } from './answer.js';

/** An answer, sorted out: which alert is whose. */
export type PlacedAnswer = {
  readonly organizations: readonly number[];
  readonly alerts: readonly (Polled & { readonly organizationId: number })[];
  readonly observations: readonly Observation[];
  /** Fingerprints that the answer shows, of no organization of this tenant. */
  readonly unplaced: readonly string[];
};

/** Places the alerts of a tenant's answer as the webhook does, but for those that name an organization of another tenant: those are not this one's. */
export function placeAnswer(
  answer: readonly Polled[],
  tenant: string,
  organizations: readonly Node[],
  tree: Tree,
  systems: Systems,
): PlacedAnswer {
  const alerts: (Polled & { organizationId: number })[] = [];
  const unplaced: string[] = [];
  for (const alert of answer) {
    const node = isForeign(alert, tenant, tree) ? undefined : place(alert, tenant, tree, systems);
    if (node) alerts.push({ ...alert, organizationId: node.id });
    else unplaced.push(alert.fingerprint);
  }
  const observations = alerts.flatMap(({ draft, organizationId }): Observation[] =>
    draft ? [{ ...draft, via: 'refresher', organizationId }] : [],
  );
  return { organizations: organizations.map((node) => node.id), alerts, observations, unplaced };
}
