import type { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { Refusal } from '#runtime';
import { asking } from '../http/asking.js';
import type { Caller } from '../http/identity/caller.js';

export type Answer = { readonly status: number; readonly body: unknown };
const MOST_BYTES = 8 << 20;
const TOO_MUCH = 'the answer is too large: ask for a shorter range, fewer organizations, or larger buckets';

/** Asks an endpoint of this gateway as the caller would, within the request that is under way: nothing is counted twice. Of an answer that is a list the first rows, so many at most. */
export async function ask(server: FastifyInstance, caller: Caller, url: string, rows: number, signal: AbortSignal): Promise<Answer> {
  const response = await asking.run(caller, async () => server.inject({ method: 'GET', url, payloadAsStream: true, signal }));
  const list = new FirstRows(rows);
  const text: string[] = [];
  let bytes = 0;
  const stream: Readable = response.stream().setEncoding('utf8');
  for await (const chunk of stream as AsyncIterable<string>) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Refusal('too-slow', { message: TOO_MUCH });
    const end = list.endIn(chunk);
    text.push(end === undefined ? chunk : `${chunk.slice(0, end)}]`);
    if (end !== undefined) break;
  }
  const whole = text.join('');
  return { status: response.statusCode, body: whole === '' ? null : JSON.parse(whole) };
}

/** Finds where in a JSON list that comes in pieces the row ends after which nothing more is wanted. */
class FirstRows {
  private depth = 0;
  private isText = false;
  private isEscaped = false;
  private isList: boolean | undefined;
  private ended = 0;

  constructor(private readonly wanted: number) {}

  /** Undefined: not in this piece. */
  endIn(piece: string): number | undefined {
    if (this.isList === false) return undefined;
    for (let at = 0; at < piece.length; at++) {
      this.isList ??= piece[at] === '[';
      if (!this.isList) return undefined;
      if (this.take(piece[at] ?? '') && ++this.ended === this.wanted) return at + 1;
    }
    return undefined;
  }

  /** Whether a row ends with this character: a row is a list or an object. */
  private take(char: string): boolean {
    if (this.isText) {
      if (this.isEscaped) this.isEscaped = false;
      else if (char === '\\') this.isEscaped = true;
      else this.isText = char !== '"';
      return false;
    }
    if (char === '"') this.isText = true;
    if (char === '[' || char === '{') this.depth++;
    return (char === ']' || char === '}') && --this.depth === 1;
  }
}
