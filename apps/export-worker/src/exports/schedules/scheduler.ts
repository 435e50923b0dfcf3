import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Store, sql, systemEvent } from '#persistence';
import { ExportQueue } from '#queue';
import { isStorageDown, Log, Rounds } from '#runtime';
import { daysOf, nextSlot, type ReportDays, type ReportRange } from '#schedules';

type Due = {
  id: string;
  organization_id: number;
  name: string;
  cron: string;
  timezone: string;
  range: ReportRange;
  days: 'organization' | 'UTC';
  next_run_at: Date;
  lost: string | null;
};
type Passed = { passed: string[] };
type Finished = {
  schedule_id: string;
  slot: Date;
  name: string;
  recipients: { kind: string; address?: string; url?: string }[];
  status: 'completed' | 'failed';
  error_code: string | null;
  error_message: string | null;
};
type Run = { id: string; slot: Date; first: string; last: string; from: Date; until: Date };

const due = sql<Due, Passed & { now: Date }>(import.meta.url, './due.sql');
const run = sql<{ export_id: string }, Run>(import.meta.url, './run.sql');
const skip = sql<never, { id: string; slots: Date[] }>(import.meta.url, './skip.sql');
const goOn = sql<never, { id: string; next: Date | null }>(import.meta.url, './go-on.sql');
const disable = sql<{ organization_id: number; name: string }, { id: string; reason: string }>(import.meta.url, './disable.sql');
const finished = sql<Finished, Passed>(import.meta.url, './finished.sql');
const settle = sql<{ failures: number }, { id: string; slot: Date; error: string | null; deliveries: string }>(
  import.meta.url,
  './settle.sql',
);

const LOOK_MS = 5_000;
const MOST_FAILURES = 3;
/** Of slots that were missed, the newest are noted. */
const MOST_SKIPPED = 100;
type Tx = Parameters<typeof systemEvent>[0];

/** How often slots are looked for; a test looks more often. */
export class ScheduleRhythm {
  constructor(readonly lookMs = LOOK_MS) {}
}

/** Gives each slot one export, whoever sees first that it has come, and each finished one its deliveries. The rows are the truth; no timer is. */
@Injectable()
export class Scheduler implements OnModuleInit, OnModuleDestroy {
  private readonly rounds: Rounds;

  constructor(
    private readonly store: Store,
    private readonly queue: ExportQueue,
    rhythm: ScheduleRhythm,
    log: Log,
  ) {
    this.rounds = new Rounds({ what: 'run schedules', pauseMs: rhythm.lookMs }, (stop) => this.round(stop, new Date()), log);
  }

  onModuleInit(): void {
    this.rounds.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.rounds.stop();
  }

  private async round(stop: AbortSignal, now: Date): Promise<void> {
    const faults = [
      ...(await this.each(stop, (passed, taken) => this.startNext(now, passed, taken))),
      ...(await this.each(stop, (passed, taken) => this.settleNext(passed, taken))),
    ];
    if (faults.length > 0) throw new AggregateError(faults, 'some cannot be run');
  }

  /** Repeats a step until it finds no schedule. One that fails is passed over, so that it keeps no other waiting. */
  private async each(stop: AbortSignal, step: (passed: string[], taken: (id: string) => void) => Promise<boolean>): Promise<Error[]> {
    const [passed, faults]: [string[], Error[]] = [[], []];
    for (let found = true; found && !stop.aborted; ) {
      let at: string | undefined;
      try {
        found = await step(passed, (id) => {
          at = id;
        });
      } catch (error) {
        if (at === undefined || isStorageDown(error)) throw error;
        passed.push(at);
        faults.push(new Error(`the schedule ${at}`, { cause: error }));
      }
    }
    return faults;
  }

  /** False when no slot has come. */
  private async startNext(now: Date, passed: string[], taken: (id: string) => void): Promise<boolean> {
    const begun = await this.store.transaction(async (tx) => {
      const schedule = await due.first(tx, { now, passed });
      if (!schedule) return undefined;
      taken(schedule.id);
      return { made: schedule.lost === null ? await begin(tx, schedule, now) : await end(tx, schedule.id, schedule.lost) };
    });
    if (begun?.made) await this.queue.push(begun.made);
    return begun !== undefined;
  }

  /** False when no run waits to be settled. */
  private settleNext(passed: string[], taken: (id: string) => void): Promise<boolean> {
    return this.store.transaction(async (tx) => {
      const one = await finished.first(tx, { passed });
      if (!one) return false;
      taken(one.schedule_id);
      const error = one.status === 'failed' ? (one.error_message ?? 'the export failed') : null;
      const deliveries = error === null ? deliveriesOf(one) : [];
      const { failures } = await settle.one(tx, { id: one.schedule_id, slot: one.slot, error, deliveries: JSON.stringify(deliveries) });
      if (one.error_code === 'ACCESS_LOST') await end(tx, one.schedule_id, 'its organizations are no longer within the hierarchy');
      else if (failures >= MOST_FAILURES) await end(tx, one.schedule_id, `${failures} runs in a row failed: ${error}`);
      return true;
    });
  }
}

/** The export of the newest slot that has come; those before are only noted. A schedule whose cron or zone means nothing any more ends. */
async function begin(tx: Tx, due: Due, now: Date): Promise<string | undefined> {
  const plan = planOf(due, now);
  if (typeof plan === 'string') return end(tx, due.id, `it cannot be planned: ${plan}`);
  const { slot, missed, next, days } = plan;
  if (missed.length > 0) await skip.rows(tx, { id: due.id, slots: missed.slice(-MOST_SKIPPED) });
  await goOn.rows(tx, { id: due.id, next });
  const { first, last, from, until } = days;
  return (await run.first(tx, { id: due.id, slot, first, last, from: new Date(from), until: new Date(until) }))?.export_id;
}

type Plan = { slot: Date; missed: Date[]; next: Date | null; days: ReportDays };

/** The slots that have come and the one after them, or why there are none: zones and what crons mean change with the time zone data. */
function planOf({ cron, timezone, range, days, next_run_at }: Due, now: Date): Plan | string {
  try {
    const slots = [next_run_at.getTime()];
    let next = nextSlot(cron, timezone, next_run_at.getTime());
    for (; next !== undefined && next <= now.getTime(); next = nextSlot(cron, timezone, next)) slots.push(next);
    const [slot = 0] = slots.splice(-1);
    return {
      slot: new Date(slot),
      missed: slots.map((at) => new Date(at)),
      next: next === undefined ? null : new Date(next),
      days: daysOf(range, slot, timezone, days === 'UTC' ? days : timezone),
    };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function end(tx: Tx, id: string, reason: string): Promise<undefined> {
  const ended = await disable.first(tx, { id, reason });
  const message = `the schedule ${JSON.stringify(ended?.name)} has ended: ${reason}`;
  if (ended) await systemEvent(tx, { organization: ended.organization_id, severity: 'warning', source: 'schedules', message });
}

/** One mail an address, one delivery of everything else a recipient. */
function deliveriesOf({ recipients }: Finished): { nth: number; kind: string; target: string }[] {
  const told = recipients.map(({ kind, address, url }, nth) => ({ nth, kind, target: address ?? url ?? '' }));
  return told.filter((one) => told.find(({ kind, target }) => kind === one.kind && target === one.target) === one);
}
