import { Injectable } from '@nestjs/common';
import { type Matcher, matches } from '#matchers';
import { instantText } from '#metrics';
import { type Assignment, type Db, type HandledEpisode, OrganizationTree, prepared, Store, snapshot } from '#persistence';
import { type Scope, scopeIds, sizeOf } from '#scope';
import { matchersOf } from '../http/matchers.js';
import { OPEN_SORTS, type OpenAlert, type OpenAlerts, type OpenAlertsQuery, type OpenSort } from './open-alerts.dto.js';
import { TotalsService } from './totals.service.js';

type Filters = Record<'status' | 'severity' | 'system_key' | 'alertname' | 'assigned_user_id', string[] | null>;
export type OpenRow = Pick<
  HandledEpisode,
  | 'fingerprint'
  | 'alertname'
  | 'severity'
  | 'labels'
  | 'annotations'
  | 'state'
  | 'silenced_by'
  | 'inhibited_by'
  | 'muted_by'
  | 'receivers'
  | 'receiver'
  | 'generator_url'
  | 'starts_at'
  | 'last_seen_at'
  | 'assigned_to'
  | 'public_id'
>;
type Row = { total: number } & { [K in keyof (OpenRow & { organization: string })]: (OpenRow & { organization: string })[K] | null };

/** Ties go by id. A severity that is none of the three, and nobody in charge, come before everything else. */
const KEYS: Readonly<Record<OpenSort, string>> = {
  starts_at: 'starts_at',
  severity: `CASE severity WHEN 'critical' THEN 3 WHEN 'warning' THEN 2 WHEN 'info' THEN 1 ELSE 0 END`,
  alertname: 'alertname COLLATE "C"',
  status: 'state COLLATE "C"',
  assigned_user_name: `coalesce(assigned_to ->> 'user_name', '') COLLATE "C"`,
};
/** Which running alerts are looked at: all, or those of each organization of the scope in turn. */
const REACHES = {
  through: {},
  byOrganization: {
    reach:
      'organization o CROSS JOIN LATERAL (SELECT * FROM open_alert WHERE organization_id = o.id OFFSET 0) AS a WHERE o.scopes && :scopes::int[]',
  },
};
type Reach = keyof typeof REACHES;
const paging = (sort: OpenSort, direction: 'asc' | 'desc', reach: Reach) =>
  prepared<Row, Filters & { scopes: number[]; series: string[] | null; size: number; skip: number }>(import.meta.url, './open-alerts.sql', {
    ...REACHES[reach],
    key: KEYS[sort],
    direction: direction.toUpperCase(),
  });
const seriesOf = (reach: Reach) =>
  prepared<{ id: string; values: string[] }, { scopes: number[]; names: string[] }>(import.meta.url, './open-series.sql', REACHES[reach]);
const running = { through: seriesOf('through'), byOrganization: seriesOf('byOrganization') };
const DIRECTIONS = ['asc', 'desc'] as const;
const pages = new Map(
  OPEN_SORTS.flatMap((sort) =>
    DIRECTIONS.flatMap((direction) =>
      (['through', 'byOrganization'] as const).map((reach) => [`${sort} ${direction} ${reach}`, paging(sort, direction, reach)] as const),
    ),
  ),
);
/** To look into so many organizations costs about as much as to look at all that runs. */
const FEW_ORGANIZATIONS = 500;

@Injectable()
export class OpenAlertsService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly totals: TotalsService,
  ) {}

  async list(scope: Scope, query: OpenAlertsQuery, now: Date): Promise<OpenAlerts> {
    const { page, page_size, sort_by, sort_direction } = query;
    const matchers = matchersOf('filter', query.filter);
    const binds = { ...filtersOf(query), scopes: scopeIds(scope), size: page_size, skip: (page - 1) * page_size };
    const reach: Reach = sizeOf(scope, await this.tree.current()) > FEW_ORGANIZATIONS ? 'through' : 'byOrganization';
    const statement = pages.get(`${sort_by} ${sort_direction} ${reach}`);
    const [rows = [], warnings] = await Promise.all([
      snapshot(
        this.store,
        async (db) => statement?.rows(db, { ...binds, series: await matching(db, matchers, binds.scopes, reach) }),
        'master',
      ),
      this.totals.staleness(scope, now),
    ]);
    const total = rows[0]?.total ?? 0;
    const more = total > page * page_size;
    const pagination = {
      ...{ page, page_size, total_count: total, total_pages: Math.ceil(total / page_size), has_next: more, has_prev: page > 1 },
      ...{ next_page: more ? page + 1 : null, prev_page: page > 1 ? page - 1 : null, sort_by, sort_direction },
    };
    return { alerts: rows.filter(isAlert).map((row) => shownOpen(row, row.organization)), pagination, warnings };
  }
}

/** The running series of which all matchers hold; null without matchers. Patterns are tried here, as they are everywhere, and not by PostgreSQL. */
async function matching(db: Db, matchers: readonly Matcher[], scopes: number[], reach: Reach): Promise<string[] | null> {
  if (matchers.length === 0) return null;
  const [names, holds] = [matchers.map(({ name }) => name), matches(matchers)];
  const rows = await running[reach].rows(db, { scopes, names });
  return rows.filter(({ values }) => holds(Object.fromEntries(names.map((name, nth) => [name, values[nth] ?? ''])))).map(({ id }) => id);
}

const isAlert = (row: Row): row is Row & OpenRow & { organization: string } => row.fingerprint !== null;

function filtersOf({ status, severity, system_key, alertname, assigned_user_id }: OpenAlertsQuery): Filters {
  const list = (values: string[] | undefined): string[] | null => (values && values.length > 0 ? values : null);
  return {
    status: list(status),
    severity: list(severity),
    system_key: list(system_key),
    alertname: list(alertname),
    assigned_user_id: list(assigned_user_id),
  };
}

/** Clients read an alert's name and severity from its labels; events and imports may tell them otherwise. */
const named = ({ alertname, severity, labels }: OpenRow): Record<string, string> => ({
  ...(alertname && { alertname }),
  ...(severity && { severity }),
  ...labels,
});

/** `organization` by its public id. */
export function shownOpen(row: OpenRow, organization: string): OpenAlert {
  const held = row.assigned_to as Assignment | null;
  const receivers = row.receivers.length === 0 && row.receiver ? [row.receiver] : row.receivers;
  return {
    fingerprint: row.fingerprint,
    labels: named(row),
    annotations: row.annotations,
    status: { state: row.state, silencedBy: [...row.silenced_by], inhibitedBy: [...row.inhibited_by], mutedBy: [...row.muted_by] },
    startsAt: instantText(row.starts_at.getTime()),
    endsAt: '0001-01-01T00:00:00Z',
    updatedAt: instantText(row.last_seen_at.getTime()),
    receivers: receivers.map((name) => ({ name })),
    generatorURL: row.generator_url,
    organization_id: organization,
    assigned_to: held && { ...held, assigned_at: instantText(Date.parse(held.assigned_at)) },
    alert_id: row.public_id,
  };
}
