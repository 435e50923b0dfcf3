import { Injectable } from '@nestjs/common';
import { type Dispatcher, request } from 'undici';
import { Refusal } from '#runtime';

/** What the gateway asks: one call to the Alertmanager of a tenant. */
export type Order = { readonly tenant: string; readonly method: 'GET' | 'POST' | 'DELETE'; readonly path: string; readonly body?: unknown };
/** What the Alertmanager said: its status, and its body as JSON or text. */
export type Answer = { readonly status: number; readonly body: unknown };

const PATHS = /^\/api\/v2\/(?:alerts|silences|silence\/[\w-]{1,64})$/;
const METHODS: readonly unknown[] = ['GET', 'POST', 'DELETE'];
const DEADLINE_MS = 5_000;

@Injectable()
export class UpstreamService {
  /** `base`: the prefix before /api/v2, undefined where no Alertmanager is configured. */
  constructor(private readonly base: string | undefined) {}

  /** Refuses with 502 when the Alertmanager cannot be reached in time. Redirects are not followed. */
  async pass(order: unknown): Promise<Answer> {
    if (!isOrder(order)) throw new Refusal('malformed-body');
    if (this.base === undefined) throw new Refusal('upstream-unavailable', { message: 'no Alertmanager is configured' });
    try {
      return await this.send(this.base, order);
    } catch (error) {
      throw new Refusal('upstream-unavailable', { cause: error });
    }
  }

  private async send(base: string, { tenant, method, path, body }: Order): Promise<Answer> {
    const content = body === undefined ? {} : { 'content-type': 'application/json' };
    const sent: Omit<Dispatcher.RequestOptions, 'path'> = {
      method,
      headers: { 'x-scope-orgid': tenant, accept: 'application/json', ...content },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(DEADLINE_MS),
    };
    const answer = await request(`${base}${path}`, sent);
    return { status: answer.statusCode, body: parsed(await answer.body.text()) };
  }
}

function isOrder(order: unknown): order is Order {
  if (typeof order !== 'object' || order === null) return false;
  const { tenant, method, path } = order as Partial<Record<keyof Order, unknown>>;
  return typeof tenant === 'string' && tenant !== '' && METHODS.includes(method) && typeof path === 'string' && PATHS.test(path);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
