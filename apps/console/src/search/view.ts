import { useLocation, useSearch } from 'wouter-preact';
import type { Range } from '#metrics';
import { preferences } from '../app/preferences';
import { useHeld } from '../data/store';
import { session } from '../session/session';
import { type Codec, flag, ids, readSearch, type Schema, type Values, writeSearch, zone } from './codecs';
import { rangeOf, rangeText } from './range';

const GLOBAL = { org: ids(), below: flag(), tz: zone(), range: rangeText('30d') };
type Global = typeof GLOBAL;

/** What the address says, and the way to change it. */
export type View<S extends Schema> = {
  readonly values: Values<S & Global>;
  readonly dropped: readonly string[];
  readonly zone: string;
  /** Epoch ms. */
  readonly range: Range;
  /** `organization_id` and `include`, as every endpoint takes them. */
  readonly scope: { organization_id?: string[]; include?: 'descendants' };
  /** Another page starts at its first row. */
  set(change: Partial<Values<S & Global>>, how?: 'push' | 'replace'): void;
  /** The address of this page with other values. */
  link(change: Partial<Values<S & Global>>): string;
};

const NOTHING: Record<never, Codec<unknown>> = {};

export function useView<S extends Schema>(schema?: S): View<S> {
  const full = { ...(schema ?? NOTHING), ...GLOBAL } as S & Global;
  const [path, navigate] = useLocation();
  const query = useSearch();
  const signedIn = useHeld(session);
  const { zone: preferred } = useHeld(preferences);
  const { values, dropped } = readSearch(full, query);
  const own = signedIn.state === 'in' ? signedIn.me.organization : undefined;
  const isCustomer = own?.role === 'customer';
  const { org, below, tz, range } = values as Values<Global>;
  const chosen = tz || preferred || own?.timezone || 'UTC';
  const link = (change: Partial<Values<S & Global>>): string => {
    const own = writeSearch(full, { ...values, ...('page' in full && !('page' in change) ? { page: 1 } : {}), ...change } as Partial<
      Values<S & Global>
    >);
    return path + (schema ? own : joined(others(query), own));
  };
  return {
    values,
    dropped: isCustomer && org.length > 0 ? [...dropped, 'org'] : dropped,
    zone: chosen,
    range: rangeOf(range, chosen, minute()),
    scope: isCustomer || org.length === 0 ? {} : { organization_id: [...org], ...(below && { include: 'descendants' as const }) },
    set: (change, how = 'push') => navigate(link(change), { replace: how === 'replace' }),
    link,
  };
}

/** Where in a list one stands: another range or scope begins it anew. */
const PLACES = ['page', 'cursor'];

/** What the page says in its address, as seen by what is on every page. */
const others = (query: string): string =>
  new URLSearchParams([...new URLSearchParams(query)].filter(([name]) => !(name in GLOBAL) && !PLACES.includes(name))).toString();

const joined = (first: string, rest: string): string => (first ? `?${first}${rest.replace('?', '&')}` : rest);

/** Ranges that end now end with the minute, so that the same question is not asked anew at every turn. */
const minute = (): number => Math.floor(Date.now() / 60_000) * 60_000;

/** What of the address goes along to another page. */
export function useGlobals(): string {
  const { values } = readSearch(GLOBAL, useSearch());
  return writeSearch(GLOBAL, values);
}

/** The address of another page with these parameters, and what goes along. */
export function useLinks(): (path: string, more?: Readonly<Record<string, string | readonly string[]>>) => string {
  const globals = useGlobals();
  return (path, more = {}) => {
    const query = new URLSearchParams(globals);
    for (const [name, value] of Object.entries(more)) {
      query.delete(name);
      for (const said of [value].flat()) query.append(name, said);
    }
    const text = query.toString();
    return text ? `${path}?${text}` : path;
  };
}
