import { signIn } from './session';
import { tab } from './storage';

export const LEVELS = ['owner', 'distributor', 'reseller', 'customer'] as const;
export type Level = (typeof LEVELS)[number];

/** Takes the secret of the printed link out of the address, once. */
export function takeSecret(): void {
  const secret = location.hash.slice(1);
  if (!/^[\w-]{16,}$/.test(secret)) return;
  tab.set('secret', secret);
  history.replaceState(null, '', location.pathname + location.search);
}

export const hasSecret = (): boolean => tab.get('secret') !== null;

/** False: refused. What is kept is the level's name, not its token. */
export async function signInAs(level: Level): Promise<boolean> {
  const fresh = await tokenOf(level);
  if (!fresh || !(await signIn('persona', fresh, { fetch: () => tokenOf(level) }))) return false;
  tab.set('persona', level);
  return true;
}

async function tokenOf(level: Level): Promise<string | undefined> {
  const headers = { 'x-console-secret': tab.get('secret') ?? '' };
  const response = await fetch(`/console/personas/${level}`, { method: 'POST', headers });
  return response.ok ? (await response.json()).token : undefined;
}

/** The persona of this tab before it was loaded again. */
export const lastLevel = (): Level | undefined => LEVELS.find((level) => level === tab.get('persona'));
