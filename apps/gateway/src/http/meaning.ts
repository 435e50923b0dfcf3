import { PlanFault, TreeUnavailable } from '#persistence';
import { Refusal } from '#runtime';

/** The refusals that errors of the tree stand for. */
export function meaningOf(error: unknown): Refusal | undefined {
  if (error instanceof TreeUnavailable) return new Refusal('tree-unavailable');
  return error instanceof PlanFault ? Refusal.field(error.key, error.message, error.value) : undefined;
}
