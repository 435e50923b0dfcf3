import { Injectable } from '@nestjs/common';
import { sift } from '#intake';
import { oldestKept, record, Store } from '#persistence';
import { mapGivingWay } from '#runtime';
import type { Caller } from '../http/identity/caller.js';
import { type EpisodeLine, LineFault, readEpisode } from './episode-line.js';
import type { ImportResult } from './import.dto.js';
import { batchesOf, type Line } from './lines.js';
import { Outcomes } from './outcomes.js';
import { Placing } from './placing.js';
import { type Numbered, wavesOf } from './waves.js';

const BATCH = 1_000;

/** What bounds an import besides its caller's patience. */
export class ImportLimits {
  constructor(
    readonly retentionMonths: number,
    /** How long a body may stand still. */
    readonly stallMs = 10_000,
  ) {}
}

@Injectable()
export class ImportService {
  constructor(
    private readonly store: Store,
    private readonly placing: Placing,
    private readonly limits: ImportLimits,
  ) {}

  /** Records a body of any size as it comes: while one batch is written the next is read, and no more. */
  async take(caller: Caller, body: AsyncIterable<Buffer>): Promise<ImportResult> {
    const outcomes = new Outcomes();
    let writing: Promise<void> = Promise.resolve();
    for await (const batch of batchesOf(body, BATCH, this.limits.stallMs)) {
      outcomes.receive(batch.length);
      const episodes = await this.read(caller, batch, outcomes);
      await writing;
      writing = this.write(episodes, outcomes);
      writing.catch(() => undefined); // heard of when it is waited for
    }
    await writing;
    return outcomes.result();
  }

  private async read(caller: Caller, batch: readonly Line[], outcomes: Outcomes): Promise<Numbered[]> {
    const now = new Date();
    const limits = { now: now.getTime(), oldest: oldestKept(this.limits.retentionMonths, now) };
    const read: (Line & { episode: EpisodeLine })[] = [];
    await mapGivingWay(batch, (line) => {
      try {
        read.push({ ...line, episode: readEpisode(line.text, limits) });
      } catch (fault) {
        if (!(fault instanceof LineFault)) throw fault;
        outcomes.reject(line.number, fault.message);
      }
    });
    const placed = await this.placing.place(
      caller,
      read.map(({ episode }) => episode),
    );
    return read.flatMap(({ number, text }, i) => {
      const one = placed[i];
      if (one && !(one instanceof LineFault)) return [{ number, text: text ?? '', observation: one }];
      outcomes.reject(number, one?.message ?? '');
      return [];
    });
  }

  private async write(episodes: readonly Numbered[], outcomes: Outcomes): Promise<void> {
    const { waves, repeats } = wavesOf(episodes);
    for (const wave of waves) await this.record(wave, outcomes);
    for (let i = 0; i < repeats; i++) outcomes.count('unchanged');
  }

  /** A line that the database refuses stands alone in the end. */
  private async record(lines: readonly Numbered[], outcomes: Outcomes): Promise<void> {
    const refused = await sift(lines, async (some) => {
      const observations = some.map(({ observation }) => observation);
      for (const outcome of (await record(this.store, observations, new Date())).outcomes) outcomes.count(outcome);
    });
    for (const { number } of refused) outcomes.reject(number, 'the database cannot store it');
  }
}
