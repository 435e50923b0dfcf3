import { systemEvent } from '../events/system-event.js';
import type { Db } from '../sql.js';

/** Sources that labels may make in an organization, and policies. */
export const MOST_NAMES = 10_000;

/** Tells the people of each organization how many names were over. */
export async function tellOverflow(db: Db, routes: readonly { readonly organization_id: number; readonly over: boolean }[]): Promise<void> {
  const counts = new Map<number, number>();
  for (const { organization_id, over } of routes) if (over) counts.set(organization_id, (counts.get(organization_id) ?? 0) + 1);
  for (const [organization, times] of [...counts].sort(([a], [b]) => a - b))
    await systemEvent(db, {
      organization,
      severity: 'warning',
      source: 'ledger',
      message: `alerts name more than ${MOST_NAMES} sources or policies: new ones count as default`,
      times,
    });
}
