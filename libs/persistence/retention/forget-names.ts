import type { DataSource } from 'typeorm';
import { lockOrganizations, retrying } from '../ledger/record.js';
import { sql } from '../sql.js';

const here = import.meta.url;
const statements = (variant: Readonly<Record<string, string>>) => ({
  crowded: sql<{ organization_id: number }, { most: number }>(here, './crowded.sql', variant),
  unused: sql<{ id: number }, { organization: number }>(here, './unused-names.sql', variant),
  forget: sql<never, { ids: number[]; organization: number; since: Date }>(here, './forget-names.sql', variant),
});
/** Sources first: a policy that a source leads to is in use. */
const REGISTRIES = [
  statements({}),
  statements({
    table: 'escalation_policy',
    column: 'policy_id',
    led: ' AND NOT EXISTS (SELECT FROM alert_source s WHERE s.policy_id = t.id)',
  }),
];

/** An organization that has fewer loses none. */
const MANY = 1_000;
const HOUR_MS = 3_600_000;

/** Forgets the sources and policies that labels made and no alert is of any more, where an organization has more than a thousand. Recorders wait only while they go. */
export async function forgetNames(store: DataSource, now: Date, stop?: AbortSignal): Promise<void> {
  for (const { crowded, unused, forget } of REGISTRIES) {
    for (const { organization_id: organization } of await crowded.rows(store, { most: MANY })) {
      stop?.throwIfAborted();
      const ids = (await unused.rows(store, { organization })).map(({ id }) => id);
      if (ids.length === 0) continue;
      await retrying(() =>
        store.transaction(async (tx) => {
          await lockOrganizations(tx, [organization]);
          await forget.rows(tx, { ids, organization, since: new Date(now.getTime() - HOUR_MS) });
        }),
      );
    }
  }
}
