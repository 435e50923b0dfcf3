import { type Db, prepared } from '../sql.js';

/** The active counters of one organization. `active` includes muted and inhibited alerts of any severity. */
export type OrgTotals = { organization_id: number; active: number; critical: number; warning: number; info: number; muted: number };

const save = prepared<never, { rows: string }>(import.meta.url, './save-totals.sql');

/** The name of the upstream that showed what is counted: open alerts that it has neither shown nor sent count besides. '': all that are open do. */
type Others = { readonly others?: string | undefined };

/** Stores what a tenant's Alertmanager answered at `at`. Inside a transaction that holds the tenant's lock. */
export const saveTotals = (db: Db, totals: readonly OrgTotals[], at: Date, others?: string): Promise<void> =>
  saveTotalsOfMany(
    db,
    totals.map((one) => ({ ...one, at, others })),
  );

/** The same for several tenants, each with its own time. */
export async function saveTotalsOfMany(db: Db, totals: readonly (OrgTotals & Others & { readonly at: Date })[]): Promise<void> {
  if (totals.length > 0) await save.rows(db, { rows: JSON.stringify(totals) });
}
