import { Gather, prepared, type Store } from '#persistence';
import type { Log } from '#runtime';
import { type Scope, scopeIds } from '#scope';
import type { Totals } from './alerts.dto.js';

export type Counters = Omit<Totals, 'history' | 'warnings'>;
/** `refreshed`: how many organizations of the scope have counters. `oldest`: when the first of them was refreshed. */
export type ActiveCounters = Counters & { readonly refreshed: number; readonly oldest: Date | null };

/** The rows of `scope_totals` that the scopes are made of, each with the number of the scope that asks for it. */
type Asked = { asks: number[]; scopes: number[] };
/** Of each row the role of a sub-tree's root, which its oldest refresh is found by; of a single organization only its own refresh counts. */
type Levels = { levels: string[] };

type Row = ActiveCounters & { readonly ask: number; readonly history: number };
/** What a scope comes to. A half is undefined when its table cannot be read. */
export type ScopeTotals = { readonly active: ActiveCounters | undefined; readonly history: number | undefined };

const both = prepared<Row, Asked & Levels>(import.meta.url, './totals.sql');
const active = prepared<Row, Asked & Levels>(import.meta.url, './totals.sql', { history: '0', resolved: '' });
const history = prepared<{ ask: number; history: number }, Asked>(import.meta.url, './history-count.sql');

const NO_COUNTERS: ActiveCounters = { active: 0, critical: 0, warning: 0, info: 0, muted: 0, refreshed: 0, oldest: null };

/** Reads what many requests ask for in one round trip at a time, and equal scopes once. When it fails the two halves are read apart: each may fail alone. */
export class ScopeCounters {
  private readonly questions: Gather<Scope, ScopeTotals>;

  constructor(
    private readonly store: Store,
    private readonly log: Log,
  ) {
    this.questions = new Gather((scopes) => once(scopes, (asked) => this.read(asked)));
  }

  of(scope: Scope): Promise<ScopeTotals> {
    return this.questions.call(scope);
  }

  private async read(scopes: readonly Scope[]): Promise<(ask: number) => ScopeTotals> {
    const binds = rowsOf(scopes);
    try {
      const found = byAsk(await both.rows(this.store, binds));
      return (ask) => ({ active: countersOf(found.get(ask)), history: found.get(ask)?.history ?? 0 });
    } catch {
      return this.readApart(binds); // whichever half is at fault says so
    }
  }

  private async readApart(binds: Asked & Levels): Promise<(ask: number) => ScopeTotals> {
    const [actives, histories] = await Promise.all([this.half(active.rows(this.store, binds)), this.half(history.rows(this.store, binds))]);
    return (ask) => ({
      active: actives && countersOf(actives.get(ask)),
      history: histories && (histories.get(ask)?.history ?? 0),
    });
  }

  private async half<R extends { readonly ask: number }>(rows: Promise<R[]>): Promise<Map<number, R> | undefined> {
    try {
      return byAsk(await rows);
    } catch (error) {
      this.log.error({ err: error }, 'a half of the totals cannot be read');
      return undefined;
    }
  }
}

const byAsk = <R extends { readonly ask: number }>(rows: readonly R[]): Map<number, R> => new Map(rows.map((row) => [row.ask, row]));

function countersOf(row: Row | undefined): ActiveCounters {
  if (!row) return NO_COUNTERS;
  const { ask: _, history: __, ...counters } = row;
  return counters;
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

function rowsOf(scopes: readonly Scope[]): Asked & Levels {
  const ids = scopes.map(scopeIds);
  return {
    asks: ids.flatMap((row, ask) => row.map(() => ask)),
    scopes: ids.flat(),
    levels: scopes.flatMap(({ subtrees, singles }) => [...subtrees.map(({ role }) => role), ...singles.map(() => 'single')]),
  };
}
