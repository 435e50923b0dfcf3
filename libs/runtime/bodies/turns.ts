import { Refusal } from '../refusals.js';

/** First come, first served, as long as what they bring fits. */
export class Turns {
  private used = 0;
  private readonly waiting: { readonly size: number; enter(): void }[] = [];

  constructor(private readonly most: number) {}

  /** Resolves to what gives the place back. Refuses with 503 who waited in vain. */
  enter(size: number, patienceMs: number): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const one = { size, enter: () => resolve(this.take(size, timer)) };
      const timer = setTimeout(() => {
        this.waiting.splice(this.waiting.indexOf(one), 1);
        reject(new Refusal('busy', { retryAfterSeconds: 1 }));
        this.next();
      }, patienceMs);
      this.waiting.push(one);
      this.next();
    });
  }

  private take(size: number, timer: NodeJS.Timeout): () => void {
    clearTimeout(timer);
    return () => {
      this.used -= size;
      this.next();
    };
  }

  private next(): void {
    for (let first = this.waiting[0]; first && this.used + first.size <= this.most; first = this.waiting[0]) {
      this.waiting.shift();
      this.used += first.size;
      first.enter();
    }
  }
}
