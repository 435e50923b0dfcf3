import { Injectable } from '@nestjs/common';
import { sift } from '#intake';
import { ensurePartitions, type Observation, recordIn, retrying, Store } from '#persistence';
import { Refusal } from '#runtime';
import { limitTime } from './limit-time.js';

type Tx = Parameters<typeof recordIn>[0];

const BATCH = 500;

/** Records observations of any number, and finds out which of them the database refuses. */
@Injectable()
export class Recorder {
  constructor(private readonly store: Store) {}

  /**
   * Commits all but the refused ones, which come back. `along` is done with each part that is committed, in its transaction. Rejects with a refusal that
   * asks for a retry when `deadline` (epoch ms) passes.
   */
  async record<T extends { readonly observation: Observation }>(
    items: readonly T[],
    now: Date,
    deadline: number,
    along: (tx: Tx, some: readonly T[]) => Promise<unknown> = async () => undefined,
  ): Promise<T[]> {
    const refused: T[] = [];
    const commit = (some: readonly T[]): Promise<void> =>
      this.commit(
        some.map(({ observation }) => observation),
        now,
        deadline,
        (tx) => along(tx, some),
      );
    for (let from = 0; from < items.length; from += BATCH) refused.push(...(await sift(items.slice(from, from + BATCH), commit)));
    return refused;
  }

  private async commit(
    observations: readonly Observation[],
    now: Date,
    deadline: number,
    along: (tx: Tx) => Promise<unknown>,
  ): Promise<void> {
    await ensurePartitions(
      this.store,
      observations.map((one) => one.startsAt),
    );
    await retrying(() =>
      this.store.transaction(async (tx) => {
        const left = deadline - Date.now();
        if (left <= 0) throw new Refusal('too-slow', { retryAfterSeconds: 1 });
        await limitTime(tx, left);
        await recordIn(tx, observations, now);
        await along(tx);
      }),
    );
  }
}
