import { cleanText } from '#persistence';
import { Refusal } from '#runtime';

/** Whose alerts a request brings; null: it does not say. An empty name is as if absent. A tenant's own token speaks for no other: the edge sees to it. */
export function sendingTenant(named: unknown, own: string | undefined): string | null {
  if (named !== undefined && typeof named !== 'string') throw Refusal.field('tenant', 'must be given once', named);
  return own ?? (named ? cleanText(named, 256) : null);
}
