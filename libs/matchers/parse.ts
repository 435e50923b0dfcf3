import { RE2JS, RE2JSSyntaxException } from 're2js';

export type Operator = '=' | '!=' | '=~' | '!~';
/** `name op "value"`. A pattern is anchored at both ends; its `.` is no line break. */
export type Matcher = { readonly name: string; readonly operator: Operator; readonly value: string };

/** What is wrong with the text of a matcher, and where: `at` counts characters from 0. */
export class MatcherFault extends Error {
  constructor(
    fault: string,
    readonly text: string,
    readonly at: number,
  ) {
    super(`${fault} at ${at}`);
  }
}

export const MOST_MATCHERS = 20;
const LONGEST_PATTERN = 256;
const LABEL_NAME = /[a-zA-Z_:][\w:]*/uy;
const PLAIN_WORD = /[\p{L}\p{N}_.:/+-]+/uy;
const QUOTED = /"(?:[^"\\\n]|\\[\\"n])*"/uy;
const OPERATOR = /=~|!~|!=|=/uy;
const SPACE = /[ \t]*/uy;

/** The matchers of a repeated parameter; an empty one is as if absent. Throws {@link MatcherFault}. */
export function parseMatchers(texts: readonly string[] = []): Matcher[] {
  const given = texts.filter((text) => text.trim() !== '');
  const [tooMany] = given.slice(MOST_MATCHERS);
  if (tooMany !== undefined) throw new MatcherFault(`more than ${MOST_MATCHERS} matchers`, tooMany, 0);
  return given.map(parseMatcher);
}

/** One matcher, without braces. Throws {@link MatcherFault}. */
export function parseMatcher(text: string): Matcher {
  const reader = new Reader(text);
  reader.skip();
  const name = reader.take(LABEL_NAME) ?? reader.quoted('a label name is expected');
  reader.skip();
  const operator = reader.take(OPERATOR);
  if (!isOperator(operator)) throw reader.fault('one of = != =~ !~ is expected');
  reader.skip();
  const from = reader.at;
  const value =
    reader.take(PLAIN_WORD) ??
    (reader.isAtEnd ? reader.fail('a value is expected') : reader.quoted('a plain word or a quoted value is expected'));
  reader.skip();
  if (!reader.isAtEnd) throw reader.fault('nothing more is expected');
  if (operator === '=~' || operator === '!~') checkPattern(reader, value, from);
  return { name, operator, value };
}

const isOperator = (text: string | undefined): text is Operator => text !== undefined;

/** What a pattern may hold is decided here alone, for open alerts, history and stream alike. */
function checkPattern(reader: Reader, pattern: string, from: number): void {
  if ([...pattern].length > LONGEST_PATTERN) throw reader.fault(`a pattern has at most ${LONGEST_PATTERN} characters`, from);
  const problem = patternProblem(pattern);
  if (problem) throw reader.fault(problem.reason, from + Math.max(0, pattern.indexOf(problem.part)) + (reader.text[from] === '"' ? 1 : 0));
}

/** Why a text is no regular expression of RE2, and the part that is not. */
export function patternProblem(pattern: string): { reason: string; part: string } | undefined {
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    if (!(error instanceof RE2JSSyntaxException)) throw error;
    const [, reason = 'invalid pattern', part = ''] = /regexp: (.*): `(.*)`$/s.exec(error.message) ?? [];
    return { reason, part };
  }
}

class Reader {
  at = 0;

  constructor(readonly text: string) {}

  get isAtEnd(): boolean {
    return this.at === this.text.length;
  }

  /** What the sticky expression finds here. */
  take(expression: RegExp): string | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  skip(): void {
    this.take(SPACE);
  }

  quoted(expected: string): string {
    if (this.text[this.at] !== '"') throw this.fault(expected);
    const found = this.take(QUOTED) ?? this.fail('the quotes are not closed, or hold an escape other than \\\\ \\" \\n');
    return found.slice(1, -1).replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped));
  }

  fail(reason: string): never {
    throw this.fault(reason);
  }

  /** Characters, not the halves of which JavaScript makes some. */
  fault(reason: string, at = this.at): MatcherFault {
    return new MatcherFault(reason, this.text, [...this.text.slice(0, at)].length);
  }
}
