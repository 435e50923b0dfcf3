import { type Db, sql } from '#persistence';

const claim = sql<{ tenant_id: string }, { tenants: string[]; tick: number }>(import.meta.url, './claim.sql');
const forgetTurns = sql<never, { tick: number }>(import.meta.url, './forget-turns.sql');
/** What dies unpolled with a replica. */
const AT_ONCE = 64;
/** Its multiples fall evenly between 0 and 1. */
const GOLDEN = 0.618_033_988_75;

/** Forgets the turns of ticks that are over. */
export const forgetOldTurns = async (db: Db, tick: number): Promise<void> => {
  await forgetTurns.rows(db, { tick });
};

/**
 * The tenants this replica polls in a tick: of all of them those that it claims first, a few at a time, until the tick is no longer the newest. `start`
 * (0 to 1) spreads the replicas, and moves on from tick to tick: who was left over in one is among the first of another.
 */
export async function* claimedTurns(
  db: Db,
  tenants: readonly string[],
  { number, isNewest, start }: { readonly number: number; isNewest(): boolean; readonly start: number },
): AsyncGenerator<string> {
  const first = Math.floor(((start + number * GOLDEN) % 1) * tenants.length);
  const inTurn = [...tenants.slice(first), ...tenants.slice(0, first)];
  for (let at = 0; at < inTurn.length && isNewest(); at += AT_ONCE)
    for (const { tenant_id } of await claim.rows(db, { tenants: inTurn.slice(at, at + AT_ONCE), tick: number })) yield tenant_id;
}

/** Works on items as they come, `width` at a time. Rejects, when all have stopped, if the source or any work failed. */
export async function eachAtOnce<T>(width: number, items: AsyncIterator<T>, work: (item: T) => Promise<void>): Promise<void> {
  const worker = async (): Promise<void> => {
    for (let next = await items.next(); !next.done; next = await items.next()) await work(next.value);
  };
  const ends = await Promise.allSettled(Array.from({ length: width }, worker));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Lets so many work at the same time; the others wait in line. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.free > 0) this.free -= 1;
    else await new Promise<void>((turn) => this.waiting.push(turn));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.free += 1;
    }
  }
}

const MEDIUM = 64 << 10;
const LARGE = 1 << 20;

/** Answers are taken apart and worked on at the same time: any number of small ones, a few larger ones, of the largest one. */
export class Readings {
  private readonly medium = new Slots(8);
  private readonly large = new Slots(1);

  run<T>(size: number, work: () => Promise<T>): Promise<T> {
    if (size <= MEDIUM) return work();
    return (size <= LARGE ? this.medium : this.large).run(work);
  }
}
