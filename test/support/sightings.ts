import { loadTree, type Observation, record, type Store } from '#persistence';

/** What a test says of an alert; the rest is as in most alerts. The organization by its public id. */
export type Told = Partial<Omit<Observation, 'organizationId'>> & { readonly organization: string; readonly fingerprint: string };

/** Records alerts as their sources do. */
export async function tell(store: Store, told: readonly Told[], now = new Date()): Promise<void> {
  const { tree } = await loadTree(store);
  const observations = told.map(
    ({ organization, ...more }): Observation => ({
      via: 'webhook',
      organizationId: tree.find(organization)?.id ?? 0,
      startsAt: new Date('2026-05-12T07:00:00Z'),
      endsAt: null,
      alertname: 'DiskFull',
      severity: 'critical',
      systemKey: null,
      labels: {},
      annotations: {},
      receiver: null,
      priority: 'HIGH',
      source: 'default',
      policy: null,
      number: '',
      ...more,
    }),
  );
  for (let at = 0; at < observations.length; at += 2_000) await record(store, observations.slice(at, at + 2_000), now);
}
