import { Injectable } from '@nestjs/common';
import { DAY_MS, instantText, labelledRanges, parseDate, QUARTER_MS, quarterOf, usageRangeProblem } from '#metrics';
import { Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import { Zones } from '../http/zones.js';
import { numericIds, PeopleService, type Person } from './people.service.js';
import type { ApiKeysUsageQuery, CallsInput, Counted, SessionsInput, UsageSummary, UsageSummaryQuery } from './usage.dto.js';

/** User, resource, civil date, calls. */
export type UsageRow = [userId: number, scope: string, date: string, calls: number];

type Bounds = { scopes: number[]; bounds: number[]; first: number; last: number; resources: string[] | null };
type SummaryBinds = { scopes: number[]; subject: string | null; team: string | null; service: string | null; from: Date; until: Date };

const calls = sql<{ user_id: number; resource: string; range: number; calls: number }, Bounds>(import.meta.url, './api-keys-usage.sql');
const summary = sql<UsageSummary, SummaryBinds>(import.meta.url, './usage-summary.sql');
const saveSessions = sql<{ inserted: number }, { rows: string }>(import.meta.url, './save-sessions.sql');
const saveCalls = sql<{ inserted: number }, { rows: string }>(import.meta.url, './save-calls.sql');

@Injectable()
export class UsageService {
  constructor(
    private readonly store: Store,
    private readonly people: PeopleService,
    private readonly zones: Zones,
  ) {}

  /** One row per user, resource and civil day, in that order. */
  async apiKeys(caller: Caller, scope: Scope, { from, until, scopes, timezone }: ApiKeysUsageQuery, now: number): Promise<UsageRow[]> {
    const problem = usageRangeProblem({ from, until }, now);
    if (problem) throw Refusal.field('until', `until ${problem}`, instantText(until));
    const zone = this.zones.chosen(timezone, caller.organization.timezone);
    // Calls are kept by quarter hour: a range is widened to whole ones, so that what came a minute ago is in it.
    const days = labelledRanges({ from: quarterOf(from) * QUARTER_MS, until: firstQuarter(until) * QUARTER_MS }, zone, 'DAY');
    const bounds = [...days.map((day) => firstQuarter(day.from)), firstQuarter(until)];
    const range = { bounds, first: bounds[0] ?? 0, last: bounds.at(-1) ?? 0 };
    const rows = await calls.rows(this.store, {
      scopes: scopeIds(scope),
      ...range,
      resources: scopes && scopes.length > 0 ? scopes : null,
    });
    return merged(rows.map((row): UsageRow => [row.user_id, row.resource, days[row.range - 1]?.label ?? '', row.calls]));
  }

  /** Whole UTC days. */
  async summary(scope: Scope, { start_date, end_date, user_id, team_id, service }: UsageSummaryQuery): Promise<UsageSummary> {
    const [first, last] = [parseDate(start_date) ?? 0, parseDate(end_date) ?? 0];
    if (last < first) throw Refusal.field('end_date', 'end_date must not be before start_date', end_date);
    const range = { from: new Date(first * DAY_MS), until: new Date((last + 1) * DAY_MS) };
    return summary.one(this.store, {
      scopes: scopeIds(scope),
      subject: user_id ?? null,
      team: team_id ?? null,
      service: service ?? null,
      ...range,
    });
  }

  async sessions(caller: Caller, { sessions }: SessionsInput, now: Date): Promise<Counted> {
    const homes = await this.people.places(
      caller,
      sessions.map((session) => session.user_id),
    );
    const idOf = await numericIds(
      this.store,
      seen(
        homes,
        sessions.map((session) => session.started_at),
        now,
      ),
    );
    const rows = sessions.flatMap(({ id, service, started_at, ended_at }, i) => {
      const home = homes[i];
      const times = { started_at: new Date(started_at), ended_at: ended_at === undefined ? null : new Date(ended_at) };
      return home ? [{ organization_id: home.organization_id, id, user_id: idOf(home), service: service ?? null, ...times }] : [];
    });
    return { received: sessions.length, ...(await saveSessions.one(this.store, { rows: JSON.stringify(rows) })) };
  }

  async calls(caller: Caller, { calls: reported }: CallsInput, now: Date): Promise<Counted> {
    const homes = await this.people.places(
      caller,
      reported.map((call) => call.user_id),
    );
    const idOf = await numericIds(
      this.store,
      seen(
        homes,
        reported.map((call) => call.at),
        now,
      ),
    );
    const rows = reported.flatMap(({ id, scope, at, count }, i) => {
      const home = homes[i];
      return home
        ? [
            {
              organization_id: home.organization_id,
              id: id ?? null,
              user_id: idOf(home),
              resource: scope,
              quarter: quarterOf(at),
              calls: count,
            },
          ]
        : [];
    });
    return { received: reported.length, ...(await saveCalls.one(this.store, { rows: JSON.stringify(rows) })) };
  }
}

/** The first quarter that begins at or after an instant. */
const firstQuarter = (instant: number): number => quarterOf(instant + QUARTER_MS - 1);

/** A user's first report is its first sight. */
const seen = (homes: readonly Person[], instants: readonly number[], now: Date): (Person & { seen_at: Date })[] =>
  homes.map((home, i) => ({ ...home, seen_at: new Date(Math.min(instants[i] ?? now.getTime(), now.getTime())) }));

/** A date that the clocks repeat is one day. */
function merged(rows: readonly UsageRow[]): UsageRow[] {
  const byKey = new Map<string, UsageRow>();
  for (const row of rows) {
    const key = JSON.stringify(row.slice(0, 3));
    const known = byKey.get(key);
    byKey.set(key, known ? [row[0], row[1], row[2], known[3] + row[3]] : row);
  }
  return [...byKey.values()].sort(([a, b, c], [x, y, z]) => a - x || compare(b, y) || compare(c, z));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
