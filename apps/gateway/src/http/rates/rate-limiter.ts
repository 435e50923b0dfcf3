import { Gather, LocalRates, type RateAsk, type RateGrant } from '#persistence';
import type { Log } from '#runtime';

/** `wait`: milliseconds until one more than now is allowed. */
export type Verdict = { readonly isAllowed: boolean; readonly remaining: number; readonly wait: number };
type Ask = { readonly bucket: string; readonly limit: number };
type Refused = { readonly limit: number; readonly until: number };

/** A log that several gateways share. `take` gets each bucket once and answers in the same order; what takes longer than `patience` ms counts as no answer. */
export type SharedRates = { readonly patience: number; take(asks: readonly RateAsk[]): Promise<readonly RateGrant[]> };

/** How long a shared log that failed is left alone. */
const REST_MS = 1_000;
const MOST_REFUSED = 50_000;
/** Up to a thousand a minute are told apart by the millisecond. */
const grainOf = (limit: number): number => (limit <= 1_000 ? 1 : 60);

/**
 * At most `limit` in any 60 seconds, exact over all gateways that share a log. While the log does not answer, and where there is none, this gateway counts
 * by itself.
 */
export class RateLimiter {
  private readonly local = new LocalRates();
  private readonly refused = new Map<string, Refused>();
  private readonly questions: Gather<Ask, Verdict>;
  private restsUntil = 0;

  constructor(
    private readonly shared: SharedRates | undefined,
    private readonly log: Log,
    private readonly clock: () => number = Date.now,
  ) {
    this.questions = new Gather((asks) => this.askShared(asks));
  }

  async take(bucket: string, limit: number): Promise<Verdict> {
    const now = this.clock();
    const known = this.refused.get(bucket);
    if (known && known.limit === limit && known.until > now) return { isAllowed: false, remaining: 0, wait: known.until - now };
    if (!this.shared || now < this.restsUntil) return this.takeLocally(bucket, limit, now);
    try {
      return await this.questions.call({ bucket, limit });
    } catch {
      return this.takeLocally(bucket, limit, this.clock()); // the failure was logged where it arose
    }
  }

  private takeLocally(bucket: string, limit: number, now: number): Verdict {
    const { granted, used, wait } = this.local.take({ bucket, limit, wanted: 1, grain: grainOf(limit) }, now);
    return { isAllowed: granted > 0, remaining: Math.max(0, limit - used), wait };
  }

  /** Several of one bucket ask as one, and are granted in their order. */
  private async askShared(asks: readonly Ask[]): Promise<Verdict[]> {
    const byBucket = new Map<string, RateAsk>();
    for (const { bucket, limit } of asks) {
      const wanted = (byBucket.get(bucket)?.wanted ?? 0) + 1;
      byBucket.set(bucket, { bucket, limit, wanted, grain: grainOf(limit) });
    }
    const questions = [...byBucket.values()];
    const begun = this.clock();
    const answers = await this.answered(questions);
    const shares = new Map(questions.map(({ bucket, limit }, i) => [bucket, new Share(limit, answers[i])]));
    for (const { bucket, limit, grain } of questions) this.remember(bucket, limit, grain, begun, shares.get(bucket));
    return asks.map(({ bucket }) => shares.get(bucket)?.next() ?? REFUSED);
  }

  /** What was granted counts here too, should the log go away; a refusal holds until the wait is over, whoever asks. */
  private remember(bucket: string, limit: number, grain: number, begun: number, share: Share | undefined): void {
    if (!share) return;
    this.local.note(bucket, share.granted, grain, begun);
    if (this.refused.size >= MOST_REFUSED) this.refused.clear();
    if (share.isExhausted) this.refused.set(bucket, { limit, until: begun + share.wait });
    else this.refused.delete(bucket);
  }

  private async answered(asks: readonly RateAsk[]): Promise<readonly RateGrant[]> {
    const { shared } = this;
    if (!shared || this.clock() < this.restsUntil) throw new Error('the shared rate log rests');
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${shared.patience} ms`)), shared.patience);
    });
    try {
      return await Promise.race([shared.take(asks), late]);
    } catch (error) {
      this.restsUntil = this.clock() + REST_MS;
      this.log.warn({ err: error }, 'the shared rate log does not answer; this gateway counts by itself');
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }
}

const REFUSED: Verdict = { isAllowed: false, remaining: 0, wait: REST_MS };

/** What a bucket was granted, handed out to those who asked, first come, first served. */
class Share {
  readonly granted: number;
  readonly wait: number;
  private left: number;
  private remaining: number;

  constructor(limit: number, { granted, used, wait }: RateGrant = { granted: 0, used: limit, wait: REST_MS }) {
    this.granted = granted;
    this.wait = wait;
    this.left = granted;
    this.remaining = Math.max(0, limit - used) + granted;
  }

  /** Nothing is left for whoever asks next. */
  get isExhausted(): boolean {
    return this.remaining - this.left <= 0;
  }

  next(): Verdict {
    if (this.left === 0) return { isAllowed: false, remaining: 0, wait: this.wait };
    this.left -= 1;
    this.remaining -= 1;
    return { isAllowed: true, remaining: this.remaining, wait: this.wait };
  }
}
