import { Injectable } from '@nestjs/common';
import { type Labels, matches } from '#matchers';
import { instantText } from '#metrics';
import { Store, sql } from '#persistence';
import { type Scope, scopeIds } from '#scope';
import type { AlertGroup, AlertsQuery, GettableAlert, ReceiverName } from './alerts.dto.js';
import { matchersOf, patternOf } from './matchers-of.js';

type States = Pick<AlertsQuery, 'active' | 'silenced' | 'inhibited' | 'unprocessed'>;
type OrderBinds = States & { scopes: number[] };
type Place = { id: string; organization: string; alertname: string; receiver: string };
type Row = {
  id: string;
  fingerprint: string;
  state: GettableAlert['status']['state'];
  silenced_by: string[];
  inhibited_by: string[];
  muted_by: string[];
  generator_url: string;
  starts_at: Date;
  last_seen_at: Date;
  annotations: Record<string, string>;
  receivers: string[];
  labels: Record<string, string>;
};
type Passing = (row: Row) => boolean;

const order = sql<{ id: string }, OrderBinds>(import.meta.url, './order.sql');
const groupOrder = sql<Place, OrderBinds>(import.meta.url, './group-order.sql');
const readAlerts = sql<Row, { ids: string[]; scopes: number[] }>(import.meta.url, './alerts.sql');
const readReceivers = sql<ReceiverName, { scopes: number[] }>(import.meta.url, './receivers.sql');

const BATCH = 500;
/** As long as an Alertmanager takes an alert to be firing that is not told again: its `resolve_timeout`. */
const FIRING_ON_MS = 5 * 60_000;

/** The open alerts of all tenants in scope, as one Alertmanager would show them. No connection is held while the caller reads. */
@Injectable()
export class AlertsOfAll {
  constructor(private readonly store: Store) {}

  async *alerts(scope: Scope, query: AlertsQuery, now: Date): AsyncGenerator<GettableAlert[]> {
    const [passes, scopes] = [passing(query), scopeIds(scope)];
    const ids = (await order.rows(this.store, { ...statesOf(query), scopes })).map(({ id }) => id);
    for (const part of partsOf(ids)) {
      const rows = await this.rows(part, scopes);
      yield part
        .flatMap((id) => rows.get(id) ?? [])
        .filter(passes)
        .map((row) => shown(row, now));
    }
  }

  async *groups(scope: Scope, query: AlertsQuery, now: Date): AsyncGenerator<AlertGroup[]> {
    const [passes, goesTo, scopes] = [passing({ ...query, receiver: '' }), patternOf('receiver', query.receiver), scopeIds(scope)];
    const places = (await groupOrder.rows(this.store, { ...statesOf(query), scopes })).filter(({ receiver }) => goesTo({ receiver }));
    for (const part of wholeGroups(places)) {
      const rows = await this.rows([...new Set(part.flat().map(({ id }) => id))], scopes);
      yield part.flatMap((group) => shownGroup(group, rows, passes, now));
    }
  }

  receivers(scope: Scope): Promise<ReceiverName[]> {
    return readReceivers.rows(this.store, { scopes: scopeIds(scope) });
  }

  private async rows(ids: string[], scopes: number[]): Promise<Map<string, Row>> {
    return new Map((await readAlerts.rows(this.store, { ids, scopes })).map((row) => [row.id, row]));
  }
}

const statesOf = ({ active, silenced, inhibited, unprocessed }: AlertsQuery): States => ({ active, silenced, inhibited, unprocessed });

/** Refuses with 400 what is no matcher. */
function passing({ filter = [], receiver }: AlertsQuery): Passing {
  const [holds, goesTo] = [matches(matchersOf('filter', filter)), patternOf('receiver', receiver)];
  return ({ labels, receivers }) => holds(labels as Labels) && (!receiver || receivers.some((name) => goesTo({ receiver: name })));
}

function* partsOf<T>(list: readonly T[]): Generator<T[]> {
  for (let from = 0; from < list.length; from += BATCH) yield list.slice(from, from + BATCH);
}

/** Groups one after the other, as many at a time as have about a batch of alerts. */
function* wholeGroups(places: readonly Place[]): Generator<Place[][]> {
  let [part, size]: [Place[][], number] = [[], 0];
  for (const place of places) {
    const group = part.at(-1);
    if (group?.[0] && isSameGroup(group[0], place)) group.push(place);
    else {
      if (size >= BATCH) {
        yield part;
        [part, size] = [[], 0];
      }
      part.push([place]);
    }
    size += 1;
  }
  if (part.length > 0) yield part;
}

const isSameGroup = (a: Place, b: Place): boolean =>
  a.organization === b.organization && a.alertname === b.alertname && a.receiver === b.receiver;

function shownGroup(group: readonly Place[], rows: ReadonlyMap<string, Row>, passes: Passing, now: Date): AlertGroup[] {
  const alerts = group.flatMap(({ id }) => rows.get(id) ?? []).filter(passes);
  const [place] = group;
  if (!place || alerts.length === 0) return [];
  const labels = { alertname: place.alertname, organization_id: place.organization };
  return [{ alerts: alerts.map((row) => shown(row, now)), labels, receiver: { name: place.receiver } }];
}

function shown(row: Row, now: Date): GettableAlert {
  return {
    annotations: row.annotations,
    endsAt: instantText(now.getTime() + FIRING_ON_MS),
    fingerprint: row.fingerprint,
    receivers: row.receivers.map((name) => ({ name })),
    startsAt: instantText(row.starts_at.getTime()),
    status: { state: row.state, silencedBy: row.silenced_by, inhibitedBy: row.inhibited_by, mutedBy: row.muted_by },
    updatedAt: instantText(row.last_seen_at.getTime()),
    generatorURL: row.generator_url,
    labels: row.labels,
  };
}
