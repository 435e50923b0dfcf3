import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Agent, type Dispatcher, request } from 'undici';

/** Why there is no usable answer. The message is one sentence without secrets, for the people of the tenant. */
export class PollFailure extends Error {}

const QUERY = '/api/v2/alerts?active=true&silenced=true&inhibited=true&unprocessed=true';
/** After decompression. */
const LARGEST_ANSWER = 32 << 20;

/** Speaks to the Alertmanagers of all tenants behind one address. Redirects are not followed: the tenant's header would go along. */
export class Alertmanager {
  private readonly agent = new Agent({ connections: 64, pipelining: 1 });

  constructor(
    private readonly base: string,
    private readonly deadlineMs: number,
  ) {}

  /** What the tenant's Alertmanager answers, as parsed JSON. Rejects with {@link PollFailure}. */
  async alerts(tenant: string): Promise<unknown> {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new PollFailure('no answer in time')), this.deadlineMs);
    try {
      return await this.ask(tenant, limit.signal);
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

  private async ask(tenant: string, signal: AbortSignal): Promise<unknown> {
    const headers = { 'x-scope-orgid': tenant, accept: 'application/json', 'accept-encoding': 'gzip' };
    const answer = await request(`${this.base}${QUERY}`, { headers, signal, dispatcher: this.agent });
    const text = await textOf(answer, signal);
    if (answer.statusCode === 404 && /not configured/i.test(text)) return [];
    if (answer.statusCode !== 200) throw new PollFailure(`it answers with status ${answer.statusCode}`);
    try {
      return JSON.parse(text);
    } catch {
      throw new PollFailure('its answer is not JSON');
    }
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
  if (size > LARGEST_ANSWER) throw new PollFailure('its answer is larger than 32 MiB');
  return Buffer.concat(chunks, size).toString('utf8');
}
