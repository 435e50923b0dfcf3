import type { OrgTotals } from '#persistence';

type Counted = { readonly organizationId: number; readonly severity: string | undefined; readonly muted: boolean };

/** The counters of a tenant's organizations, each of which gets some. `active` counts every alert; the severities are exact labels. */
export function countByOrganization(organizations: Iterable<number>, alerts: readonly Counted[]): OrgTotals[] {
  const totals = new Map<number, OrgTotals>();
  for (const organization_id of organizations)
    totals.set(organization_id, { organization_id, active: 0, critical: 0, warning: 0, info: 0, muted: 0 });
  for (const { organizationId, severity, muted } of alerts) {
    const row = totals.get(organizationId);
    if (!row) continue;
    row.active += 1;
    if (muted) row.muted += 1;
    if (severity === 'critical' || severity === 'warning' || severity === 'info') row[severity] += 1;
  }
  return [...totals.values()];
}
