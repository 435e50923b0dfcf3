import type { ComponentType } from 'preact';
import type { Me } from '../session/session';
import type { Word } from '../words/words';

/** A page of the menu. `needs`: any one of these scopes, or of roles written `role:NAME`; none: everybody. */
export type Place = {
  readonly path: string;
  /** What the menu calls it; undefined: one comes here from another page. */
  readonly word?: Word;
  readonly needs: readonly string[];
  /** After `g`. */
  readonly key?: string;
  readonly load: () => Promise<{ readonly default: ComponentType<{ readonly params: Readonly<Record<string, string>> }> }>;
};

export const places: readonly Place[] = [
  { path: '/', word: 'overview', needs: ['read:systems'], key: 'o', load: () => import('../pages/overview') },
  { path: '/alerts', word: 'alerts', needs: ['read:systems'], key: 'a', load: () => import('../pages/alerts/alerts') },
  { path: '/alerts/:id', needs: ['read:systems'], load: () => import('../pages/alert/alert') },
  { path: '/alerts/by/:organization/:fingerprint', needs: ['read:systems'], load: () => import('../pages/alert/alert') },
  { path: '/history', word: 'history', needs: ['read:systems'], key: 'h', load: () => import('../pages/history/history') },
  { path: '/reports', word: 'reports', needs: ['report', 'read:analytics'], key: 'r', load: () => import('../pages/reports/reports') },
  { path: '/exports', word: 'exports', needs: ['role:report_admin'], key: 'e', load: () => import('../pages/exports') },
  { path: '/exports/:id', needs: ['read:analytics'], load: () => import('../pages/export') },
  { path: '/schedules', word: 'schedules', needs: ['role:report_admin'], key: 'd', load: () => import('../pages/schedules/schedules') },
  { path: '/schedules/:id', needs: ['role:report_admin'], load: () => import('../pages/schedules/schedule') },
  { path: '/events', word: 'events', needs: ['read:analytics'], key: 'v', load: () => import('../pages/events') },
  { path: '/usage', word: 'usage', needs: ['read:analytics', 'role:ADMIN'], key: 'u', load: () => import('../pages/usage') },
  { path: '/status', word: 'status', needs: ['read:systems'], key: 's', load: () => import('../pages/status/status') },
  { path: '/admin/:part?', word: 'admin', needs: ['role:ADMIN'], load: () => import('../pages/admin/admin') },
  { path: '/preferences', word: 'preferences', needs: [], load: () => import('../pages/preferences') },
];

export const mayOpen = ({ needs }: Place, me: Me): boolean =>
  needs.length === 0 ||
  needs.some((need) => (need.startsWith('role:') ? me.roles.includes(need.slice('role:'.length)) : me.scopes.includes(need)));
