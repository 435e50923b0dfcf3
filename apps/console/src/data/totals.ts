import { useQuery } from '@tanstack/preact-query';
import { useEffect } from 'preact/hooks';
import { preferences } from '../app/preferences';
import { activeAlerts, paintIcon } from '../app/title';
import { interval } from './budget';
import { api } from './client';
import { dataOf } from './failure';
import { useHeld } from './store';

export type Scoped = { organization_id?: string[]; include?: 'descendants' };
const EVERY_MS = 30_000;

/** The totals of a scope, read again and again. */
export const useTotals = (scope: Scoped) =>
  useQuery({
    queryKey: ['totals', scope],
    queryFn: ({ signal }) => dataOf(api.GET('/api/alerts/totals', { params: { query: scope }, signal })),
    refetchInterval: () => interval(EVERY_MS),
    refetchIntervalInBackground: true,
  });

/** Title and icon of the tab follow the totals. */
export function useTitle(scope: Scoped): void {
  const { data } = useTotals(scope);
  const { counter } = useHeld(preferences);
  useEffect(() => {
    activeAlerts.set(counter && data ? data.active : null);
    if (data) paintIcon(!counter ? 'none' : data.critical > 0 ? 'critical' : data.warning > 0 ? 'warning' : 'none');
  }, [data, counter]);
}
