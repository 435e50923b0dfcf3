import { Gather, prepared, type Store } from '#persistence';
import { type Scope, scopeIds } from '#scope';
import type { Totals } from './alerts.dto.js';

export type Counters = Omit<Totals, 'history' | 'warnings'>;
/** `refreshed`: how many organizations of the scope have counters. `oldest`: when the first of them was refreshed. */
export type ActiveCounters = Counters & { readonly refreshed: number; readonly oldest: Date | null };

type Asked = { asks: number[]; scopes: number[] };
type Roots = { root_asks: number[]; levels: string[]; roots: number[] };

const active = prepared<ActiveCounters & { ask: number }, Asked & Roots>(import.meta.url, './totals.sql');
const history = prepared<{ ask: number; history: number }, Asked>(import.meta.url, './history-count.sql');

const NO_COUNTERS: ActiveCounters = { active: 0, critical: 0, warning: 0, info: 0, muted: 0, refreshed: 0, oldest: null };

/** Reads what many requests ask for in one round trip at a time, and equal scopes once. The two halves are read apart: each may fail alone. */
export class ScopeCounters {
  private readonly actives: Gather<Scope, ActiveCounters>;
  private readonly histories: Gather<Scope, number>;

  constructor(store: Store) {
    this.actives = new Gather((scopes) =>
      once(scopes, async (asked) => {
        const rows = await active.rows(store, { ...rowsOf(asked), ...rootsOf(asked) });
        const found = new Map(rows.map(({ ask, ...counters }) => [ask, counters]));
        return (ask) => found.get(ask) ?? NO_COUNTERS;
      }),
    );
    this.histories = new Gather((scopes) =>
      once(scopes, async (asked) => {
        const found = new Map((await history.rows(store, rowsOf(asked))).map((row) => [row.ask, row.history]));
        return (ask) => found.get(ask) ?? 0;
      }),
    );
  }

  active(scope: Scope): Promise<ActiveCounters> {
    return this.actives.call(scope);
  }

  history(scope: Scope): Promise<number> {
    return this.histories.call(scope);
  }
}

/** Asks for each different scope once and hands its answer to all who asked. */
async function once<A>(scopes: readonly Scope[], ask: (distinct: readonly Scope[]) => Promise<(n: number) => A>): Promise<A[]> {
  const distinct: Scope[] = [];
  const places = new Map<string, number>();
  const asked = scopes.map((scope) => {
    const key = scopeIds(scope).join();
    const place = places.get(key) ?? distinct.push(scope) - 1;
    places.set(key, place);
    return place;
  });
  return asked.map(await ask(distinct));
}

function rowsOf(scopes: readonly Scope[]): Asked {
  const ids = scopes.map(scopeIds);
  return { asks: ids.flatMap((row, ask) => row.map(() => ask)), scopes: ids.flat() };
}

/** A sub-tree's age is found by its root; of a single organization only its own row counts. */
function rootsOf(scopes: readonly Scope[]): Roots {
  const roots = scopes.flatMap(({ subtrees, singles }, ask) => [
    ...subtrees.map(({ id, role }) => ({ ask, id, level: role })),
    ...singles.map(({ id }) => ({ ask, id, level: 'organization' })),
  ]);
  return { root_asks: roots.map(({ ask }) => ask), levels: roots.map(({ level }) => level), roots: roots.map(({ id }) => id) };
}
