import { parseMatchers } from '#matchers';
import type { ReportAsk } from '#reports';
import { type Scope, scopeIds } from '#scope';
import type { Job } from '../job.js';

type Filters = Partial<Omit<ReportAsk, 'scopes' | 'range' | 'zone' | 'matchers'>> & {
  readonly timezone: string;
  readonly filter?: readonly string[];
};

/** Which alerts a report speaks of, as its job was ordered. */
export function askOf({ filters, from_at, until_at }: Job, scope: Scope): ReportAsk {
  const { timezone, priority = 'ALL', sources = [], policies = [], numbers = [], filter } = filters as Filters; // validated by the gateway
  const range = { from: from_at.getTime(), until: until_at.getTime() };
  return { scopes: scopeIds(scope), range, zone: timezone, priority, sources, policies, numbers, matchers: parseMatchers(filter) };
}
