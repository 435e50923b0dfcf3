import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Agent, type Dispatcher, request } from 'undici';

/** Why there is no usable answer. The message is one sentence without secrets, for the people of the tenant. */
export class PollFailure extends Error {}
/** It answered, but not with 200. */
export class WrongStatus extends PollFailure {
  constructor(readonly status: number) {
    super(`it answers with status ${status}`);
  }
}
export class TooLarge extends PollFailure {
  constructor() {
    super('its answer is larger than 32 MiB');
  }
}

/** After decompression. */
const LARGEST_ANSWER = 32 << 20;

export type Question = { readonly method: 'GET' | 'POST'; readonly headers: Readonly<Record<string, string>>; readonly body?: string };
export type Answer = { readonly status: number; readonly text: string };

/** Asks over HTTP, with a time limit that covers the body and a size limit that covers what is packed. Redirects are not followed: headers would go along. */
export class Asker {
  private readonly agent = new Agent({ connections: 64, pipelining: 1 });

  constructor(private readonly deadlineMs: number) {}

  /** Any status is an answer. Rejects with {@link PollFailure}. */
  async ask(url: string, question: Question): Promise<Answer> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new PollFailure('no answer in time')), this.deadlineMs);
    try {
      const headers = { accept: 'application/json', 'accept-encoding': 'gzip', ...question.headers };
      const answer = await request(url, { ...question, headers, signal: limit.signal, dispatcher: this.agent });
      return { status: answer.statusCode, text: await textOf(answer, limit.signal) };
    } catch (error) {
      throw limit.signal.aborted ? limit.signal.reason : failureOf(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends what is under way. */
  async close(): Promise<void> {
    await this.agent.destroy();
  }
}

/** The JSON of a text. Rejects what is none with {@link PollFailure}. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new PollFailure('its answer is not JSON');
  }
}

function failureOf(error: unknown): PollFailure {
  if (error instanceof PollFailure) return error;
  const unpacking = String((error as { code?: unknown }).code).startsWith('Z_');
  return new PollFailure(unpacking ? 'its answer cannot be unpacked' : 'it cannot be reached', { cause: error });
}

async function textOf({ body, headers }: Dispatcher.ResponseData, signal: AbortSignal): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > LARGEST_ANSWER) return;
      chunks.push(chunk);
    }
  };
  const source: Readable = body;
  try {
    if (headers['content-encoding'] === 'gzip') await pipeline(source, createGunzip(), collect, { signal });
    else await pipeline(source, collect, { signal });
  } catch (error) {
    if (size <= LARGEST_ANSWER) throw error;
  }
  if (size > LARGEST_ANSWER) throw new TooLarge();
  return Buffer.concat(chunks, size).toString('utf8');
}
