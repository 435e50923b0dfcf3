import { LocalRates } from '#persistence';
import { neighbourhoodOf, Refusal, Turns } from '#runtime';

const KNOWN_A_MINUTE = 600;
const UNKNOWN_A_MINUTE = 60;
const IN_FLIGHT = 64;
/** Of these so many work at a time: the other connections to the database are for webhooks. */
const AT_WORK = 4;
const PATIENCE_MS = 4_000;

/** What events may cost: so many of a key, of an address that shows keys nobody knows, and at a time. */
export class EventLimits {
  private readonly rates = new LocalRates();
  private readonly turns = new Turns(AT_WORK);
  private inFlight = 0;

  /** Does the work when its turn has come. Refuses with 503 when too many are under way. */
  async within<T>(work: () => Promise<T>): Promise<T> {
    if (this.inFlight >= IN_FLIGHT) throw new Refusal('busy', { retryAfterSeconds: 1 });
    this.inFlight += 1;
    try {
      const leave = await this.turns.enter(1, PATIENCE_MS);
      return await work().finally(leave);
    } finally {
      this.inFlight -= 1;
    }
  }

  /** Counts an event of a source. Refuses with 429. */
  spend(source: number, now: number): void {
    this.take(`source/${source}`, KNOWN_A_MINUTE, now);
  }

  /** Counts an unknown key of an address. Refuses with 429: those, and only those, are beyond the limit. */
  spendUnknown(address: string, now: number): void {
    this.take(`address/${neighbourhoodOf(address)}`, UNKNOWN_A_MINUTE, now);
  }

  private take(bucket: string, limit: number, now: number): void {
    const { granted, wait } = this.rates.take({ bucket, limit, wanted: 1, grain: 1 }, now);
    if (granted === 0) throw new Refusal('too-many-requests', { retryAfterSeconds: Math.max(1, Math.ceil(wait / 1000)) });
  }
}
