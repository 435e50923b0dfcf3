import type { Upstream } from '../config/config.js';
import { Asker, jsonOf, PollFailure, TooLarge, WrongStatus } from '../http/asker.js';
import { AlertSource, tenantHeaders } from '../intake/alert-source.js';
import { alertsByTenant, QUERY } from './vector.js';

type Asked = { readonly tenant: string; resolve(alerts: string): void; reject(error: unknown): void };

/** Of one query. */
const MOST_TENANTS = 200;
/** How long the first tenant waits for others to be asked for with it. */
const GATHER_MS = 20;
/** How long a server that refused several tenants at once is asked for each alone. */
const ALONE_MS = 600_000;
const BODY = new URLSearchParams({ query: QUERY }).toString();

/** A Prometheus, or what answers like one for many tenants: several are asked for with one query, where the server federates them. */
export class Prometheus extends AlertSource {
  readonly atOnce = MOST_TENANTS;
  private readonly asker: Asker;
  private waiting: Asked[] = [];
  private timer: NodeJS.Timeout | undefined;
  private aloneUntil = 0;

  constructor(private readonly upstream: Upstream) {
    super();
    this.asker = new Asker(upstream);
  }

  alerts(tenant: string): Promise<string> {
    if (tenant.includes('|')) return Promise.reject(new PollFailure('its id stands for several tenants'));
    if (Date.now() < this.aloneUntil) return this.alone(tenant);
    return new Promise((resolve, reject) => {
      this.waiting.push({ tenant, resolve, reject });
      if (this.waiting.length === MOST_TENANTS) this.flush();
      else this.timer ??= setTimeout(() => this.flush(), GATHER_MS);
    });
  }

  async retire(): Promise<void> {
    this.flush();
    await this.asker.retire();
  }

  async close(): Promise<void> {
    this.flush();
    await this.asker.close();
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const asked = this.waiting;
    this.waiting = [];
    if (asked.length > 0) void this.answer(asked);
  }

  private async answer(asked: readonly Asked[]): Promise<void> {
    try {
      const alerts = await this.ask(asked.map(({ tenant }) => tenant));
      // A server that knows no tenants gives everything to each; which alerts are whose, their labels tell.
      const common = alerts.get(null) ?? [];
      for (const { tenant, resolve } of asked) resolve(JSON.stringify([...common, ...(alerts.get(tenant) ?? [])]));
    } catch (error) {
      const each = asked.length > 1 && isTooMany(error);
      if (each && error instanceof WrongStatus) this.aloneUntil = Date.now() + ALONE_MS;
      for (const { tenant, resolve, reject } of asked) {
        if (each) this.alone(tenant).then(resolve, reject);
        else reject(error);
      }
    }
  }

  private async alone(tenant: string): Promise<string> {
    const alerts = await this.ask([tenant]);
    return JSON.stringify([...alerts.values()].flat());
  }

  private async ask(tenants: readonly string[]): Promise<ReturnType<typeof alertsByTenant>> {
    const headers = { ...tenantHeaders(this.upstream, tenants.join('|')), 'content-type': 'application/x-www-form-urlencoded' };
    const { status, text } = await this.asker.ask('/api/v1/query', { method: 'POST', headers, body: BODY });
    if (status !== 200) throw new WrongStatus(status);
    return alertsByTenant(jsonOf(text), this.upstream.externalLabels);
  }
}

/** Each tenant alone may still be answered: the server refuses several, or one of them, or their alerts are too many together. */
const isTooMany = (error: unknown): boolean =>
  error instanceof TooLarge || (error instanceof WrongStatus && error.status >= 400 && error.status < 500 && error.status !== 429);
