import type { Schemas } from '../../../../packages/client/client';
import { Held } from '../data/store';
import { browser, tab } from './storage';

export type Me = Schemas['Me'];
export type Way = 'oidc' | 'key' | 'persona';
/** `out` with a reason: what the last try came to. */
export type Session =
  | { readonly state: 'starting' }
  | { readonly state: 'out'; readonly why?: 'refused' | 'ended' | 'unreachable' | 'signed-out' }
  | { readonly state: 'in'; readonly way: Way; readonly me: Me };

export const session = new Held<Session>({ state: 'starting' });

/** The token lives here and nowhere else: not in storage, cookies, addresses or the page. */
let held = '';
let renew: (() => Promise<string | undefined>) | undefined;
let renewing: Promise<string | undefined> | undefined;
const others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('alertledger-session');

export const token = (): string => held;

/** Takes a token if the gateway does. `again` gets another when this one ends. */
export async function signIn(way: Way, fresh: string, again?: () => Promise<string | undefined>): Promise<boolean> {
  const me = await ask(fresh);
  if (!me) return false;
  held = fresh;
  renew = again;
  browser.set('signed-out', null);
  session.set({ state: 'in', way, me });
  return true;
}

/** Who a token speaks for; undefined when it is refused. Throws while the gateway does not answer. */
async function ask(fresh: string): Promise<Me | undefined> {
  const response = await fetch('/api/me', { headers: { authorization: `Bearer ${fresh}` } });
  if (response.status === 401 || response.status === 403) return undefined;
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()).data;
}

/** A token in place of one that was refused: one try for all who ask at once. Undefined ends the session. */
export async function renewed(refused: string): Promise<string | undefined> {
  if (held && held !== refused) return held;
  renewing ??= (renew?.() ?? Promise.resolve(undefined)).catch(() => undefined).finally(() => (renewing = undefined));
  const fresh = await renewing;
  if (fresh) held = fresh;
  else end('ended');
  return fresh;
}

function end(why: 'ended' | 'signed-out'): void {
  held = '';
  renew = undefined;
  if (session.get().state === 'in') session.set({ state: 'out', why });
}

/** Here and in the other tabs. */
export function signOut(): void {
  browser.set('signed-out', '1');
  tab.set('persona', null);
  others?.postMessage('signed-out');
  end('signed-out');
}

if (others)
  others.onmessage = () => {
    tab.set('persona', null);
    end('signed-out');
  };
