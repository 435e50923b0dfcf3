/** Where the refresher learns which alerts of a tenant run. */
export abstract class AlertSource {
  /** How many tenants it is good to ask for at the same time. */
  abstract readonly atOnce: number;
  /** The tenant's alerts, in JSON, as `GET /api/v2/alerts` shows them; a null status is not known. Rejects with a PollFailure. */
  abstract alerts(tenant: string): Promise<string>;
  /** Ends what is under way. */
  abstract close(): Promise<void>;
}
