import { type Labels, type Matcher, matches } from '#matchers';
import { matchersOf as parsed } from '../http/matchers.js';

/** The matchers of a repeated parameter, as Alertmanager reads them. Refuses with 400 what is none, with its place. */
export const matchersOf = (key: string, texts: readonly string[]): Matcher[] => parsed(key, texts.map(quotedValue));

/** A test whether the whole of a value matches a regular expression; without one all do. */
export const patternOf = (key: string, pattern: string | undefined): ((labels: Labels) => boolean) =>
  pattern ? matches(matchersOf(key, [`${key}=~"${escaped(pattern)}"`])) : () => true;

const escaped = (text: string): string => text.replace(/[\\"]/g, '\\$&').replace(/\n/g, '\\n');

const BEFORE_VALUE = /^\s*(?:[a-zA-Z_:][\w:]*)\s*(?:=~|!~|!=|=)\s*/;

/** To an Alertmanager all that follows the operator is the value, in quotes or not, and a backslash that escapes nothing is itself. */
function quotedValue(text: string): string {
  const [before = ''] = BEFORE_VALUE.exec(text) ?? [];
  const value = text.slice(before.length).trim();
  const inner = /^"(.*)"$/s.exec(value)?.[1] ?? value;
  const hasOpenQuote = inner.replace(/\\[\\"]/g, '').includes('"');
  if (before === '' || text.trim() === '' || hasOpenQuote) return text;
  return `${before}"${escaped(inner.replace(/\\([n"\\])/g, (_, one: string) => (one === 'n' ? '\n' : one)))}"`;
}
