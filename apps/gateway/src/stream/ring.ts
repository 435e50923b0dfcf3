import { feedEnd, type Position, type Store, since, toldLines } from '#persistence';
import { Describer, type Line } from './line.js';

const HELD = 10_000;
const AT_ONCE = 2_000;

/** What a look at the feed brought. `anew`: the database has lost what came before, and so have readers. */
export type News = { readonly changed: ReadonlySet<number>; readonly lagSeconds: number; readonly anew: boolean };

/** The newest lines of the feed, in one place for all readers of a gateway. */
export class Ring {
  private lines: Line[] = [];
  private position: (Partial<Position> & Pick<Position, 'number'>) | undefined;
  private from = 0;
  readonly describer: Describer;

  constructor(private readonly store: Store) {
    this.describer = new Describer(store);
  }

  /** The number of the newest line there is. */
  get end(): number {
    return this.position?.number ?? 0;
  }

  /** Who has all up to this number finds the rest here. */
  get start(): number {
    return this.from;
  }

  /** Where the line after a number lies. */
  indexAfter(number: number): number {
    let [low, high] = [0, this.lines.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lines[middle]?.number ?? 0) <= number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  at(index: number): Line | undefined {
    return this.lines[index];
  }

  /** Takes in what has come. */
  async look(now: number): Promise<News> {
    const known = this.position;
    const here = known && (await since(this.store, known, 1));
    if (!known || here === 'gone') return this.begin(known !== undefined);
    const upto = await feedEnd(this.store);
    const changed = new Set<number>();
    let lagSeconds = 0;
    for (let after = known.number; after < upto.number; ) {
      const found = await toldLines(this.store, { after, upto: upto.number, organizations: null, events: null }, AT_ONCE);
      for (const { event, organization } of found) if (event === null) changed.add(organization);
      this.lines.push(...(await this.describer.describe(found)));
      after = found.length < AT_ONCE ? upto.number : (found.at(-1)?.number ?? upto.number);
      this.position = after === upto.number ? upto : { number: after };
      lagSeconds = Math.max(lagSeconds, (now - (found[0]?.numbered_at.getTime() ?? now)) / 1000);
      this.forget();
    }
    return { changed, lagSeconds, anew: false };
  }

  private async begin(anew: boolean): Promise<News> {
    this.position = await feedEnd(this.store);
    this.from = this.position.number;
    this.lines = [];
    return { changed: new Set(), lagSeconds: 0, anew };
  }

  private forget(): void {
    if (this.lines.length < 2 * HELD) return;
    const gone = this.lines.splice(0, this.lines.length - HELD);
    this.from = gone.at(-1)?.number ?? this.from;
  }
}
