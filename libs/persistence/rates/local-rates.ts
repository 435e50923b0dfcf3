import type { RateAsk, RateGrant } from './rate-log.js';

const WINDOW_MS = 60_000;
const MOST_BUCKETS = 50_000;

type Entry = { readonly at: number; hits: number };
type Log = { entries: Entry[]; used: number };

/** The rate limiter's log in memory: exact for one gateway. Buckets beyond the first 50,000 push out those that were silent longest. */
export class LocalRates {
  private readonly logs = new Map<string, Log>();

  take({ bucket, limit, wanted, grain }: RateAsk, now: number): RateGrant {
    const log = this.living(bucket, now);
    const granted = Math.max(0, Math.min(wanted, limit - log.used));
    this.add(log, granted, Math.ceil(now / grain) * grain);
    return { granted, used: log.used, wait: waitOf(log, limit, now) };
  }

  /** Counts what another log has granted. */
  note(bucket: string, granted: number, grain: number, now: number): void {
    this.add(this.living(bucket, now), granted, Math.ceil(now / grain) * grain);
  }

  private add(log: Log, hits: number, instant: number): void {
    const last = log.entries.at(-1);
    if (hits === 0) return;
    if (last && last.at >= instant) last.hits += hits;
    else log.entries.push({ at: instant, hits });
    log.used += hits;
  }

  /** The log of a bucket, without what is older than the window. It becomes the youngest of all. */
  private living(bucket: string, now: number): Log {
    const log = this.logs.get(bucket) ?? { entries: [], used: 0 };
    const first = log.entries.findIndex(({ at }) => at > now - WINDOW_MS);
    const ended = log.entries.splice(0, first === -1 ? log.entries.length : first);
    log.used -= ended.reduce((sum, { hits }) => sum + hits, 0);
    this.logs.delete(bucket);
    this.logs.set(bucket, log);
    if (this.logs.size > MOST_BUCKETS) for (const oldest of this.logs.keys()) return this.drop(oldest, log);
    return log;
  }

  private drop(oldest: string, log: Log): Log {
    this.logs.delete(oldest);
    return log;
  }
}

/** Until so much has ended that one more fits: mostly the oldest. */
function waitOf({ entries, used }: Log, limit: number, now: number): number {
  let left = used;
  for (const { at, hits } of entries) {
    left -= hits;
    if (left < limit) return at + WINDOW_MS - now;
  }
  return 0;
}
