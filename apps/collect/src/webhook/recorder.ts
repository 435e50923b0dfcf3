import { Injectable } from '@nestjs/common';
import { ensurePartitions, isRefusedData, type Observation, recordIn, retrying, Store } from '#persistence';
import { Refusal } from '#runtime';
import { limitTime } from '../intake/limit-time.js';

const BATCH = 500;

/** Records observations of any number, and finds out which of them the database refuses. */
@Injectable()
export class Recorder {
  constructor(private readonly store: Store) {}

  /** Commits all but the refused ones, which come back. Rejects with a refusal that asks for a retry when `deadline` (epoch ms) passes. */
  async record<T extends { readonly observation: Observation }>(items: readonly T[], now: Date, deadline: number): Promise<T[]> {
    const refused: T[] = [];
    for (let from = 0; from < items.length; from += BATCH)
      refused.push(...(await this.recordBatch(items.slice(from, from + BATCH), now, deadline)));
    return refused;
  }

  /** A batch that is refused is halved until the row at fault stands alone. */
  private async recordBatch<T extends { readonly observation: Observation }>(
    items: readonly T[],
    now: Date,
    deadline: number,
  ): Promise<T[]> {
    try {
      await this.commit(
        items.map((item) => item.observation),
        now,
        deadline,
      );
      return [];
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      if (items.length === 1) return [...items];
      const half = items.length >> 1;
      const first = await this.recordBatch(items.slice(0, half), now, deadline);
      return [...first, ...(await this.recordBatch(items.slice(half), now, deadline))];
    }
  }

  private async commit(observations: readonly Observation[], now: Date, deadline: number): Promise<void> {
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
      }),
    );
  }
}
