import { RE2JS } from 're2js';
import type { Matcher } from './parse.js';

export type Labels = Readonly<Record<string, string>>;

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
