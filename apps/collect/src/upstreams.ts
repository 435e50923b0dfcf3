import { alertmanagerOf, type Config, type Upstream, upstreamOf } from './config/config.js';
import type { CurrentConfig } from './config/config-file.js';
import type { Hold } from './http/answer-bytes.js';
import { PollFailure } from './http/asker.js';
import { AlertSource } from './intake/alert-source.js';
import { Prometheus } from './prometheus/prometheus.js';
import { Alertmanager } from './refresher/alertmanager.js';

/** Every upstream of the configuration as one source: each tenant's alerts come from the one that holds it. Follows a changed configuration. */
export class Upstreams extends AlertSource {
  private config: Config | undefined;
  private sources = new Map<Upstream, AlertSource>();

  constructor(private readonly configured: CurrentConfig) {
    super();
  }

  get atOnce(): number {
    return Math.max(1, ...[...this.current().values()].map((source) => source.atOnce));
  }

  override holds(tenant: string): boolean {
    return upstreamOf(this.configured.current, tenant) !== undefined;
  }

  async alerts(tenant: string, like = tenant, hold?: Hold): Promise<string> {
    const sources = this.current();
    const upstream = upstreamOf(this.configured.current, like);
    const source = upstream && sources.get(upstream);
    if (!source) throw new PollFailure('no upstream holds it');
    return source.alerts(tenant, like, hold);
  }

  override async silences(tenant: string, like = tenant): Promise<string> {
    const sources = this.current();
    const upstream = alertmanagerOf(this.configured.current, like);
    return (upstream && sources.get(upstream)?.silences(tenant)) ?? '[]';
  }

  async retire(): Promise<void> {
    await Promise.all([...this.sources.values()].map((source) => source.retire()));
  }

  async close(): Promise<void> {
    await Promise.all([...this.sources.values()].map((source) => source.close()));
  }

  private current(): ReadonlyMap<Upstream, AlertSource> {
    const config = this.configured.current;
    if (config !== this.config) {
      void this.retire();
      this.config = config;
      this.sources = new Map(config.upstreams.map((upstream) => [upstream, sourceOf(upstream)]));
    }
    return this.sources;
  }
}

const sourceOf = (upstream: Upstream): AlertSource =>
  upstream.kind === 'prometheus' ? new Prometheus(upstream) : new Alertmanager(upstream);
