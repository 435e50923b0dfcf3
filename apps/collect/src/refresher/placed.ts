import { hash } from 'node:crypto';
import { isForeign, type Placeable, place, type Systems } from '#intake';
import { NO_OBSERVATION, type Observation, type OrgTotals } from '#persistence';
import type { Node, Tree } from '#scope';
import { keptText } from '../intake/payload.js';
import type { Aside } from '../intake/quarantine.js';
import type { Answer, Polled, Unreadable } from './answer.js';
import { countByOrganization } from './count.js';

/** Where an answer came from. `isAlike`: as far as is known it answers every tenant alike, and only labels say whose an alert is. */
/** `acknowledges`: the first silence on an alert does. */
export type Origin = Pick<Observation, 'upstream' | 'since'> & { readonly isAlike?: boolean; readonly acknowledges?: boolean };

/** An answer, sorted out: which alert is whose. */
export type PlacedAnswer = {
  readonly organizations: readonly number[];
  readonly alerts: readonly (Polled & { readonly organizationId: number })[];
  readonly recordable: readonly Recordable[];
  readonly aside: readonly Aside[];
  /** Fingerprints that the answer shows, of no organization of this tenant. */
  readonly unplaced: readonly string[];
  readonly upstream: string;
  readonly acknowledges: boolean;
  /** False: it shows something that nobody can tell, which any open alert may be. */
  readonly isWhole: boolean;
};
/** `payload` is what is set aside when the database refuses it. */
export type Recordable = { readonly observation: Observation; readonly payload: unknown };

/** Begins with all its keys: see NO_OBSERVATION. */
const NO_PLACED = { ...NO_OBSERVATION, organization: null };

/** Places the alerts of a tenant's answer as the webhook does, but for those that name an organization of another tenant: those are not this one's. */
export function placeAnswer(
  { alerts: shown, unreadable }: Pick<Answer, 'alerts' | 'unreadable'>,
  tenant: string,
  organizations: readonly Node[],
  tree: Tree,
  systems: Systems,
  from: Origin = {},
): PlacedAnswer {
  const alerts: (Polled & { organizationId: number })[] = [];
  const unplaced: string[] = [];
  const nobodys: Aside[] = [];
  for (const alert of shown) {
    const node = from.isAlike ? namedOf(alert, tenant, tree) : place(alert, tenant, tree, systems);
    if (node) alerts.push({ ...alert, organizationId: node.id });
    else unplaced.push(alert.fingerprint);
    if (!node && !from.isAlike && !isForeign(alert, tenant, tree))
      nobodys.push({ reason: 'the organization is unknown', payload: alert.payload });
    if (from.isAlike && !isNamed(alert, tree)) nobodys.push({ reason: 'its sender answers every tenant alike', payload: alert.payload });
  }
  return {
    organizations: organizations.map((node) => node.id),
    alerts,
    recordable: alerts.flatMap((alert) => recordableOf(alert, from)),
    aside: [...[...unreadable, ...alerts].flatMap(asideOf), ...nobodys],
    upstream: from.upstream ?? '',
    acknowledges: from.acknowledges ?? false,
    unplaced: [...unplaced, ...unreadable.flatMap(({ fingerprint }) => fingerprint ?? [])],
    isWhole: unreadable.every(({ fingerprint }) => fingerprint !== null),
  };
}

const recordableOf = (
  { draft, organizationId, payload }: Polled & { organizationId: number },
  { upstream, since }: Origin,
): Recordable[] =>
  typeof draft === 'string'
    ? []
    : [{ observation: { ...NO_PLACED, ...draft, via: 'refresher', organizationId, upstream, since }, payload }];

/** True when its label names a registered organization, whosever it is. */
export const isNamed = ({ organization }: Placeable, tree: Tree): boolean => organization !== null && tree.find(organization) !== undefined;

function namedOf({ organization }: Placeable, tenant: string, tree: Tree): Node | undefined {
  const node = organization === null ? undefined : tree.find(organization);
  return node?.tenantId === tenant ? node : undefined;
}

const asideOf = (one: Polled | Unreadable): Aside[] => {
  const reason = 'reason' in one ? one.reason : one.draft;
  return typeof reason === 'string' ? [{ reason, payload: one.payload }] : [];
};

/** All that saving an answer depends on; of what it tells the ledger a digest. */
export type Gist = {
  readonly digest: string;
  readonly totals: readonly OrgTotals[];
  readonly unplaced: number;
  readonly upstream: string | undefined;
};

export const gistOf = ({ organizations, alerts, recordable, aside, unplaced, upstream, acknowledges }: PlacedAnswer): Gist => ({
  digest: hash(
    'sha1',
    JSON.stringify([organizations, recordable.map(({ observation }) => observation), aside.map(keyOf), unplaced, acknowledges]),
    'base64',
  ),
  totals: countByOrganization(organizations, alerts),
  unplaced: unplaced.length,
  upstream: upstream || undefined,
});

/** The same for what is set aside again, at the next poll. */
export const keyOf = ({ reason, payload }: Aside): string => hash('sha1', `${reason} ${keptText(payload)}`, 'base64');
