import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Store, sql } from '#persistence';
import { Log, Rounds } from '#runtime';
import { endSilent, type Silent } from '../intake/silent-ends.js';

const expired = sql<Silent, { now: Date; most: number }>(import.meta.url, './expired.sql');
const forget = sql<never, { now: Date }>(import.meta.url, './forget.sql');
const PAUSE_MS = 5_000;
const BATCH = 2_000;
const TURN = 7;

/** Ends alerts that nobody has told again in time. */
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
  expire(now: Date): Promise<void> {
    const read = (tx: Parameters<typeof expired.rows>[0]) => expired.rows(tx, { now, most: BATCH });
    return endSilent(this.store, { turn: TURN, read, after: (tx) => forget.rows(tx, { now }) }, now);
  }
}
