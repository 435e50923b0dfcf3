import { setTimeout as pause } from 'node:timers/promises';
import type { Chunk } from './chunks.js';

/** What the gateway says of a chunk; lines are counted as in the file. */
export type Outcome = {
  readonly received: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
};

const TRIES = 8;
const LONGEST_PAUSE_MS = 60_000;
const PASSING = [408, 429, 500, 502, 503, 504];

/** Sends a chunk, again when that may help: a repeated line changes nothing. Throws one sentence. */
export async function send(url: string, token: string, chunk: Chunk): Promise<Outcome> {
  for (let left = TRIES; ; left--) {
    const answer = await post(url, token, chunk);
    if (answer instanceof Response && answer.ok) return numbered(await answer.json(), chunk.first);
    const problem = answer instanceof Response ? await problemOf(answer) : answer.message;
    if (left === 1 || (answer instanceof Response && !PASSING.includes(answer.status)))
      throw new Error(`line ${chunk.first} and after were not imported: ${problem}`);
    const asked = answer instanceof Response ? Number(answer.headers.get('retry-after') ?? 0) * 1000 : 0;
    await pause(Math.min(LONGEST_PAUSE_MS, Math.max(asked, 250 * 2 ** (TRIES - left))));
  }
}

const post = (url: string, token: string, { body }: Chunk): Promise<Response | Error> =>
  fetch(`${url}/api/alerts/import`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
    body: new Uint8Array(body),
  }).catch((error: unknown) => new Error(`${url} cannot be reached: ${reasonOf(error)}`));

const reasonOf = (error: unknown): string => {
  const { cause, message }: { cause?: unknown; message?: unknown } = Object(error);
  return cause instanceof Error && cause.message ? cause.message : String(message);
};

async function problemOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    return `${answer.status} ${JSON.parse(text).message}`;
  } catch {
    return `${answer.status} ${text.slice(0, 200)}`;
  }
}

function numbered(body: unknown, first: number): Outcome {
  const { data }: { data?: Outcome } = Object(body);
  if (!data || !Array.isArray(data.errors)) throw new Error('the answer is not one of an import: is --url the gateway?');
  return { ...data, errors: data.errors.map(({ line, message }) => ({ line: line + first - 1, message })) };
}
