import type { Matcher } from '#matchers';

/** What `matching` in the columns' schema is told: the parts of each matcher, in the same place of three lists. */
export type MatcherBinds = { readonly names: string[]; readonly operators: string[]; readonly patterns: string[] };

export const matcherBinds = (matchers: readonly Matcher[]): MatcherBinds => ({
  names: matchers.map(({ name }) => name),
  operators: matchers.map(({ operator }) => operator),
  patterns: matchers.map(({ value }) => value),
});
