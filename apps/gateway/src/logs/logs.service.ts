import { Injectable } from '@nestjs/common';
import { instantText, orderProblem } from '#metrics';
import { Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import { OwnTree } from '../http/own-tree.js';
import type { Received, SystemEvents, SystemEventsInput, SystemEventsQuery } from './logs.dto.js';

type Filters = { scopes: number[]; severity: string | null; source: string | null; from: Date | null; until: Date | null };
type Row = { at: Date; severity: 'info' | 'warning' | 'error'; message: string; source: string | null; times: number };

const read = sql<Row, Filters & { size: number; skip: number }>(import.meta.url, './system-events.sql');
const count = sql<{ total: number }, Filters>(import.meta.url, './count-events.sql');
const write = sql<{ inserted: number }, { rows: string }>(import.meta.url, './write-events.sql');

@Injectable()
export class LogsService {
  constructor(
    private readonly store: Store,
    private readonly ownTree: OwnTree,
  ) {}

  /** Newest first. An event that came several times within a minute is one line, with its count. */
  async list(scope: Scope, { limit, page, ...query }: SystemEventsQuery): Promise<SystemEvents> {
    const filters = filtersOf(scope, query);
    const [rows, { total }] = await Promise.all([
      read.rows(this.store, { ...filters, size: limit, skip: (page - 1) * limit }),
      count.one(this.store, filters),
    ]);
    const events = rows.map(({ at, severity, message, source, times }) => ({
      timestamp: instantText(at.getTime()),
      severity,
      message: times > 1 ? `${message} (${times} times)` : message,
      source,
    }));
    return { events, page, total_pages: Math.ceil(total / limit) };
  }

  /** All or none: an organization outside the caller's tree refuses the batch with 403. */
  async write(caller: Caller, { events }: SystemEventsInput): Promise<Received> {
    const organizations = await this.ownTree.find(
      caller,
      events.map((event) => event.organization_id ?? undefined),
    );
    const rows = events.map(({ id, timestamp, severity, message, source }, i) => ({
      organization_id: organizations[i]?.id,
      at: timestamp === undefined ? null : new Date(timestamp),
      severity,
      message,
      source: source ?? null,
      id: id ?? null,
    }));
    return { received: events.length, ...(await write.one(this.store, { rows: JSON.stringify(rows) })) };
  }
}

function filtersOf(scope: Scope, { severity, source, from, until }: Omit<SystemEventsQuery, 'limit' | 'page'>): Filters {
  const problem = from !== undefined && until !== undefined && orderProblem({ from, until });
  if (problem) throw Refusal.field('until', `until ${problem}`, instantText(until));
  const date = (instant: number | undefined): Date | null => (instant === undefined ? null : new Date(instant));
  return { scopes: scopeIds(scope), severity: severity ?? null, source: source ?? null, from: date(from), until: date(until) };
}
