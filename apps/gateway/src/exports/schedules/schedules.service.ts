import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { OrganizationTree, Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { cronProblem, nextSlot, nextSlots, REPORT_RANGES } from '#schedules';
import type { Caller } from '../../http/identity/caller.js';
import { parse } from '../../http/parse.js';
import { Zones } from '../../http/zones.js';
import { OrderingService, type Prepared } from '../ordering.service.js';
import { checkRecipients, Recipients } from './recipients.js';
import {
  type ListedSchedule,
  NewSchedule,
  type Preview,
  PreviewInput,
  type Schedule,
  type SchedulePage,
  type SchedulesQuery,
} from './schedules.dto.js';
import { isId, type Row, visibleTo } from './visible.js';

type Saved = {
  name: string;
  cron: string;
  timezone: string;
  report: string;
  prepared: string;
  subtrees: number[];
  singles: number[];
  recipients: string;
  enabled: boolean;
  next_run_at: Date | null;
};
/** Whose rights a schedule rests on: whoever saved it last. */
type Maker = { maker_organization: number; subject: string; maker_key: string | null };

const save = sql<Row, Saved & Maker & { organization: number; most: number }>(import.meta.url, './save.sql');
const replace = sql<Row, Saved & Maker & { id: string; version: number }>(import.meta.url, './replace.sql');
const list = sql<Row & Pick<ListedSchedule, 'last_run'>, { organization: number; after: string | null; most: number }>(
  import.meta.url,
  './list.sql',
);
const remove = sql<{ id: string }, { id: string; version: number }>(import.meta.url, './remove.sql');
const lock = sql<never, { organization: number }>(import.meta.url, './lock.sql');

const MOST = 50;
const PREVIEWED = 5;

/** Schedules of the caller's organization and of those below it. Whatever can be refused is refused when one is saved. */
@Injectable()
export class SchedulesService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly ordering: OrderingService,
    private readonly zones: Zones,
    private readonly recipients: Recipients,
  ) {}

  async make(caller: Caller, told: object, now: number): Promise<Schedule> {
    const saved = await this.checked(caller, told, now);
    const organization = caller.organization.id;
    const row = await this.store.transaction(async (tx) => {
      await lock.rows(tx, { organization });
      return save.first(tx, { ...saved, ...makerOf(caller), organization, most: MOST });
    });
    if (!row) throw new Refusal('schedules-used-up');
    return shown(row);
  }

  async read(caller: Caller, id: string): Promise<Schedule> {
    return shown(await visibleTo(this.store, caller, id));
  }

  async page({ organization }: Caller, { limit, cursor }: SchedulesQuery): Promise<SchedulePage> {
    const after = cursor === undefined ? null : idIn(cursor);
    const rows = await list.rows(this.store, { organization: organization.id, after, most: limit + 1 });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { schedules: rows.slice(0, limit).map(listed), next_cursor: last ? Buffer.from(last.id).toString('base64url') : null };
  }

  /** All of it is replaced, and rests on the rights of whoever does so; it stays its organization's. */
  async replace(caller: Caller, id: string, told: object, match: string | undefined, now: number): Promise<Schedule> {
    const before = await visibleTo(this.store, caller, id);
    const version = matched(before, match);
    const organization = (await this.tree.current()).get(before.organization_id) ?? caller.organization;
    const row = await replace.first(this.store, {
      ...(await this.checked({ ...caller, organization }, told, now)),
      ...makerOf(caller),
      id: before.id,
      version,
    });
    if (!row) throw new Refusal('version-stale');
    return shown(row);
  }

  async remove(caller: Caller, id: string, match: string | undefined): Promise<void> {
    const before = await visibleTo(this.store, caller, id);
    if (!(await remove.first(this.store, { id: before.id, version: matched(before, match) }))) throw new Refusal('version-stale');
  }

  preview(told: object, now: number): Preview {
    const { cron, timezone } = parse(PreviewInput, told);
    const zone = this.zones.chosen(timezone, 'UTC');
    checkCron(cron, zone, now);
    return { next: nextSlots(cron, zone, now, PREVIEWED).map(instantText) };
  }

  private async checked(caller: Caller, told: object, now: number): Promise<Saved> {
    const { report: reported } = told as { report?: unknown };
    const { range, ...order } = (typeof reported === 'object' && reported !== null ? reported : {}) as { range?: unknown };
    const day = new Date(now - 86_400_000).toISOString().slice(0, 10);
    const prepared = await within('report', () => this.ordering.prepared(caller, { ...order, start_date: day, end_date: day }, now));
    const { name, cron, timezone, recipients, enabled, report } = parse(NewSchedule, told);
    if (/\p{Cc}/u.test(name)) throw Refusal.field('name', 'must not contain control characters', name);
    if (!REPORT_RANGES.some((one) => one === range))
      throw Refusal.field('report.range', `must be one of ${REPORT_RANGES.join(', ')}`, range ?? null);
    for (const key of ['from_date', 'to_date'])
      if (key in Object(report.filters)) throw Refusal.field(`report.filters.${key}`, 'is not for schedules: range says which days', null);
    if ('callback_url' in order) throw Refusal.field('report.callback_url', 'is not for schedules: name a recipient', null);
    const zone = this.zones.chosen(timezone, 'UTC');
    checkCron(cron, zone, now);
    checkRecipients(recipients, this.recipients);
    const next = enabled ? (nextSlot(cron, zone, now) ?? null) : null;
    return {
      name,
      cron,
      timezone: zone,
      report: JSON.stringify(report),
      ...takenBy(prepared),
      recipients: JSON.stringify(recipients),
      enabled,
      next_run_at: next === null ? null : new Date(next),
    };
  }
}

const makerOf = ({ organization, subject, key }: Caller): Maker => ({
  maker_organization: organization.id,
  subject,
  maker_key: key?.id ?? null,
});

const takenBy = ({ days, report_type, format, compression, formula_guard, layout, filters, file_name, subtrees, singles }: Prepared) => ({
  prepared: JSON.stringify({ days, report_type, format, compression, formula_guard, layout, filters, file_name }),
  subtrees,
  singles,
});

function checkCron(cron: string, zone: string, now: number): void {
  const problem = cronProblem(cron, zone, now);
  if (problem) throw Refusal.field('cron', problem, cron);
}

/** Faults of an inner object are told by their place. */
async function within<T>(key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal) || !error.details.errors) throw error;
    throw new Refusal(error.code, { errors: error.details.errors.map((fault) => ({ ...fault, key: `${key}.${fault.key}` })) });
  }
}

/** The version to change: the one that is, unless another was meant. */
function matched({ version }: Row, match: string | undefined): number {
  if (match === undefined || match.trim() === '*') return version;
  const named = match.split(',').map((one) => one.trim().replace(/^W\//, '').replace(/^"|"$/g, ''));
  if (!named.includes(String(version))) throw new Refusal('version-stale');
  return version;
}

const shown = ({
  id,
  version,
  name,
  cron,
  timezone,
  report,
  recipients,
  enabled,
  disabled_reason,
  failures,
  next_run_at,
}: Row): Schedule => ({
  ...{ id, version, name, cron, timezone, report, recipients, enabled, disabled_reason, failures },
  next_run_at: next_run_at && instantText(next_run_at.getTime()),
});

const listed = ({ last_run, ...row }: Row & Pick<ListedSchedule, 'last_run'>): ListedSchedule => ({
  ...shown(row),
  last_run: last_run && { ...last_run, slot: instantText(Date.parse(last_run.slot)) },
});

function idIn(cursor: string): string {
  const id = Buffer.from(cursor, 'base64url').toString('latin1');
  if (!isId(id)) throw Refusal.field('cursor', 'cursor is not a next_cursor of this list', cursor);
  return id;
}
