import type { Hold } from '../http/answer-bytes.js';

/** Where the refresher learns which alerts of a tenant run. */
export abstract class AlertSource {
  /** How many tenants it is good to ask for at the same time. */
  abstract readonly atOnce: number;
  /** Whether it is polled for the tenant. */
  holds(_tenant: string): boolean {
    return true;
  }
  /** The tenant's alerts, in JSON, as `GET /api/v2/alerts` shows them, from whoever holds the tenant `like` (itself); a null status is not known. Rejects with a PollFailure. `hold` holds what is read. */
  abstract alerts(tenant: string, like?: string, hold?: Hold): Promise<string>;
  /** The tenant's silences, in JSON, as `GET /api/v2/silences` shows them, from whoever holds those of the tenant `like` (itself). Rejects with a PollFailure. */
  async silences(_tenant: string, _like?: string): Promise<string> {
    return '[]';
  }
  /** Lets what is under way end. */
  abstract retire(): Promise<void>;
  /** Ends what is under way. */
  abstract close(): Promise<void>;
}

/** The header that says whose alerts are asked for, where the server knows tenants. */
export const tenantHeaders = ({ tenantHeader }: { readonly tenantHeader: string }, tenant: string): Readonly<Record<string, string>> =>
  tenantHeader === '' ? {} : { [tenantHeader.toLowerCase()]: tenant };
