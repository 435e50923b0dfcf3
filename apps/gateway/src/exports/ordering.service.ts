import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FIRST_INSTANT, parseDate, type Range, rangeOfDays } from '#metrics';
import { type Db, Store, sql, systemEvent } from '#persistence';
import { ExportQueue } from '#queue';
import { type Reach, Refusal, traceparent } from '#runtime';
import type { Scope } from '#scope';
import type { Exportable, Order } from '../http/exportable.js';
import type { Caller } from '../http/identity/caller.js';
import { askedOf, Callers, checkPermission } from '../http/identity/callers.js';
import { parse } from '../http/parse.js';
import { Zones } from '../http/zones.js';
import { ExportSettings } from './export-settings.js';
import { NewExport } from './exports.dto.js';
import { fileName } from './file-name.js';

type User = { organization: number; subject: string };
type Taken = { day: string | null; seconds_left: number };
type Ordered = User & {
  report_type: string;
  format: string;
  compression: string;
  formula_guard: boolean;
  layout: object | null;
  filters: object;
  start_date: string;
  end_date: string;
  from: Date;
  until: Date;
  subtrees: number[];
  singles: number[];
  callback_url: string | null;
  file_name: string;
  key: string | null;
  body_hash: string;
  traceparent: string | null;
};

/** An order without what makes it one, its key; and whose days its dates are. */
export type Prepared = Omit<Ordered, 'key'> & Pick<Exportable, 'days'>;

const lockUser = sql<never, User>(import.meta.url, './lock-user.sql');
const replayed = sql<{ id: string; body_hash: string }, User & { key: string }>(import.meta.url, './replayed.sql');
const takeQuota = sql<Taken, User & { most: number }>(import.meta.url, './take-quota.sql');
const order = sql<{ id: string }, Ordered & { day: string }>(import.meta.url, './order.sql');

/** Takes orders. Whatever can be refused is refused before anything is counted. */
@Injectable()
export class OrderingService {
  constructor(
    private readonly store: Store,
    private readonly callers: Callers,
    private readonly queue: ExportQueue,
    private readonly zones: Zones,
    private readonly settings: ExportSettings,
  ) {}

  /** The id of the export: a new one, or that of the order this one repeats. */
  async order(caller: Caller, told: unknown, query: unknown, key: string | undefined, now: number): Promise<string> {
    this.checkNeeds(caller, told);
    const body = withQuery(told, query);
    const scope = await this.callers.scopeOf(caller, askedIn(body));
    const asked = parse(NewExport, bodyOf(body));
    checkKey(key);
    const ordered = this.resolve(caller, scope, asked, now);
    const { id, isNew } = await this.write({ ...ordered, key: key ?? null }).catch(async (error: unknown) => {
      if (error instanceof Refusal && error.code === 'export-quota-used') await this.tellOfQuota(caller);
      throw error;
    });
    if (isNew) await this.queue.push(id);
    return id;
  }

  /** What a schedule orders, checked as an order of its own. */
  async prepared(caller: Caller, told: object, now: number): Promise<Prepared> {
    this.checkNeeds(caller, told);
    const scope = await this.callers.scopeOf(caller, askedIn(told));
    return this.resolve(caller, scope, parse(NewExport, bodyOf(told)), now);
  }

  /** Takes one off the user's exports of the day. Refuses with 429 when there is none. */
  async takeQuota(db: Db, user: User): Promise<string> {
    const { day, seconds_left } = await takeQuota.one(db, { ...user, most: this.settings.perDay });
    if (day === null) throw new Refusal('export-quota-used', { retryAfterSeconds: Math.max(1, seconds_left) });
    return day;
  }

  /** An export tells no more than its endpoint would. An unknown report is refused later: permissions are checked before parameters are. */
  checkNeeds(caller: Caller, told: unknown): void {
    const { report_type } = Object(told);
    const needs = this.settings.exportables.find(({ name }) => name === report_type)?.needs;
    if (needs) checkPermission(caller, { needs }, 'POST');
  }

  private resolve(caller: Caller, scope: Scope, asked: NewExport, now: number): Prepared {
    const exportable = this.settings.exportables.find(({ name }) => name === asked.report_type);
    if (!exportable)
      throw Refusal.field(
        'report_type',
        `must be one of ${this.settings.exportables.map(({ name }) => name).join(', ')}`,
        asked.report_type,
      );
    checkCallback(asked, this.settings.reach);
    checkCompression(asked);
    const { filters, range } = this.prepare(exportable, caller, asked, daysOf(exportable, caller, asked, now));
    const { report_type, format, compression, formula_guard, start_date, end_date, callback_url } = asked;
    return {
      organization: caller.organization.id,
      subject: caller.subject,
      days: exportable.days,
      ...{ report_type, format, compression, formula_guard, start_date, end_date, filters },
      layout: layoutOf(asked, exportable),
      from: new Date(range.from),
      until: new Date(range.until),
      subtrees: scope.subtrees.map(({ id }) => id),
      singles: scope.singles.map(({ id }) => id),
      callback_url: callback_url ?? null,
      file_name: fileName(caller.organization.name, asked),
      body_hash: hashOf(asked),
      traceparent: traceparent() ?? null,
    };
  }

  private prepare(exportable: Exportable, { organization }: Caller, { filters }: NewExport, range: Range): Order {
    const { organization_id: _, include: __, ...rest } = filters;
    try {
      return exportable.prepare(parse(exportable.filters, rest), range, (asked) => this.zones.chosen(asked, organization.timezone));
    } catch (error) {
      if (!(error instanceof Refusal) || !error.details.errors) throw error;
      throw new Refusal(error.code, { errors: error.details.errors.map((fault) => ({ ...fault, key: `filters.${fault.key}` })) });
    }
  }

  /** Quota, idempotency and the row itself: all or nothing. */
  private write(ordered: Ordered): Promise<{ id: string; isNew: boolean }> {
    const { key } = ordered;
    return this.store.transaction(async (tx) => {
      await lockUser.rows(tx, ordered);
      const before = key === null ? undefined : await replayed.first(tx, { ...ordered, key });
      if (before && before.body_hash !== ordered.body_hash) throw new Refusal('idempotency-conflict');
      if (before) return { id: before.id, isNew: false };
      const day = await this.takeQuota(tx, ordered);
      return { id: (await order.one(tx, { ...ordered, day })).id, isNew: true };
    });
  }

  private tellOfQuota({ organization }: Caller): Promise<void> {
    return systemEvent(this.store, {
      organization: organization.id,
      severity: 'warning',
      source: 'exports',
      message: 'a user has used up the exports of the day',
    });
  }
}

/** A field that is null is as if absent. Refuses with 400 what is no object. */
export const bodyOf = (body: unknown): object => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw Refusal.field('body', 'must be a JSON object', null);
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
};

/** `organization_id` and `include` may stand in the query too, as everywhere; then they are filters like those of the body. */
function withQuery(body: unknown, query: unknown): unknown {
  const { organizations, descendants } = askedOf(query);
  if (organizations.length === 0) return body;
  const { filters, ...rest } = Object(body);
  const { organization_id: named, ...others } = Object(filters);
  if (named !== undefined) throw Refusal.field('organization_id', 'must stand in the query or in filters, not in both', named);
  return { ...rest, filters: { ...others, organization_id: organizations, ...(descendants && { include: 'descendants' }) } };
}

/** The organizations that `filters` names. Other faults of the body come later: the scope is checked before parameters are. */
function askedIn(body: unknown) {
  const { filters } = Object(body);
  const { organization_id: named, include } = Object(filters);
  const isText = (value: unknown): boolean => typeof value === 'string';
  if (named !== undefined && ![named].flat().every(isText))
    throw Refusal.field('filters.organization_id', 'must be an id or a list of ids', null);
  return askedOf({ organization_id: named, include: isText(include) ? include : undefined });
}

function checkKey(key: string | undefined): void {
  if (key !== undefined && !/^[\x21-\x7e]{1,255}$/.test(key))
    throw Refusal.field('Idempotency-Key', 'must be 1 to 255 printable characters', key);
}

/** What is known without asking a name server is refused here; the worker looks at the address that it connects to. */
function checkCallback({ callback_url: url }: NewExport, reach: Reach): void {
  if (url !== undefined && !reach.mayAllow(new URL(url).hostname))
    throw Refusal.field('callback_url', 'must lead to a public address', url);
}

/** The instants of the dates, which are days of the organization's zone or of UTC. */
function checkCompression({ format, compression }: NewExport): void {
  if (compression !== 'none' && (format === 'xlsx' || format === 'parquet'))
    throw Refusal.field('compression', `must be none for ${format}, which is packed as it is`, compression);
}

function daysOf({ days }: Exportable, { organization }: Caller, { start_date, end_date }: NewExport, now: number): Range {
  const [first = 0, last = 0] = [parseDate(start_date), parseDate(end_date)];
  if (last < first) throw Refusal.field('end_date', 'must not be before start_date', end_date);
  const { from, until } = rangeOfDays(first, last, days === 'UTC' ? 'UTC' : organization.timezone);
  if (from > now) throw Refusal.field('start_date', 'must not be in the future', start_date);
  return { from: Math.max(from, FIRST_INSTANT), until: Math.max(from, FIRST_INSTANT, Math.min(until, now)) };
}

/** The same for the same order, in whatever order its fields came. */
const hashOf = (asked: NewExport): string => createHash('sha256').update(JSON.stringify(asked, sorted)).digest('hex');

const sorted = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort()) : value;

/** How a CSV file is laid out; null as it always was. Refuses with 400 what the report does not have, and any of it for another format. */
function layoutOf({ format, delimiter, bom, columns, label_columns }: NewExport, { name, columns: own }: Exportable): object | null {
  const layout = { delimiter, bom, columns, label_columns };
  const [given] = Object.entries(layout).find(([, value]) => value !== undefined) ?? [];
  if (given === undefined) return null;
  if (format !== 'csv') throw Refusal.field(given, 'is for csv only', layout[given as keyof typeof layout]);
  if (columns?.some((column) => !own.includes(column))) throw Refusal.field('columns', `must be some of ${own.join(', ')}`, columns);
  if (label_columns && name !== 'alert-history') throw Refusal.field('label_columns', 'is for alert-history only', label_columns);
  return layout;
}
