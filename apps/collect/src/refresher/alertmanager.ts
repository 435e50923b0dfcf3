import type { Upstream } from '../config/config.js';
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

  async alerts(tenant: string): Promise<string> {
    const { status, text } = await this.asker.ask(QUERY, { method: 'GET', headers: tenantHeaders(this.upstream, tenant) });
    if (status === 404 && /not configured/i.test(text)) return '[]';
    if (status !== 200) throw new WrongStatus(status);
    return text;
  }

  retire(): Promise<void> {
    return this.asker.retire();
  }

  close(): Promise<void> {
    return this.asker.close();
  }
}
