import type { Node } from '#scope';
import { type Db, sql } from '../sql.js';
import type { OrganizationInput } from './plan.js';

const endAccess = sql<never, { ids: number[] }>(import.meta.url, './end-access.sql');
const endTokens = sql<never, { tenants: string[] }>(import.meta.url, './end-tokens.sql');
const deletedBefore = sql<{ public_id: string }, { public_ids: string[] }>(import.meta.url, './deleted-before.sql');

/** An organization of this id was deleted, and nobody said that it is to come back. */
export class WasDeleted extends Error {
  constructor(readonly publicId: string) {
    super(`organization ${publicId} was deleted; it comes back with restore: true`);
  }
}

/** Throws {@link WasDeleted} for the first that would come back unasked. */
export async function refuseDeleted(db: Db, inputs: readonly OrganizationInput[]): Promise<void> {
  const unasked = inputs.filter(({ restore }) => restore !== true).map(({ id }) => id);
  const deleted = await deletedBefore.first(db, { public_ids: unasked });
  if (deleted) throw new WasDeleted(deleted.public_id);
}

/** Ends for good what lets somebody in on behalf of organizations that are deleted. */
export async function endAccessTo(db: Db, gone: readonly Node[]): Promise<void> {
  await endAccess.rows(db, { ids: gone.map(({ id }) => id) });
  await endTokensOf(db, gone);
}

/** Ends the tokens of the tenants that these organizations were in, unless there are others. */
export async function endTokensOf(db: Db, left: readonly Node[]): Promise<void> {
  if (left.length > 0) await endTokens.rows(db, { tenants: [...new Set(left.map(({ tenantId }) => tenantId))] });
}
