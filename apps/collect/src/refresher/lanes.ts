import { eachAtOnce } from './turns.js';

/** How long a poll may take before it no longer counts among those at once. */
const PATIENCE_MS = 500;
/** Of tenants that were slow the last time, polls at once. */
const SLOW_AT_ONCE = 128;
/** Polls under way beyond which nobody is let go on alone. */
const MOST_UNDER_WAY = 1_024;

/** `turns` yields those of the tenants that are to be polled; `poll` never rejects. */
type Round = {
  readonly atOnce: number;
  turns(tenants: readonly string[]): AsyncIterator<string>;
  poll(tenant: string): Promise<void>;
};

/** Polls so that those who hang never hold up the others: a poll that takes long goes on alone, and the next time its tenant has another line to wait in. */
export class Lanes {
  private readonly slow = new Set<string>();
  private readonly underWay = new Set<string>();
  /** Polls in the line of the slow ones, of this round and of earlier ones. */
  private waitedFor = 0;

  /** Polls all that no earlier round is polling still. `quickDone` is called when all but the slow ones are done. */
  async poll(tenants: readonly string[], round: Round, quickDone: () => void): Promise<void> {
    this.forgetOthers(tenants);
    const free = tenants.filter((tenant) => !this.underWay.has(tenant));
    const [quick, slow] = [free.filter((tenant) => !this.slow.has(tenant)), free.filter((tenant) => this.slow.has(tenant))];
    const late: Promise<void>[] = [];
    await Promise.all([
      eachAtOnce(round.atOnce, round.turns(quick), (tenant) => this.quickly(tenant, round, late)).then(quickDone),
      eachAtOnce(SLOW_AT_ONCE - this.waitedFor, round.turns(slow), (tenant) => this.slowly(tenant, round)),
    ]);
    await Promise.all(late);
  }

  private async quickly(tenant: string, round: Round, late: Promise<void>[]): Promise<void> {
    const poll = this.timed(tenant, round);
    if (await isWithin(poll, PATIENCE_MS)) return;
    this.slow.add(tenant);
    if (this.underWay.size < MOST_UNDER_WAY) late.push(poll);
    else await poll;
  }

  private async slowly(tenant: string, round: Round): Promise<void> {
    this.waitedFor += 1;
    await this.timed(tenant, round);
    this.waitedFor -= 1;
  }

  private async timed(tenant: string, { poll }: Round): Promise<void> {
    // Claimed by a round that another one has overtaken.
    if (this.underWay.has(tenant)) return;
    const began = performance.now();
    this.underWay.add(tenant);
    await poll(tenant);
    this.underWay.delete(tenant);
    if (performance.now() - began < PATIENCE_MS) this.slow.delete(tenant);
  }

  private forgetOthers(tenants: readonly string[]): void {
    if (this.slow.size === 0) return;
    const known = new Set(tenants);
    for (const tenant of this.slow) if (!known.has(tenant)) this.slow.delete(tenant);
  }
}

async function isWithin(work: Promise<void>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  try {
    return await Promise.race([work.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
