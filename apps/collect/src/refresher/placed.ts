import { hash } from 'node:crypto';
import { isForeign, place, type Systems } from '#intake';
import { NO_OBSERVATION, type Observation, type OrgTotals } from '#persistence';
import type { Node, Tree } from '#scope';
import type { Polled } from './answer.js';
import { countByOrganization } from './count.js';

/** An answer, sorted out: which alert is whose. */
export type PlacedAnswer = {
  readonly organizations: readonly number[];
  readonly alerts: readonly (Polled & { readonly organizationId: number })[];
  readonly observations: readonly Observation[];
  /** Fingerprints that the answer shows, of no organization of this tenant. */
  readonly unplaced: readonly string[];
};

/** Begins with all its keys: see NO_OBSERVATION. */
const NO_PLACED = { ...NO_OBSERVATION, organization: null };

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
    draft ? [{ ...NO_PLACED, ...draft, via: 'refresher', organizationId }] : [],
  );
  return { organizations: organizations.map((node) => node.id), alerts, observations, unplaced };
}

/** All that saving an answer depends on; of what it tells the ledger a digest. */
export type Gist = { readonly digest: string; readonly totals: readonly OrgTotals[]; readonly unplaced: number };

export const gistOf = ({ organizations, alerts, observations, unplaced }: PlacedAnswer): Gist => ({
  digest: hash('sha1', JSON.stringify([organizations, observations, unplaced]), 'base64'),
  totals: countByOrganization(organizations, alerts),
  unplaced: unplaced.length,
});
