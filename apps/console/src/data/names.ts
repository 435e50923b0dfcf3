import { useEffect } from 'preact/hooks';
import { session } from '../session/session';
import { api } from './client';
import { dataOf } from './failure';
import { Held, useHeld } from './store';

/** The endpoint's own limit. */
const MOST = 50;

const names = new Held<ReadonlyMap<string, string>>(new Map());
const wanted = new Set<string>();
const asked = new Set<string>();

// Whoever comes next sees other organizations.
session.watch(({ state }) => {
  if (state === 'in') return;
  asked.clear();
  names.set(new Map());
});

/** What an organization is called. Those of one page are asked for together; until then, and when it cannot be told, its id. */
export function useName(id: string): string {
  const known = useHeld(names);
  useEffect(() => want(id), [id]);
  return known.get(id) ?? id;
}

function want(id: string): void {
  if (!id || asked.has(id) || wanted.has(id)) return;
  if (wanted.size === 0) setTimeout(askAll);
  wanted.add(id);
}

function askAll(): void {
  const ids = [...wanted].sort();
  wanted.clear();
  for (const id of ids) asked.add(id);
  for (let at = 0; at < ids.length; at += MOST) void ask(ids.slice(at, at + MOST));
}

async function ask(ids: string[]): Promise<void> {
  try {
    const { organizations } = await dataOf(api.GET('/api/organizations/search', { params: { query: { id: ids, limit: MOST } } }));
    names.set(new Map([...names.get(), ...organizations.map(({ id, name }) => [id, name] as const)]));
  } catch {
    // The id stands there meanwhile; who comes by again asks again.
    for (const id of ids) asked.delete(id);
  }
}
