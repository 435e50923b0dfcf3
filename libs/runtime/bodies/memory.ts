import { Refusal } from '../refusals.js';
import { MEMORY, SMALL } from './bounds.js';
import { Turns } from './turns.js';

/** Nobody holds more than this part of the memory, and what is large leaves another part to what is small. */
const SHARE = 1 / 4;
const FOR_THE_SMALL = 1 / 8;
/** Of what is taken apart at a time; the rest is for the large. */
const SMALL_APART = MEMORY.apart / 4;
/** Senders of webhooks wait 10 s for an answer. */
const PATIENCE_MS = 4_000;

/** What one body holds. `grow` and `apart` refuse with 503; `release` gives everything back, once. */
export type Hold = { grow(bytes: number): void; apart(): Promise<void>; release(): void };

/** The bytes of bodies that a process holds: it refuses before there are too many, and lets few be worked on at a time. */
export class BodyMemory {
  private held = 0;
  private readonly byHolder = new Map<string, number>();
  private readonly lanes = { small: new Turns(SMALL_APART), large: new Turns(MEMORY.apart) };

  constructor(
    private readonly most: number,
    private readonly patienceMs = PATIENCE_MS,
  ) {}

  /** For a body of these callers, each of whom has a share. `announced` bytes that there is no room for are refused at once. */
  hold(holders: readonly string[], announced: number): Hold {
    if (!this.fits(holders, announced, announced)) throw busy();
    let [size, leave]: [number, (() => void) | undefined] = [0, undefined];
    return {
      grow: (bytes) => {
        if (!this.fits(holders, bytes, Math.max(announced, size + bytes))) throw busy();
        size += bytes;
        this.add(holders, bytes);
      },
      apart: async () => {
        leave = await (size <= SMALL ? this.lanes.small : this.lanes.large).enter(size, this.patienceMs);
      },
      release: () => {
        leave?.();
        this.add(holders, -size);
        [size, leave] = [0, undefined];
      },
    };
  }

  /** Whether so many more bytes fit, of a body of this size. */
  private fits(holders: readonly string[], bytes: number, size: number): boolean {
    const room = size <= SMALL ? this.most : this.most * (1 - FOR_THE_SMALL);
    return this.held + bytes <= room && holders.every((holder) => (this.byHolder.get(holder) ?? 0) + bytes <= this.most * SHARE);
  }

  private add(holders: readonly string[], bytes: number): void {
    this.held += bytes;
    for (const holder of holders) {
      const now = (this.byHolder.get(holder) ?? 0) + bytes;
      if (now > 0) this.byHolder.set(holder, now);
      else this.byHolder.delete(holder);
    }
  }
}

const busy = (): Refusal => new Refusal('busy', { retryAfterSeconds: 1 });
