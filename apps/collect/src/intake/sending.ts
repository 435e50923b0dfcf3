import { cleanText } from '#persistence';
import { Refusal } from '#runtime';

/** Whose alerts a request brings. `tenant` null: it does not say; `scopes`: of these organizations only. */
export type Sending = { readonly tenant: string | null; readonly scopes?: readonly number[] | undefined };
type Sender = { readonly tenant?: string | undefined; readonly scopes?: readonly number[] | undefined };

export const sendingOf = (named: unknown, sender: Sender | undefined): Sending => ({
  tenant: sendingTenant(named, sender?.tenant),
  scopes: sender?.scopes,
});

/** Null: it does not say. An empty name is as if absent. A tenant's own token speaks for no other: the edge sees to it. */
export function sendingTenant(named: unknown, own: string | undefined): string | null {
  if (named !== undefined && typeof named !== 'string') throw Refusal.field('tenant', 'must be given once', named);
  return own ?? (named ? cleanText(named, 256) : null);
}
