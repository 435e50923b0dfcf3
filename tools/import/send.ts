import { setTimeout as pause } from 'node:timers/promises';
import type { Chunk } from './chunks.js';
import { eventsOf } from './events.js';

/** What the gateway says of a chunk; lines are counted as in the file. */
export type Outcome = {
  readonly received: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly errors: readonly { readonly line: number; readonly message: string }[];
};

const NOTHING: Outcome = { received: 0, inserted: 0, updated: 0, unchanged: 0, rejected: 0, errors: [] };
const TRIES = 8;
const LONGEST_PAUSE_MS = 60_000;
const PASSING = [408, 429, 500, 502, 503, 504];

/** Sends a chunk, again when that may help: a repeated line changes nothing. Throws one sentence. */
export async function send(url: string, token: string, chunk: Chunk): Promise<Outcome> {
  const body = { body: new Uint8Array(chunk.body), headers: { 'content-type': 'application/x-ndjson' } };
  return numbered(await (await patiently(`${url}/api/alerts/import`, token, body, chunk.first)).json(), chunk.first);
}

/** Sends events of a recorder, whose tenant is that of the token unless given; again when that may help. Throws one sentence. */
export async function sendEvents(url: string, token: string, chunk: Chunk, tenant: string | undefined): Promise<Outcome> {
  const { list, unreadable } = eventsOf(chunk);
  const query = tenant === undefined ? '' : `?tenant=${encodeURIComponent(tenant)}`;
  const body = { body: JSON.stringify(list), headers: { 'content-type': 'application/json' } };
  if (list.length > 0) await patiently(`${url}/api/webhooks/alertmanager/events${query}`, token, body, chunk.first);
  const errors = unreadable.map((line) => ({ line, message: 'is no event of the event recorder' }));
  return { ...NOTHING, received: list.length + errors.length, rejected: errors.length, errors };
}

async function patiently(address: string, token: string, body: Body, first: number): Promise<Response> {
  for (let left = TRIES; ; left--) {
    const answer = await post(address, token, body);
    if (answer instanceof Response && answer.ok) return answer;
    const problem = answer instanceof Response ? await problemOf(answer) : answer.message;
    if (left === 1 || (answer instanceof Response && !PASSING.includes(answer.status)))
      throw new Error(`line ${first} and after were not imported: ${problem}`);
    const asked = answer instanceof Response ? Number(answer.headers.get('retry-after') ?? 0) * 1000 : 0;
    await pause(Math.min(LONGEST_PAUSE_MS, Math.max(asked, 250 * 2 ** (TRIES - left))));
  }
}

type Body = { readonly body: Uint8Array<ArrayBuffer> | string; readonly headers: Readonly<Record<string, string>> };

const post = (address: string, token: string, { body, headers }: Body): Promise<Response | Error> =>
  fetch(address, { method: 'POST', headers: { authorization: `Bearer ${token}`, ...headers }, body }).catch(
    (error: unknown) => new Error(`${new URL(address).origin} cannot be reached: ${reasonOf(error)}`),
  );

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
