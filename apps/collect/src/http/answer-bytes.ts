/** Of answers larger than that, in memory together. One more may come beyond it at a time, so that they never wait for each other in a ring. */
const MOST_HELD = 64 << 20;
/** Smaller ones wait for nobody. */
const SMALL = 64 << 10;

/** What one answer holds, from its first byte until it is worked on: `take` resolves when there is room for more, `release` gives everything back. */
export type Hold = { take(bytes: number): Promise<void> | undefined; release(): void };

/** The bytes of answers that a process holds together: beyond them answers are not read on. */
export class AnswerBytes {
  private held = 0;
  private beyond: object | undefined;
  private waiting: (() => void)[] = [];

  constructor(private readonly most = MOST_HELD) {}

  hold(): Hold {
    const holder = {};
    let [size, isReleased] = [0, false];
    const take = (bytes: number): Promise<void> | undefined => {
      size += bytes;
      if (isReleased) return undefined;
      this.held += bytes;
      return size <= SMALL || this.fits(holder) ? undefined : this.room(holder, () => isReleased);
    };
    const release = (): void => {
      if (!isReleased) this.held -= size;
      isReleased = true;
      if (this.beyond === holder) this.beyond = undefined;
      this.look();
    };
    return { take, release };
  }

  private fits(holder: object): boolean {
    if (this.held <= this.most) return true;
    this.beyond ??= holder;
    return this.beyond === holder;
  }

  private async room(holder: object, isReleased: () => boolean): Promise<void> {
    while (!isReleased() && !this.fits(holder)) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  private look(): void {
    const waiting = this.waiting;
    this.waiting = [];
    for (const again of waiting) again();
  }
}
