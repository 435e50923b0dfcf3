import { StorageAway, StorageFull } from '#files';
import { isStorageDown, Refusal } from '#runtime';
import { TooManyRows } from './encode/too-many-rows.js';

/** Why a run ends before its file is there, other than by failing. */
export class Overtaken extends Error {}
export class Stopping extends Error {}

/** The caller may no longer see what the export speaks of. */
export class AccessLost extends Error {}

/** A failure as its owner sees it. `final`: another try cannot help. `ours`: the job does not count for the quota. */
export type Trouble = {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly final: boolean;
  readonly ours: boolean;
};

export function troubleOf(error: unknown): Trouble {
  if (error instanceof AccessLost)
    return {
      code: 'ACCESS_LOST',
      message: 'the organizations of this export are no longer within your hierarchy',
      retryable: false,
      final: true,
      ours: false,
    };
  if (error instanceof TooManyRows) return { code: 'TOO_MANY_ROWS', message: error.message, retryable: false, final: true, ours: false };
  const ours = { retryable: true, final: false, ours: true };
  if (error instanceof StorageFull) return { code: 'storage_full', message: 'the export storage is full', ...ours };
  return { code: 'EXPORT_FAILED', message: 'the export could not be written', ...ours };
}

/** The database, the columns or the storage went away, as it happens: the same will work once they are back. A statement that was refused is no outage. */
export function isOutage(error: unknown): boolean {
  if (error instanceof StorageAway || (error instanceof Refusal && error.code === 'columns-unavailable')) return true;
  const state = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  return isStorageDown(error) && !REFUSED.test(state);
}
/** Statements that took too long, or met others. */
const REFUSED = /^(57014|55P03|25006|40001|40P01)$/;

export const WORKERS_LOST: Trouble = {
  code: 'WORKERS_LOST',
  message: 'too many workers died over this export',
  retryable: true,
  final: true,
  ours: true,
};
