import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { replayQuarantine } from '#intake';
import { OrganizationTree, Store } from '#persistence';
import { Log, Rounds } from '#runtime';
import type { Tree } from '#scope';

const PAUSE_MS = 2_000;

/** Replays what was set aside whenever the tree has changed: an organization that is registered late, or moves, gets its alerts. */
@Injectable()
export class ReplayLoop implements OnModuleDestroy {
  private readonly rounds: Rounds;
  private done: Tree | undefined;

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

  /** How many alerts were replayed here; 0 as well when the tree is the one of the last time. */
  async catchUp(now: Date): Promise<number> {
    const tree = await this.tree.current();
    if (tree === this.done) return 0;
    const { replayed, waiting } = await replayQuarantine(this.store, tree, null, now);
    this.done = tree;
    if (replayed > 0) this.log.info({ replayed, waiting }, 'alerts that were set aside have found their place');
    return replayed;
  }
}
