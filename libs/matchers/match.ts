import { RE2JS } from 're2js';
import type { Matcher } from './parse.js';

export type Labels = Readonly<Record<string, string>>;

/** What matchers read of an alert: its labels, and what describes it where it has no such label. */
export function readableLabels(labels: Labels, described: Readonly<Record<string, string | null | undefined>>): Labels {
  const told = Object.entries(described).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { ...Object.fromEntries(told), ...labels };
}

/** A test of label sets. All matchers must hold; an absent label is empty. Patterns are compiled once. */
export function matches(matchers: readonly Matcher[]): (labels: Labels) => boolean {
  const tests = matchers.map(testOf);
  return (labels) => tests.every((test) => test(labels));
}

function testOf({ name, operator, value }: Matcher): (labels: Labels) => boolean {
  const labelOf = (labels: Labels): string => (Object.hasOwn(labels, name) ? (labels[name] ?? '') : '');
  if (operator === '=') return (labels) => labelOf(labels) === value;
  if (operator === '!=') return (labels) => labelOf(labels) !== value;
  const pattern = RE2JS.compile(value);
  return operator === '=~' ? (labels) => pattern.matches(labelOf(labels)) : (labels) => !pattern.matches(labelOf(labels));
}
