import type { Upstream } from '../config/config.js';
import type { Hold } from '../http/answer-bytes.js';
import { Asker, WrongStatus } from '../http/asker.js';
import { AlertSource, tenantHeaders } from '../intake/alert-source.js';

const QUERY = '/api/v2/alerts?active=true&silenced=true&inhibited=true&unprocessed=true';

/** The Alertmanagers of all tenants behind one address. */
export class Alertmanager extends AlertSource {
  readonly atOnce = 64;
  private readonly asker: Asker;

  constructor(private readonly upstream: Upstream) {
    super();
    this.asker = new Asker(upstream);
  }

  alerts(tenant: string, _like?: string, hold?: Hold): Promise<string> {
    return this.read(QUERY, tenant, hold);
  }

  override silences(tenant: string): Promise<string> {
    return this.read('/api/v2/silences', tenant);
  }

  retire(): Promise<void> {
    return this.asker.retire();
  }

  close(): Promise<void> {
    return this.asker.close();
  }

  private async read(path: string, tenant: string, hold?: Hold): Promise<string> {
    const { status, text } = await this.asker.ask(path, { method: 'GET', headers: tenantHeaders(this.upstream, tenant), hold });
    if (status === 404 && /not configured/i.test(text)) return '[]';
    if (status !== 200) throw new WrongStatus(status);
    return text;
  }
}
