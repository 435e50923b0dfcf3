import { KeysUnavailable, PlanFault, TreeUnavailable, WasDeleted } from '#persistence';
import { Refusal } from '#runtime';

/** The refusals that errors of the tree and the keys stand for. */
export function meaningOf(error: unknown): Refusal | undefined {
  if (error instanceof TreeUnavailable) return new Refusal('tree-unavailable');
  if (error instanceof KeysUnavailable) return new Refusal('storage-unavailable', { cause: error });
  if (error instanceof WasDeleted) return new Refusal('organization-deleted', { message: error.message });
  return error instanceof PlanFault ? Refusal.field(error.key, error.message, error.value) : undefined;
}
