import { apply, type Db, type Episode, lockOrganizations, sql } from '#persistence';

/** An alert was held back at a moment. */
export type Hold = {
  readonly organization_id: number;
  readonly fingerprint: string;
  readonly kind: 'silenced' | 'inhibited';
  readonly at: Date;
  readonly held_by: readonly string[];
};
export type Pair = Pick<Hold, 'organization_id' | 'fingerprint'>;
type Tx = Parameters<typeof lockOrganizations>[0];
type Running = Episode & { readonly told_silences: readonly string[]; readonly told_alerts: readonly string[] };

const save = sql<never, { holds: string }>(import.meta.url, './save-holds.sql');
const held = sql<Running, { pairs: string }>(import.meta.url, './held.sql');

export const saveHolds = (db: Db, holds: readonly Hold[]): Promise<unknown> => save.rows(db, { holds: JSON.stringify(holds) });

/** Brings the state of running alerts in line with what is known of holds and notifications. The timeline tells those by itself. */
export async function followHolds(tx: Tx, pairs: readonly Pair[], now: Date): Promise<void> {
  await lockOrganizations(
    tx,
    pairs.map((one) => one.organization_id),
  );
  const rows = await held.rows(tx, { pairs: JSON.stringify(pairs) });
  const changes = rows
    .filter((row) => !isSame(row.silenced_by, row.told_silences) || !isSame(row.inhibited_by, row.told_alerts))
    .map(({ told_silences, told_alerts, ...before }) => ({ before, after: heldBy(before, told_silences, told_alerts) }));
  if (changes.length > 0) await apply(tx, changes, now, () => []);
}

const isSame = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one, i) => one === b[i]);

const heldBy = (before: Episode, silences: readonly string[], alerts: readonly string[]): Episode => ({
  ...before,
  silenced_by: silences,
  inhibited_by: alerts,
  state: silences.length + alerts.length + before.muted_by.length > 0 ? 'suppressed' : 'active',
});
