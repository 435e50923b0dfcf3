import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { tenantsOf } from '#intake';
import { OrganizationTree, Store, sql } from '#persistence';
import { Log, Rounds } from '#runtime';
import { ruleOf } from '../config/config.js';
import { CurrentConfig } from '../config/config-file.js';
import { endSilent, type Silent, type Tx } from '../intake/silent-ends.js';

type Binds = { tenants: string[]; befores: Date[]; now: Date; most: number };

const stale = sql<Silent, Binds>(import.meta.url, './stale.sql');
const PAUSE_MS = 60_000;
const BATCH = 2_000;
const TURN = 8;

/** Ends alerts that Alertmanagers have told by webhook, once nobody has told of them or shown them for `stale_after`. */
@Injectable()
export class StaleAlerts implements OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly configured: CurrentConfig,
    log: Log,
  ) {
    this.rounds = new Rounds({ what: 'end stale alerts', pauseMs: PAUSE_MS, firstPauseMs: PAUSE_MS }, () => this.end(new Date()), log);
  }

  start(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** Ends what is stale at `now`, at the moment it was last told. */
  async end(now: Date): Promise<void> {
    const bounds = [...tenantsOf(await this.tree.current()).keys()].flatMap((tenant) => {
      const { staleAfterMs } = ruleOf(this.configured.current, tenant);
      return staleAfterMs === 0 ? [] : [{ tenant, before: new Date(now.getTime() - staleAfterMs) }];
    });
    const binds = { tenants: bounds.map(({ tenant }) => tenant), befores: bounds.map(({ before }) => before), now, most: BATCH };
    await endSilent(this.store, { turn: TURN, read: (tx: Tx) => stale.rows(tx, binds) }, now);
  }
}
