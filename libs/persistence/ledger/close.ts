import type { DataSource } from 'typeorm';
import { sql } from '../sql.js';
import { apply } from './apply.js';
import type { Episode } from './episode.js';
import { lockOrganizations, retrying } from './record.js';

/** A stored episode with the id callers of the mackerel family know it by. */
export type StoredEpisode = Episode & { readonly id: number; readonly public_id: string };

const find = sql<StoredEpisode, { public_id: string; scopes: number[] }>(import.meta.url, './find-alert.sql');

/** The alert of a public id inside the scope; undefined for an unknown one and for one of others alike. */
export const findAlert = (store: DataSource, publicId: string, scopes: number[]): Promise<StoredEpisode | undefined> =>
  find.first(store, { public_id: publicId, scopes });

/**
 * Ends an open alert by hand. Closing a closed one changes nothing, and so does whatever its Alertmanager says of it afterwards.
 * `by` is the closing user. Undefined when there is no such alert in the scope.
 */
export async function closeAlert(
  store: DataSource,
  target: { readonly publicId: string; readonly scopes: number[] },
  closing: { readonly reason: string; readonly by: string },
  now: Date,
): Promise<{ alert: StoredEpisode; closed: boolean } | undefined> {
  const seen = await findAlert(store, target.publicId, target.scopes);
  if (!seen) return undefined;
  return retrying(() =>
    store.transaction(async (tx) => {
      await lockOrganizations(tx, [seen.organization_id]);
      const before = await find.first(tx, { public_id: target.publicId, scopes: target.scopes });
      if (!before) return undefined;
      if (before.ends_at) return { alert: before, closed: false };
      const after = {
        ...before,
        ends_at: before.starts_at > now ? before.starts_at : now,
        recorded_at: now,
        resolution: 'manual' as const,
      };
      const alert = {
        ...after,
        closed_by: closing.by,
        close_reason: closing.reason,
        state: 'active' as const,
        silenced_by: [],
        inhibited_by: [],
      };
      const detail = { resolution: 'manual', reason: closing.reason };
      await apply(tx, [{ before, after: alert }], now, () => [
        { at: alert.ends_at, kind: 'resolved', actor: { user_id: closing.by }, detail },
      ]);
      return { alert, closed: true };
    }),
  );
}
