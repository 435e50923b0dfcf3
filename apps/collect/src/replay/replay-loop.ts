import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { replayNews } from '#intake';
import { OrganizationTree, Store } from '#persistence';
import { Log, Rounds } from '#runtime';
import type { Tree } from '#scope';

const PAUSE_MS = 2_000;
/** For so long a process that has started leaves alone what was set aside: reading it may be what ended the one before. */
const QUIET_MS = 60_000;

/** Replays what was set aside whenever the tree has changed: an organization that is registered late, or moves, gets its alerts. One replica does. */
@Injectable()
export class ReplayLoop implements OnModuleDestroy {
  private readonly rounds: Rounds;
  private readonly started = Date.now();
  private done: Tree | undefined;
  private first: Tree | undefined;

  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly log: Log,
  ) {
    this.rounds = new Rounds({ what: 'replay what was set aside', pauseMs: PAUSE_MS }, () => this.catchUp(new Date()), log);
  }

  start(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  /** How many alerts were replayed here; 0 as well when the tree is the one of the last time, or of a start a moment ago. */
  async catchUp(now: Date): Promise<number> {
    const tree = await this.tree.current();
    this.first ??= tree;
    if (tree === this.done || (tree === this.first && now.getTime() - this.started < QUIET_MS)) return 0;
    const done = await replayNews(this.store, this.tree, now);
    if (!done) return 0;
    this.done = tree;
    if (done.replayed > 0) this.log.info(done, 'alerts that were set aside have found their place');
    return done.replayed;
  }
}
