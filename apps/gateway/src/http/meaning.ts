import { KeysUnavailable, PlanFault, TooMuch, TreeUnavailable, WasDeleted } from '#persistence';
import { Refusal } from '#runtime';

const TOO_MUCH = 'this takes too long to read: ask for a shorter range or fewer organizations';

/** The refusals that errors of the tree, the keys and long reads stand for. */
export function meaningOf(error: unknown): Refusal | undefined {
  if (error instanceof TreeUnavailable) return new Refusal('tree-unavailable');
  if (error instanceof KeysUnavailable) return new Refusal('storage-unavailable', { cause: error });
  if (error instanceof TooMuch) return new Refusal('too-slow', { message: TOO_MUCH, retryAfterSeconds: 15, cause: error });
  if (error instanceof WasDeleted) return new Refusal('organization-deleted', { message: error.message });
  return error instanceof PlanFault ? Refusal.field(error.key, error.message, error.value) : undefined;
}
