import { Injectable } from '@nestjs/common';
import { type Labels, type Matcher, matches, readableLabels } from '#matchers';
import { instantText, orderProblem } from '#metrics';
import { type Db, Store, snapshot, sql } from '#persistence';
import { Refusal } from '#runtime';
import { scopeIds } from '#scope';
import type { HeavyQuestion } from '../../http/heavy/heavy-question.js';
import { HeavyReads } from '../../http/heavy/heavy-reads.js';
import { matchersOf } from '../../http/matchers.js';
import { pageOf } from '../../http/paged.js';
import {
  NOTIFICATION_KEYS,
  type Notification,
  type NotificationCount,
  type NotificationKey,
  type NotificationStats,
  type NotificationStatsQuery,
  type Notifications,
  type NotificationsFilter,
  type NotificationsQuery,
} from './notifications.dto.js';

type Range = { readonly scopes: number[]; readonly from: Date | null; readonly until: Date | null };
type Filters = Range & Readonly<Record<NotificationKey, string[]>>;
/** The alerts of which all matchers hold; null without matchers. */
type Matching = { readonly organizations: number[] | null; readonly fingerprints: string[] | null };
type Named = { organization_id: number; fingerprint: string; labels: Labels; alertname: string; severity: string | null };
type Row = Omit<Notification, 'at'> & { id: number; at: Date };
type Place = { after_at: number | null; after_id: number | null; size: number };

const notified = sql<Named, Range>(import.meta.url, './notified.sql');
const page = sql<Row, Filters & Matching & Place>(import.meta.url, './page.sql');
const counted = new Map(
  NOTIFICATION_KEYS.map((key) => [
    key,
    sql<NotificationCount, Filters & Matching>(import.meta.url, './stats.sql', {
      key: key === 'alertname' || key === 'fingerprint' ? `n.${key}` : `x.${key}`,
    }),
  ]),
);
const KINDS = { kinds: ['number', 'number'] as const };

/** What the event recorders of Alertmanagers have told of notifications. */
@Injectable()
export class NotificationsService {
  constructor(
    private readonly store: Store,
    private readonly heavy: HeavyReads,
  ) {}

  /** Newest first. */
  async list(asked: HeavyQuestion, query: NotificationsQuery): Promise<Notifications> {
    const filters = filtersOf(asked, query);
    const matchers = matchersOf('filter', query.filter);
    const { items, next_cursor } = await this.read(asked, async (db) => {
      const matching = await matchingOf(db, matchers, filters);
      const read = async (after: readonly [number, number] | null, size: number) => {
        const place = { after_at: after?.[0] ?? null, after_id: after?.[1] ?? null, size };
        const rows = await page.rows(db, { ...filters, ...matching, ...place });
        return rows.map((row) => [[row.at.getTime(), Number(row.id)] as [number, number], shown(row)] as const);
      };
      return pageOf<Notification, [number, number]>({ kinds: [...KINDS.kinds], read }, query.page_size, query.cursor);
    });
    return { notifications: items, next_cursor };
  }

  async stats(asked: HeavyQuestion, query: NotificationStatsQuery): Promise<NotificationStats> {
    const filters = filtersOf(asked, query);
    const matchers = matchersOf('filter', query.filter);
    const counts = await this.read(
      asked,
      async (db) => (await counted.get(query.by)?.rows(db, { ...filters, ...(await matchingOf(db, matchers, filters)) })) ?? [],
    );
    return { counts };
  }

  private read<T>(asked: HeavyQuestion, read: (db: Db) => Promise<T>): Promise<T> {
    return this.heavy.holding(asked, () => snapshot(this.store, read));
  }
}

const shown = ({ id: _, at, ...row }: Row): Notification => ({ at: instantText(at.getTime()), ...row });

/** Patterns are tried here, as they are everywhere, and not by PostgreSQL. */
async function matchingOf(db: Db, matchers: readonly Matcher[], { scopes, from, until }: Range): Promise<Matching> {
  if (matchers.length === 0) return { organizations: null, fingerprints: null };
  const holds = matches(matchers);
  const rows = (await notified.rows(db, { scopes, from, until })).filter(({ labels, alertname, severity }) =>
    holds(readableLabels(labels, { alertname, severity })),
  );
  return { organizations: rows.map((row) => row.organization_id), fingerprints: rows.map((row) => row.fingerprint) };
}

function filtersOf({ scope }: HeavyQuestion, query: NotificationsFilter): Filters {
  const { from_date: from, to_date: until } = query;
  const problem = from !== undefined && until !== undefined && orderProblem({ from, until });
  if (problem) throw Refusal.field('to_date', `to_date ${problem}`, instantText(until));
  const date = (instant: number | undefined): Date | null => (instant === undefined ? null : new Date(instant));
  const { receiver = [], integration = [], outcome = [], reason = [], alertname = [], fingerprint = [] } = query;
  return {
    ...{ scopes: scopeIds(scope), from: date(from), until: date(until) },
    ...{ receiver, integration, outcome, alertname, fingerprint },
    reason: reason.map((one) => one.toLowerCase().replace(/^notify_reason_/, '')),
  };
}
