import type { DataSource, EntityManager } from 'typeorm';
import { sql } from '../sql.js';
import { apply } from './apply.js';
import type { Episode, Handled } from './episode.js';
import { lockOrganizations, retrying } from './record.js';

/** A stored episode with the id callers of the mackerel family know it by. */
export type StoredEpisode = Episode & Handled & { readonly id: number; readonly public_id: string };

/** An alert by its public id, inside a scope. */
export type Target = { readonly publicId: string; readonly scopes: number[] };

const find = sql<StoredEpisode, { public_id: string; scopes: number[] }>(import.meta.url, './find-alert.sql');
const saveClose = sql<never, { id: number; by: string; reason: string }>(import.meta.url, './save-close.sql');
const saveMemo = sql<never, { id: number; memo: string }>(import.meta.url, './save-memo.sql');

/** The alert of a public id inside the scope; undefined for an unknown one and for one of others alike. */
export const findAlert = (store: DataSource, publicId: string, scopes: number[]): Promise<StoredEpisode | undefined> =>
  find.first(store, { public_id: publicId, scopes });

/**
 * Ends an open alert by hand. Closing a closed one changes nothing, and so does whatever its Alertmanager says of it afterwards.
 * `by` is the closing user. Undefined when there is no such alert in the scope.
 */
export const closeAlert = (
  store: DataSource,
  target: Target,
  closing: { readonly reason: string; readonly by: string },
  now: Date,
): Promise<{ alert: StoredEpisode; closed: boolean } | undefined> =>
  holding(store, target, async (tx, before) => {
    if (before.ends_at) return { alert: before, closed: false };
    const alert: StoredEpisode = {
      ...before,
      ends_at: before.starts_at > now ? before.starts_at : now,
      recorded_at: now,
      resolution: 'manual',
      closed_by: closing.by,
      close_reason: closing.reason,
      state: 'active',
      silenced_by: [],
      inhibited_by: [],
    };
    await apply(tx, [{ before, after: alert }], now);
    await saveClose.rows(tx, { id: alert.id, ...closing });
    return { alert, closed: true };
  });

/** Writes the memo of an alert, running or ended. The alert as it is then; undefined when there is no such alert in the scope. */
export const writeMemo = (store: DataSource, target: Target, memo: string, now: Date): Promise<StoredEpisode | undefined> =>
  holding(store, target, async (tx, before) => {
    await saveMemo.rows(tx, { id: before.id, memo });
    await apply(tx, [{ before, after: before }], now);
    return { ...before, memo };
  });

/** Works on an alert that nobody else changes meanwhile, not even into a part of another one. */
async function holding<T>(
  store: DataSource,
  target: Target,
  work: (tx: EntityManager, alert: StoredEpisode) => Promise<T>,
): Promise<T | undefined> {
  const seen = await findAlert(store, target.publicId, target.scopes);
  if (!seen) return undefined;
  return retrying(() =>
    store.transaction(async (tx) => {
      await lockOrganizations(tx, [seen.organization_id]);
      const alert = await find.first(tx, { public_id: target.publicId, scopes: target.scopes });
      return alert && work(tx, alert);
    }),
  );
}
