import { Refusal } from '#runtime';

const RETRY_AFTER_SECONDS = 10;

/** How many streams are open, whose, and how many may be. */
export class StreamLimits {
  private readonly held = new Map<string, number>();
  private total = 0;

  constructor(
    private readonly perHolder = 4,
    private readonly perGateway = 2_000,
  ) {}

  /** Refuses with 429 or 503; else takes a place, which what is returned gives back, once. */
  take(holder: string): () => void {
    const mine = this.held.get(holder) ?? 0;
    if (mine >= this.perHolder) throw new Refusal('too-many-streams', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    if (this.total >= this.perGateway) throw new Refusal('streams-full', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    this.held.set(holder, mine + 1);
    this.total++;
    let taken = true;
    return () => {
      if (taken) this.leave(holder);
      taken = false;
    };
  }

  get open(): number {
    return this.total;
  }

  private leave(holder: string): void {
    this.total--;
    const left = (this.held.get(holder) ?? 1) - 1;
    if (left > 0) this.held.set(holder, left);
    else this.held.delete(holder);
  }
}
