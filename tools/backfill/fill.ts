import {
  advanceBackfill,
  type Backfill,
  beginBackfill,
  loadTree,
  oldestKept,
  type Reasons,
  recordUnknown,
  type Store,
  unfinishedBackfill,
  unknownOf,
} from '#persistence';
import type { Tree } from '#scope';
import { episodesOf, Reading, type Told } from './episodes.js';
import type { Wanted } from './options.js';
import { distanceOf, merged, type Run, Runs, tailOf } from './runs.js';
import type { Server } from './server.js';

/** What is told of it while it goes on: everything before `position` (epoch ms) is done. */
export type Tell = (position: number, sofar: Backfill) => void;
type Circumstances = {
  readonly store: Store;
  readonly server: Server;
  readonly wanted: Wanted;
  readonly retentionMonths: number;
  readonly now: Date;
};

const DAY_MS = 86_400_000;
const BATCH = 1_000;
export const KNOWN = 'known already';
export const RUNNING = 'still firing: left to the poll';
export const OLD = 'older than what is kept';

/** Makes history of what the server has, a day at a time. What it came to. */
export class Filling {
  private readonly reading: Reading;
  private state: Backfill | undefined;

  constructor(
    private readonly at: Circumstances,
    private readonly tell: Tell,
  ) {
    const { wanted, now } = at;
    this.reading = new Reading(wanted.config, wanted.upstream.externalLabels, wanted.tenant, now);
  }

  async run(): Promise<Backfill> {
    const { store, wanted, now } = this.at;
    const { tree } = await loadTree(store);
    const until = now.getTime();
    const asked = { url: wanted.upstream.url, tenant: wanted.tenant, since: new Date(until - wanted.sinceMs) };
    const stopped = wanted.isDry ? undefined : await unfinishedBackfill(store, asked);
    const before = wanted.stepMs === undefined || wanted.stepMs === stopped?.step_ms ? stopped : undefined;
    const from = before?.position.getTime() ?? asked.since.getTime();
    const stepMs = await this.stepFrom(from, until, before);
    const nothing = { id: 0, since: asked.since, position: asked.since, step_ms: stepMs, recorded: 0, left_out: {}, set_aside: {} };
    this.state = before ?? (wanted.isDry ? nothing : await beginBackfill(store, asked, now, stepMs, now));
    const runs = new Runs<Told>(stepMs);
    await this.followBack(runs, from, stepMs);
    for (let begin = from; begin < until; begin += DAY_MS) {
      const end = Math.min(until, begin + DAY_MS);
      const over = runs.take(this.reading.samples(await this.at.server.samples(begin, end)), end);
      // What ended just before the range is no part of it; one that goes on where it was stopped has yet to record it.
      await this.keep(tree, before ? over : over.filter((run) => run.until - stepMs >= from));
      await this.advance(end, false);
    }
    this.count('left_out', RUNNING, runs.rest().length);
    await this.advance(until, true);
    return this.sofar;
  }

  private get sofar(): Backfill {
    if (!this.state) throw new Error('it has not begun');
    return this.state;
  }

  /** Refuses a step below half of the distance of the samples: gaps would be seen where there are none. */
  private async stepFrom(from: number, until: number, before: Backfill | undefined): Promise<number> {
    const { wanted, server } = this.at;
    const distance = before && wanted.stepMs === undefined ? before.step_ms : await distanceFrom(server, from, until);
    const step = wanted.stepMs ?? distance ?? DEFAULT_STEP_MS;
    if (distance !== undefined && step < distance / 2)
      throw new Error(
        `--step: the samples are ${distance / 1000}s apart; with a step below ${distance / 2000}s alerts would fall to pieces`,
      );
    return step;
  }

  /** Finds the beginnings of runs that are under way at an instant. */
  private async followBack(runs: Runs<Told>, instant: number, stepMs: number): Promise<void> {
    const found = new Map<string, { from: number; last: number }>();
    let open: Set<string> | undefined;
    for (let end = instant; !open || open.size > 0; end -= DAY_MS) {
      const begin = end - DAY_MS;
      const next = new Set<string>();
      for (const { identity, at } of merged(this.reading.samples(await this.at.server.samples(begin, end)))) {
        if (open && !open.has(identity.key)) continue;
        const later = found.get(identity.key);
        const tail = tailOf(at, begin, later?.from ?? end, stepMs);
        if (!tail) continue;
        const run = { from: tail.from, last: later?.last ?? tail.last };
        found.set(identity.key, run);
        runs.begin(identity, run.from, run.last);
        if (tail.isOpen) next.add(identity.key);
      }
      open = next;
    }
  }

  private async keep(tree: Tree, runs: readonly Run<Told>[]): Promise<void> {
    const { store, wanted, now, retentionMonths } = this.at;
    const oldest = oldestKept(retentionMonths, now) ?? 0;
    const kept = runs.filter(({ until }) => until >= oldest);
    this.count('left_out', OLD, runs.length - kept.length);
    for (let at = 0; at < kept.length; at += BATCH) {
      const episodes = await episodesOf(store, tree, kept.slice(at, at + BATCH));
      const placed = episodes.flatMap((one) => ('observation' in one ? [one.observation] : []));
      for (const one of episodes) if ('reason' in one) this.count('set_aside', one.reason, 1);
      const recorded = wanted.isDry ? (await unknownOf(store, placed)).length : await recordUnknown(store, placed, now);
      this.count('left_out', KNOWN, placed.length - recorded);
      this.state = { ...this.sofar, recorded: this.sofar.recorded + recorded };
    }
  }

  private count(where: 'left_out' | 'set_aside', reason: string, by: number): void {
    if (by === 0) return;
    const known: Reasons = this.sofar[where];
    this.state = { ...this.sofar, [where]: { ...known, [reason]: (known[reason] ?? 0) + by } };
  }

  private async advance(position: number, isDone: boolean): Promise<void> {
    this.state = { ...this.sofar, position: new Date(position) };
    if (!this.at.wanted.isDry) await advanceBackfill(this.at.store, this.sofar, isDone ? new Date() : null);
    this.tell(position, this.sofar);
  }
}

/** Of a server without any two samples of a series. */
const DEFAULT_STEP_MS = 60_000;

/** The median distance of the samples of the first day that has any two. */
async function distanceFrom(server: Server, from: number, until: number): Promise<number | undefined> {
  for (let begin = from; begin < until; begin += DAY_MS) {
    const distance = distanceOf((await server.samples(begin, Math.min(until, begin + DAY_MS))).map(({ at }) => at));
    if (distance !== undefined) return distance;
  }
  return undefined;
}
