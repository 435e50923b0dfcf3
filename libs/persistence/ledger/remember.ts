import { type Db, prepared } from '../sql.js';
import type { Observation } from './episode.js';

const seeSystems = prepared<never, { rows: string }>(import.meta.url, './see-systems.sql');
const seeKinds = prepared<never, { rows: string }>(import.meta.url, './see-kinds.sql');

/** Keeps what lists and later alerts ask for: whose system it is, and what fires on which host. For batches that opened something. */
export async function remember(db: Db, observations: readonly Observation[]): Promise<void> {
  // Whoever holds a source's key, or may import, could otherwise claim the systems of others.
  const seen = observations.filter(({ via }) => via === 'webhook' || via === 'refresher');
  await seeSystems.rows(db, {
    rows: JSON.stringify(seen.map((one) => ({ system_key: one.systemKey, organization_id: one.organizationId }))),
  });
  await seeKinds.rows(db, { rows: JSON.stringify(observations.map(kindOf)) });
}

/** The host an alert speaks of: its system, else the `instance` or `host` label; empty when it names none. */
export const hostOf = (alert: { readonly system_key: string | null; readonly labels: Readonly<Record<string, string>> }): string =>
  alert.system_key || alert.labels.instance || alert.labels.host || '';

const kindOf = (one: Observation) => ({
  organization_id: one.organizationId,
  alertname: one.alertname,
  host: hostOf({ system_key: one.systemKey, labels: one.labels }),
  labels: one.labels,
  annotations: one.annotations.value === undefined ? {} : { value: one.annotations.value },
});
