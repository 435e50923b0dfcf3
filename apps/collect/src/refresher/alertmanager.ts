import { Asker, WrongStatus } from '../http/asker.js';
import { AlertSource } from '../intake/alert-source.js';

const QUERY = '/api/v2/alerts?active=true&silenced=true&inhibited=true&unprocessed=true';

/** The Alertmanagers of all tenants behind one address. */
export class Alertmanager extends AlertSource {
  readonly atOnce = 64;
  private readonly asker: Asker;

  constructor(
    private readonly base: string,
    deadlineMs: number,
  ) {
    super();
    this.asker = new Asker(deadlineMs);
  }

  async alerts(tenant: string): Promise<string> {
    const { status, text } = await this.asker.ask(`${this.base}${QUERY}`, { method: 'GET', headers: { 'x-scope-orgid': tenant } });
    if (status === 404 && /not configured/i.test(text)) return '[]';
    if (status !== 200) throw new WrongStatus(status);
    return text;
  }

  close(): Promise<void> {
    return this.asker.close();
  }
}
