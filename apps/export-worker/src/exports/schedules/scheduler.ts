import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Store, sql, systemEvent } from '#persistence';
import { ExportQueue } from '#queue';
import { Log, Rounds } from '#runtime';
import { daysOf, nextSlot, type ReportRange } from '#schedules';

type Due = {
  id: string;
  organization_id: number;
  name: string;
  cron: string;
  timezone: string;
  range: ReportRange;
  next_run_at: Date;
  is_gone: boolean;
};
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

const due = sql<Due, { now: Date }>(import.meta.url, './due.sql');
const run = sql<{ export_id: string }, Run>(import.meta.url, './run.sql');
const skip = sql<never, { id: string; slots: Date[] }>(import.meta.url, './skip.sql');
const goOn = sql<never, { id: string; next: Date | null }>(import.meta.url, './go-on.sql');
const disable = sql<{ organization_id: number; name: string }, { id: string; reason: string }>(import.meta.url, './disable.sql');
const finished = sql<Finished, object>(import.meta.url, './finished.sql');
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
    while (!stop.aborted && (await this.startNext(now)));
    while (!stop.aborted && (await this.settleNext()));
  }

  /** False when no slot has come. */
  private async startNext(now: Date): Promise<boolean> {
    const begun = await this.store.transaction(async (tx) => {
      const schedule = await due.first(tx, { now });
      return schedule && { made: schedule.is_gone ? await end(tx, schedule.id, 'its maker was deleted') : await begin(tx, schedule, now) };
    });
    if (begun?.made) await this.queue.push(begun.made);
    return begun !== undefined;
  }

  /** False when no run waits to be settled. */
  private settleNext(): Promise<boolean> {
    return this.store.transaction(async (tx) => {
      const one = await finished.first(tx, {});
      if (!one) return false;
      const error = one.status === 'failed' ? (one.error_message ?? 'the export failed') : null;
      const deliveries = error === null ? deliveriesOf(one) : [];
      const { failures } = await settle.one(tx, { id: one.schedule_id, slot: one.slot, error, deliveries: JSON.stringify(deliveries) });
      if (one.error_code === 'ACCESS_LOST') await end(tx, one.schedule_id, 'its organizations are no longer within the hierarchy');
      else if (failures >= MOST_FAILURES) await end(tx, one.schedule_id, `${failures} runs in a row failed: ${error}`);
      return true;
    });
  }
}

/** The export of the newest slot that has come; those before are only noted. */
async function begin(tx: Tx, { id, cron, timezone, range, next_run_at }: Due, now: Date): Promise<string | undefined> {
  const slots = [next_run_at.getTime()];
  let next = nextSlot(cron, timezone, next_run_at.getTime());
  for (; next !== undefined && next <= now.getTime(); next = nextSlot(cron, timezone, next)) slots.push(next);
  const slot = slots.pop() ?? next_run_at.getTime();
  if (slots.length > 0) await skip.rows(tx, { id, slots: slots.slice(-MOST_SKIPPED).map((at) => new Date(at)) });
  await goOn.rows(tx, { id, next: next === undefined ? null : new Date(next) });
  const { first, last, from, until } = daysOf(range, slot, timezone);
  return (await run.first(tx, { id, slot: new Date(slot), first, last, from: new Date(from), until: new Date(until) }))?.export_id;
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
