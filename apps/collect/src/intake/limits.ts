/** Of one request: 16 MiB hold no more real alerts than this. */
export const MOST_ALERTS = 100_000;

/** How long collect waits, in milliseconds. */
export class Limits {
  /** Senders of webhooks give up after 10 s and take no answer for a failure; within this there is one. */
  readonly webhookMs: number = 7_000;
  /** One statement of an event, the wait for others that record included. */
  readonly eventMs: number = 4_000;
}
