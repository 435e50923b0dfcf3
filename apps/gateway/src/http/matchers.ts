import { type Matcher, MatcherFault, parseMatchers } from '#matchers';
import { Refusal } from '#runtime';

/** What `matching` in the columns' schema is told: the parts of each matcher, in the same place of three lists. */
export type MatcherBinds = { readonly names: string[]; readonly operators: string[]; readonly patterns: string[] };

/** The matchers of a repeated parameter. Refuses with 400 what is none, with its place. */
export function matchersOf(key: string, texts?: readonly string[]): Matcher[] {
  try {
    return parseMatchers(texts);
  } catch (error) {
    throw error instanceof MatcherFault ? Refusal.field(key, error.message, error.text) : error;
  }
}

export function matcherBinds(key: string, texts?: readonly string[]): MatcherBinds {
  const matchers = matchersOf(key, texts);
  return {
    names: matchers.map(({ name }) => name),
    operators: matchers.map(({ operator }) => operator),
    patterns: matchers.map(({ value }) => value),
  };
}
