import type { Schemas } from '../../../../packages/client/client';
import { Held } from '../data/store';
import { browser, tab } from './storage';

export type Me = Schemas['Me'];
export type Way = 'oidc' | 'key' | 'persona';
/** How a session goes on beyond its token. */
export type Renewal = {
  /** Another token, without leaving the page; undefined when nobody gives one. */
  readonly fetch?: () => Promise<string | undefined>;
  /** Leaves the page, and comes back to it. */
  readonly leave?: () => void;
};
export type Why = 'refused' | 'provider-refused' | 'provider-away' | 'ended' | 'unreachable' | 'signed-out';
/** `out` with a reason: what the last try came to. */
export type Session =
  | { readonly state: 'starting' }
  | { readonly state: 'out'; readonly why?: Why }
  | { readonly state: 'in'; readonly way: Way; readonly me: Me; readonly renewal: Renewal };

export const session = new Held<Session>({ state: 'starting' });

const EARLY_MS = 60_000;
const JITTER_MS = 10_000;
/** A browser's timer takes no more. */
const LONGEST_MS = 2 ** 31 - 1;
/** The token lives here and nowhere else: not in storage, cookies, addresses or the page. */
let held = '';
let renewing: Promise<string | undefined> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
const others = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('alertledger-session');

export const token = (): string => held;

/** Takes a token if the gateway does. */
export async function signIn(way: Way, fresh: string, renewal: Renewal = {}): Promise<boolean> {
  const me = await ask(fresh);
  if (!me) return false;
  held = fresh;
  browser.set('signed-out', null);
  session.set({ state: 'in', way, me, renewal });
  renewAhead(me);
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
  const fresh = await renew();
  if (!fresh) end('ended');
  return fresh;
}

const renew = (): Promise<string | undefined> =>
  (renewing ??= renewOnce()
    .catch(() => undefined)
    .finally(() => (renewing = undefined)));

async function renewOnce(): Promise<string | undefined> {
  const before = session.get();
  const fresh = before.state === 'in' ? await before.renewal.fetch?.() : undefined;
  const me = fresh && (await ask(fresh));
  // Signed out meanwhile, here or in another tab: what came is not taken.
  if (!fresh || !me || before.state !== 'in' || session.get() !== before) return undefined;
  held = fresh;
  session.set({ ...before, me });
  renewAhead(me);
  return fresh;
}

/** A minute ahead, at a time of this tab's own, so that many tabs do not ask at once. What is not renewed stays until it ends. */
function renewAhead({ expires_at: expiresAt }: Me): void {
  clearTimeout(timer);
  if (!expiresAt) return;
  const wait = Date.parse(expiresAt) - Date.now() - EARLY_MS - Math.random() * JITTER_MS;
  timer = setTimeout(() => void renew(), Math.min(LONGEST_MS, Math.max(1_000, wait)));
}

function end(why: 'ended' | 'signed-out'): void {
  held = '';
  clearTimeout(timer);
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
