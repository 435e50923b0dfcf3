import type { Schemas } from '../../../../../packages/client/client';
import { api } from '../../data/client';
import { bodyOf } from '../../data/failure';
import { useRead } from '../../data/read';
import { useAsked } from './asked';

export type Figures = Schemas['Figures'];

/** Three reports read the same answer. */
export function useInsights() {
  const query = useAsked();
  return useRead(['insights', query], (signal) => bodyOf(api.GET('/reports/alerts/insights', { params: { query }, signal })));
}
