import type { ComponentType } from 'preact';
import type { Me } from '../session/session';
import type { Word } from '../words/words';

/** A page of the menu. `needs`: any one of these scopes, or of roles written `role:NAME`; none: everybody. */
export type Place = {
  readonly path: string;
  readonly word: Word;
  readonly needs: readonly string[];
  /** After `g`. */
  readonly key?: string;
  readonly load: () => Promise<{ readonly default: ComponentType<{ readonly params: Readonly<Record<string, string>> }> }>;
};

export const places: readonly Place[] = [
  { path: '/', word: 'overview', needs: ['read:systems'], key: 'o', load: () => import('../pages/overview') },
  { path: '/preferences', word: 'preferences', needs: [], load: () => import('../pages/preferences') },
];

export const mayOpen = ({ needs }: Place, me: Me): boolean =>
  needs.length === 0 ||
  needs.some((need) => (need.startsWith('role:') ? me.roles.includes(need.slice('role:'.length)) : me.scopes.includes(need)));
