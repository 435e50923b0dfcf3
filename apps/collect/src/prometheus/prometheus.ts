import type { Upstream } from '../config/config.js';
import { Asker, jsonOf, PollFailure, WrongStatus } from '../http/asker.js';
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
  private readonly apart = new Map<string, number>();

  constructor(private readonly upstream: Upstream) {
    super();
    this.asker = new Asker(upstream);
  }

  alerts(tenant: string): Promise<string> {
    if (tenant.includes('|')) return Promise.reject(new PollFailure('its id stands for several tenants'));
    if (Date.now() < Math.max(this.aloneUntil, this.apart.get(tenant) ?? 0)) return this.alone(tenant);
    this.apart.delete(tenant);
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
      if (asked.length > 1 && isRefused(error)) this.aloneUntil = Date.now() + ALONE_MS;
      if (asked.length > 1 && !isBusy(error)) await this.answerEach(asked);
      else for (const { reject } of asked) reject(error);
    }
  }

  /** One of several may be at fault: whoever fails alone while others do not is asked for alone from now on. */
  private async answerEach(asked: readonly Asked[]): Promise<void> {
    const answers = await Promise.all(
      asked.map(({ tenant, resolve, reject }) =>
        this.alone(tenant).then(
          (alerts) => resolve(alerts),
          (error) => {
            reject(error);
            return tenant;
          },
        ),
      ),
    );
    const failed = answers.flatMap((tenant) => tenant ?? []);
    if (failed.length === asked.length) return;
    for (const tenant of failed) this.apart.set(tenant, Date.now() + ALONE_MS);
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

/** It asks for fewer questions. */
const isBusy = (error: unknown): boolean => error instanceof WrongStatus && error.status === 429;

/** The server does not take several at once; anything else may pass. */
const isRefused = (error: unknown): boolean => error instanceof WrongStatus && error.status >= 400 && error.status < 500 && !isBusy(error);
