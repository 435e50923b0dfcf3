import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { Store, sql } from '#persistence';
import { ExportQueue } from '#queue';
import { Refusal } from '#runtime';
import { daysOf } from '#schedules';
import type { Caller } from '../../http/identity/caller.js';
import { OrderingService } from '../ordering.service.js';
import type { RunPage, ScheduleRun, SchedulesQuery } from './schedules.dto.js';
import { visibleTo } from './visible.js';

type RunRow = Omit<ScheduleRun, 'slot'> & { slot: Date; error: string | null };
type RunNow = { id: string; first: string; last: string; from: Date; until: Date; slot: Date; day: string; subject: string };

const runs = sql<RunRow, { id: string; before: Date | null; most: number }>(import.meta.url, './runs.sql');
const hold = sql<{ id: string }, { id: string }>(import.meta.url, './hold.sql');
const runNow = sql<{ slot: Date; export_id: string }, RunNow>(import.meta.url, './run-now.sql');

/** What came of schedules, and runs of them by hand. */
@Injectable()
export class RunsService {
  constructor(
    private readonly store: Store,
    private readonly ordering: OrderingService,
    private readonly queue: ExportQueue,
  ) {}

  /** A run whose slot is now; it costs the caller an export of the day, and asks what ordering that one would. */
  async run(caller: Caller, id: string, now: number): Promise<ScheduleRun> {
    const schedule = await visibleTo(this.store, caller, id);
    this.ordering.checkNeeds(caller, schedule.report);
    const { first, last, from, until } = daysOf(
      schedule.report.range,
      now,
      schedule.timezone,
      schedule.prepared.days === 'UTC' ? 'UTC' : undefined,
    );
    const binds = {
      id: schedule.id,
      first,
      last,
      from: new Date(from),
      until: new Date(until),
      slot: new Date(now),
      subject: caller.subject,
    };
    const { slot, export_id } = await this.store.transaction(async (tx) => {
      const day = await this.ordering.takeQuota(tx, { organization: schedule.organization_id, subject: caller.subject });
      if (!(await hold.first(tx, binds))) throw new Refusal('schedule-not-found');
      return runNow.one(tx, { ...binds, day });
    });
    await this.queue.push(export_id);
    return { slot: instantText(slot.getTime()), state: 'running', export_id, deliveries: [] };
  }

  async runs(caller: Caller, id: string, { limit, cursor }: SchedulesQuery): Promise<RunPage> {
    const schedule = await visibleTo(this.store, caller, id);
    const rows = await runs.rows(this.store, { id: schedule.id, before: cursor === undefined ? null : slotIn(cursor), most: limit + 1 });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const page = rows
      .slice(0, limit)
      .map(({ slot, error, ...run }) => ({ slot: instantText(slot.getTime()), ...run, ...(error !== null && { error }) }));
    return { runs: page, next_cursor: last ? Buffer.from(String(last.slot.getTime())).toString('base64url') : null };
  }
}

function slotIn(cursor: string): Date {
  const at = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!/^\d{1,15}$/.test(at)) throw Refusal.field('cursor', 'cursor is not a next_cursor of this list', cursor);
  return new Date(Number(at));
}
