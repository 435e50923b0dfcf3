import { type Matcher, MatcherFault, parseMatchers } from '#matchers';
import { Refusal } from '#runtime';

/** The matchers of a repeated parameter. Refuses with 400 what is none, with its place. */
export function matchersOf(key: string, texts?: readonly string[]): Matcher[] {
  try {
    return parseMatchers(texts);
  } catch (error) {
    throw error instanceof MatcherFault ? Refusal.field(key, error.message, error.text) : error;
  }
}
