import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { apply, type Episode, endedSilently, lockOrganizations, retrying, Store, sql } from '#persistence';
import { Log, Rounds } from '#runtime';

type Tx = Parameters<typeof lockOrganizations>[0];
type Expired = Episode & { readonly told_at: Date };

const expired = sql<Expired, { now: Date; most: number }>(import.meta.url, './expired.sql');
const forget = sql<never, { now: Date }>(import.meta.url, './forget.sql');
const PAUSE_MS = 5_000;
const BATCH = 2_000;

/** Ends alerts that nobody has told again in time. Any number of processes may do so: one works at a time. */
@Injectable()
export class Expiry implements OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly store: Store,
    log: Log,
  ) {
    this.rounds = new Rounds({ what: 'end what is told no more', pauseMs: PAUSE_MS }, () => this.expire(new Date()), log);
  }

  start(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Ends what had to be told again before `now`, at the moment it was last told. */
  async expire(now: Date): Promise<void> {
    while (!(await retrying(() => this.store.transaction((tx) => this.expireIn(tx, now)))));
  }

  /** False: there may be more. */
  private async expireIn(tx: Tx, now: Date): Promise<boolean> {
    const [{ mine }] = await tx.query('SELECT pg_try_advisory_xact_lock(4711, 7) AS mine');
    if (!mine) return true;
    const seen = await expired.rows(tx, { now, most: BATCH });
    if (seen.length > 0) {
      await lockOrganizations(
        tx,
        seen.map((row) => row.organization_id),
      );
      const rows = await expired.rows(tx, { now, most: BATCH });
      const locked = new Set(seen.map((row) => row.organization_id));
      const changes = rows.filter((row) => locked.has(row.organization_id)).map(({ told_at, ...row }) => endedSilently(row, told_at, now));
      await apply(tx, changes, now);
      return false;
    }
    await forget.rows(tx, { now });
    return true;
  }
}
