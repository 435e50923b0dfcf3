import { type Db, sql } from '#persistence';
import type { Tree } from '#scope';
import type { Placeable } from './draft.js';
import { organizationsOf, type Systems } from './place.js';

type Seen = { system_key: string; organization_id: number };
const claimed = sql<Seen, { keys: string[]; organizations: number[] | null }>(import.meta.url, './systems.sql');

/** Whose the systems of those drafts are that their own label does not place. Asks nothing of the database when it would not matter. */
export async function systemsOf(db: Db, alerts: readonly Placeable[], tenant: string | null, tree: Tree): Promise<Systems> {
  const keys = systemsNeeded(alerts, tenant, tree);
  if (keys.length === 0) return new Map();
  const organizations = tenant === null ? null : organizationsOf(tenant, tree).map((node) => node.id);
  const rows = await claimed.rows(db, { keys, organizations });
  return new Map(rows.map((row) => [row.system_key, row.organization_id]));
}

/** The systems on which it depends where these alerts are placed. */
export function systemsNeeded(alerts: readonly Placeable[], tenant: string | null, tree: Tree): string[] {
  if (tenant !== null && organizationsOf(tenant, tree).length < 2) return [];
  return [...new Set(alerts.filter((alert) => !isNamed(alert, tenant, tree)).flatMap((alert) => alert.systemKey ?? []))];
}

function isNamed({ organization }: Placeable, tenant: string | null, tree: Tree): boolean {
  const node = organization === null ? undefined : tree.find(organization);
  return node !== undefined && (tenant === null || node.tenantId === tenant);
}
