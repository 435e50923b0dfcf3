/** A condition on one label, as silences and `filter` have it. */
export type Matcher = { readonly name: string; readonly value: string; readonly isRegex: boolean; readonly isEqual: boolean };
type Labels = Readonly<Record<string, string>>;

const WRITTEN = /^\s*([a-zA-Z_][\w]*)\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$/;

/** `name="value"` and its kin. Undefined: not a matcher. */
export function parseMatcher(text: string): Matcher | undefined {
  const [, name, operator = '', value = ''] = WRITTEN.exec(text) ?? [];
  const matcher = name === undefined ? undefined : { name, value, isRegex: operator.endsWith('~'), isEqual: operator.startsWith('=') };
  return matcher && isMatcher(matcher) ? matcher : undefined;
}

/** Parses at the door: what a client sent as a matcher. `isEqual` may be absent. */
export function toMatcher(value: unknown): Matcher | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const matcher = { isEqual: true, ...value };
  return isMatcher(matcher) ? { name: matcher.name, value: matcher.value, isRegex: matcher.isRegex, isEqual: matcher.isEqual } : undefined;
}

function isMatcher(value: object): value is Matcher {
  const { name, value: wanted, isRegex, isEqual }: Partial<Record<keyof Matcher, unknown>> = value;
  const typed = typeof name === 'string' && typeof wanted === 'string' && typeof isRegex === 'boolean' && typeof isEqual === 'boolean';
  return typed && name !== '' && (!isRegex || compiles(wanted));
}

export const matches = (labels: Labels, matchers: readonly Matcher[]): boolean => matchers.every((matcher) => matchesOne(labels, matcher));

function matchesOne(labels: Labels, { name, value, isRegex, isEqual }: Matcher): boolean {
  const actual = labels[name] ?? '';
  const found = isRegex ? new RegExp(`^(?:${value})$`).test(actual) : actual === value;
  return found === isEqual;
}

function compiles(source: string): boolean {
  try {
    return Boolean(new RegExp(source));
  } catch {
    return false;
  }
}
