import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { replayQuarantine } from '#intake';
import { OrganizationTree, Store } from '#persistence';
import { Log } from '#runtime';
import type { Tree } from '#scope';

const PAUSE_MS = 2_000;

/** Replays what was set aside whenever the tree has changed: an organization that is registered late, or moves, gets its alerts. */
@Injectable()
export class ReplayLoop implements OnModuleDestroy {
  private readonly stop = new AbortController();
  private loop: Promise<void> | undefined;
  private done: Tree | undefined;

  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly log: Log,
  ) {}

  start(): void {
    this.loop = this.run();
  }

  async onModuleDestroy(): Promise<void> {
    this.stop.abort();
    await this.loop;
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

  private async run(): Promise<void> {
    const { signal } = this.stop;
    let failing = false;
    while (!signal.aborted) {
      try {
        await this.catchUp(new Date());
        failing = false;
      } catch (error) {
        if (!failing) this.log.error({ err: error }, 'cannot replay what was set aside');
        failing = true;
      }
      await pause(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
