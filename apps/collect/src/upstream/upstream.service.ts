import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { isFields } from '#intake';
import { Refusal } from '#runtime';
import { alertmanagerOf, ruleOf, type Upstream } from '../config/config.js';
import { CurrentConfig } from '../config/config-file.js';
import { Asker } from '../http/asker.js';
import { tenantHeaders } from '../intake/alert-source.js';
import { withToldSeverities } from './silence-severity.js';

/** What the gateway asks: one call to the Alertmanager of a tenant. */
export type Order = {
  readonly tenant: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  /** Whose alone a silence is. */
  readonly organization?: unknown;
};
/** What the Alertmanager said: its status, and its body as JSON or text. */
export type Answer = { readonly status: number; readonly body: unknown };

const PATHS = /^\/api\/v2\/(?:alerts|silences|silence\/[\w-]{1,64})$/;
const METHODS: readonly unknown[] = ['GET', 'POST', 'DELETE'];
const DEADLINE_MS = 5_000;

@Injectable()
export class UpstreamService implements OnModuleDestroy {
  private readonly askers = new Map<Upstream, Asker>();

  constructor(private readonly configured: CurrentConfig) {}

  /** Refuses with 502 when the tenant's Alertmanager cannot be reached in time. Redirects are not followed. */
  async pass(order: unknown): Promise<Answer> {
    if (!isOrder(order)) throw new Refusal('malformed-body');
    const upstream = alertmanagerOf(this.configured.current, order.tenant);
    if (!upstream) throw new Refusal('upstream-unavailable', { message: 'no Alertmanager is configured' });
    try {
      return await this.send(upstream, order);
    } catch (error) {
      throw new Refusal('upstream-unavailable', { cause: error });
    }
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([...this.askers.values()].map((asker) => asker.close()));
  }

  private async send(upstream: Upstream, order: Order): Promise<Answer> {
    const { tenant, method, path } = order;
    const { severity } = ruleOf(this.configured.current, tenant);
    const body = withToldSeverities(upstream.tenantHeader === '' ? labelled(order) : order.body, severity);
    const content: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
    const { status, text } = await this.askerOf(upstream).ask(path, {
      method,
      headers: { ...tenantHeaders(upstream, tenant), ...content },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status, body: parsed(text) };
  }

  /** One for each upstream; those of a configuration that is no longer in force are let go. */
  private askerOf(upstream: Upstream): Asker {
    const known = this.askers.get(upstream);
    if (known) return known;
    for (const [old, asker] of this.askers) {
      if (this.configured.current.upstreams.includes(old)) continue;
      void asker.retire();
      this.askers.delete(old);
    }
    const asker = new Asker({ ...upstream, timeoutMs: Math.min(upstream.timeoutMs, DEADLINE_MS) });
    this.askers.set(upstream, asker);
    return asker;
  }
}

/** Where an Alertmanager knows no tenants, only the label keeps a silence from holding the alerts of others. */
function labelled({ body, organization }: Order): unknown {
  if (typeof organization !== 'string' || !isFields(body) || !Array.isArray(body.matchers)) return body;
  const isNamed = body.matchers.some((matcher: unknown) => isFields(matcher) && matcher.name === 'organization_id');
  const matcher = { name: 'organization_id', value: organization, isRegex: false, isEqual: true };
  return isNamed ? body : { ...body, matchers: [...body.matchers, matcher] };
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
