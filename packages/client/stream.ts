import type { Client } from 'openapi-fetch';
import type { paths } from './schema.js';

type Query = NonNullable<paths['/api/alerts/stream']['get']['parameters']['query']>;

/** What happened to an alert: a kind of its timeline, or `merged`. Instants are RFC 3339 in UTC; `actor` is the id of the user who did it. */
export type Told = {
  readonly kind: NonNullable<Query['kind']>[number];
  readonly alert_id: string;
  readonly organization_id: string;
  readonly fingerprint: string | null;
  readonly alertname: string | null;
  readonly severity: string | null;
  readonly starts_at: string;
  readonly at: string;
  readonly actor: string | null;
};
/** `id` is the position: given as `after` to another stream, that one goes on from here. */
export type StreamEvent = { readonly id: number } & (
  | { readonly event: 'hello'; readonly data: { readonly at: string; readonly resumed: boolean } }
  | { readonly event: 'alert'; readonly data: Told }
  | { readonly event: 'totals'; readonly data: Readonly<Record<string, never>> }
  | { readonly event: 'resync'; readonly data: { readonly reason: 'gap' | 'slow' | 'flood' } }
  | { readonly event: 'bye'; readonly data: { readonly reason: 'expired' | 'revoked' | 'scope' | 'restart' | 'renew' } }
);
export type StreamOptions = Omit<Query, 'after'> & {
  /** The `id` of the last event that was dealt with. */
  readonly after?: number;
  /** Ends the iteration. */
  readonly signal?: AbortSignal;
  /** A connection on which nothing came for so long is made anew; 45,000 unless given, for something comes every 15 s. */
  readonly silenceMs?: number;
};

/** The gateway does not let the stream begin, and asking again would not help. */
export class StreamRefused extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super(`the stream was refused with ${status}`);
  }
}

const LONGEST_PAUSE_MS = 30_000;
/** Statuses that another try may get over. */
const mayPass = (status: number): boolean => status === 408 || status === 429 || status >= 500;

/**
 * The events of a stream, without end: what breaks is taken up again where it was, and nothing comes twice. After a `resync` read your lists again.
 * Throws {@link StreamRefused} when the caller is not let in (any more), or asks for what there is not.
 */
export async function* follow(
  client: Client<paths>,
  { signal, after, silenceMs = 45_000, ...query }: StreamOptions,
): AsyncGenerator<StreamEvent, void> {
  let pauseMs = 3_000;
  for (let failures = 0; !signal?.aborted; failures++) {
    const connection = new AbortController();
    const cut = (): void => connection.abort();
    signal?.addEventListener('abort', cut, { once: true });
    let waitMs: number | undefined;
    try {
      const asked = { ...query, ...(after !== undefined && { after: String(after) }) };
      const answer = await begin(client, asked, connection, silenceMs);
      waitMs = answer.waitMs;
      for await (const { retry, ...event } of eventsOf(answer.body, connection, silenceMs)) {
        pauseMs = retry ?? pauseMs;
        failures = 0;
        after = event.id;
        yield event as StreamEvent;
      }
    } catch (error) {
      if (error instanceof StreamRefused) throw error;
    } finally {
      cut();
      signal?.removeEventListener('abort', cut);
    }
    await pause(waitMs ?? Math.min(LONGEST_PAUSE_MS, pauseMs * 2 ** failures) * (0.5 + Math.random() / 2), signal);
  }
}

type Answer = { readonly body: ReadableStream<Uint8Array> | null; readonly waitMs?: number };

async function begin(client: Client<paths>, query: Query, connection: AbortController, silenceMs: number): Promise<Answer> {
  const timer = setTimeout(() => connection.abort(), silenceMs);
  try {
    const { data, error, response } = await client.GET('/api/alerts/stream', {
      params: { query },
      parseAs: 'stream',
      signal: connection.signal,
    });
    if (response.ok) return { body: data as ReadableStream<Uint8Array> | null };
    if (!mayPass(response.status)) throw new StreamRefused(response.status, error);
    const seconds = Number(response.headers.get('retry-after'));
    return { body: null, ...(seconds > 0 && { waitMs: seconds * 1_000 }) };
  } finally {
    clearTimeout(timer);
  }
}

type Block = { id: number; event: string; data: unknown; retry?: number };

async function* eventsOf(body: ReadableStream<Uint8Array> | null, connection: AbortController, silenceMs: number): AsyncGenerator<Block> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  for (let text = ''; reader; ) {
    const timer = setTimeout(() => connection.abort(), silenceMs);
    const { done, value } = await reader.read().finally(() => clearTimeout(timer));
    if (done) return;
    const blocks = (text + decoder.decode(value, { stream: true })).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) yield* eventOf(block);
  }
}

function eventOf(block: string): Block[] {
  const fields = new Map(
    block.split('\n').map((line): [string, string] => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );
  const [id, event, data, retry] = ['id', 'event', 'data', 'retry'].map((name) => fields.get(name));
  if (id === undefined || event === undefined) return [];
  return [{ id: Number(id), event, data: JSON.parse(data ?? '{}'), ...(retry && { retry: Number(retry) }) }];
}

const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      signal?.removeEventListener('abort', done);
      resolve();
    }
    signal?.addEventListener('abort', done);
    if (signal?.aborted) done();
  });
