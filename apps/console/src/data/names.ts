import { useQuery } from '@tanstack/preact-query';
import { api } from './client';
import { dataOf } from './failure';

/** The endpoint's own limit. */
const MOST = 50;
const KEPT_MS = 600_000;

/** What organizations are called, by their ids: one question a page. What cannot be told is called by its id. */
export function useNames(ids: Iterable<string | null | undefined>): (id: string) => string {
  const wanted = [...new Set(ids)]
    .filter((id): id is string => Boolean(id))
    .sort()
    .slice(0, MOST);
  const { data } = useQuery({
    queryKey: ['names', wanted],
    queryFn: ({ signal }) => dataOf(api.GET('/api/organizations/search', { params: { query: { id: wanted, limit: MOST } }, signal })),
    enabled: wanted.length > 0,
    staleTime: KEPT_MS,
  });
  const names = new Map(data?.organizations.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? id;
}
