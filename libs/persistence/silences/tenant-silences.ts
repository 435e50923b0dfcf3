import type { DataSource } from 'typeorm';
import type { Actor, Running } from '../ledger/handle.js';
import { type Db, sql } from '../sql.js';
import { type Matcher, remarkAll } from './silences.js';

/** A silence as its tenant's Alertmanager shows it. */
export type TenantSilence = {
  readonly id: string;
  readonly matchers: readonly Matcher[];
  readonly created_by: string;
  readonly comment: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
  readonly updated_at: Date;
};

const save = sql<never, { tenant: string; silences: string }>(import.meta.url, './save-tenant-silences.sql');
const drop = sql<never, { tenant: string; shown: string[]; asked: Date }>(import.meta.url, './drop-tenant-silences.sql');
const end = sql<never, { tenant: string; id: string; now: Date }>(import.meta.url, './end-tenant-silence.sql');
const heldAlerts = sql<Running, { tenant: string; id: string }>(import.meta.url, './held-alerts.sql');

/** The organization that the only exact organization_id matcher names. */
export function namedBy(matchers: readonly Matcher[]): string | null {
  const named = new Set(
    matchers.filter(({ name, isRegex, isEqual }) => name === 'organization_id' && isEqual && !isRegex).map(({ value }) => value),
  );
  const [one] = named;
  return one !== undefined && one !== '' && named.size === 1 ? one : null;
}

/** Keeps what an Alertmanager has shown. */
export async function saveTenantSilences(db: Db, tenant: string, silences: readonly TenantSilence[]): Promise<void> {
  if (silences.length === 0) return;
  const rows = silences.map((silence) => ({ ...silence, names: namedBy(silence.matchers) }));
  await save.rows(db, { tenant, silences: JSON.stringify(rows) });
}

/** Keeps all that an Alertmanager showed when it was asked, and forgets the rest. */
export async function replaceTenantSilences(db: Db, tenant: string, silences: readonly TenantSilence[], asked: Date): Promise<void> {
  await saveTenantSilences(db, tenant, silences);
  await drop.rows(db, { tenant, shown: silences.map(({ id }) => id), asked });
}

/** Silences the running alerts that it holds, without waiting for the poll that shows it. `replaced`: an earlier silence that is over by this one. */
export async function beginSilence(
  store: DataSource,
  organization: number,
  { id, ends_at, comment }: TenantSilence,
  fingerprints: readonly string[],
  actor: Actor,
  now: Date,
): Promise<void> {
  const detail = { silence_id: id, until: ends_at.toISOString(), ...(comment && { comment }) };
  const event = { at: now, kind: 'silenced' as const, actor, detail };
  await remarkAll(store, organization, fingerprints, event, (ids) => (ids.includes(id) ? ids : [...ids, id].sort()));
}

/** A silence that its Alertmanager has ended: it is over here as well, and the alerts it held are let go. */
export async function endTenantSilence(store: DataSource, tenant: string, id: string, actor: Actor, now: Date): Promise<void> {
  await end.rows(store, { tenant, id, now });
  const held = new Map<number, string[]>();
  for (const { organization, fingerprint } of await heldAlerts.rows(store, { tenant, id }))
    held.set(organization, [...(held.get(organization) ?? []), fingerprint]);
  const event = { at: now, kind: 'unsilenced' as const, actor, detail: { silence_id: id } };
  for (const [organization, fingerprints] of held)
    await remarkAll(store, organization, fingerprints, event, (ids) => ids.filter((one) => one !== id));
}
