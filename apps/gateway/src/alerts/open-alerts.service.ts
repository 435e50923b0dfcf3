import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { type Assignment, type HandledEpisode, OrganizationTree, prepared, Store, snapshot } from '#persistence';
import { type ListBinds, listBinds, type Scope, type Tree } from '#scope';
import { perLevels } from './levels.js';
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
  | 'starts_at'
  | 'organization_id'
  | 'assigned_to'
>;
type Row = { total: number } & { [K in keyof OpenRow]: OpenRow[K] | null };

/** Ties go by id. A severity that is none of the three, and nobody in charge, come before everything else. */
const KEYS: Readonly<Record<OpenSort, string>> = {
  starts_at: 'starts_at',
  severity: `CASE severity WHEN 'critical' THEN 3 WHEN 'warning' THEN 2 WHEN 'info' THEN 1 ELSE 0 END`,
  alertname: 'alertname COLLATE "C"',
  status: 'state COLLATE "C"',
  assigned_user_name: `coalesce(assigned_to ->> 'user_name', '') COLLATE "C"`,
};
const paging = (sort: OpenSort, direction: 'asc' | 'desc') =>
  perLevels((without) =>
    prepared<Row, Filters & ListBinds & { size: number; skip: number }>(import.meta.url, './open-alerts.sql', {
      ...without,
      key: KEYS[sort],
      direction: direction.toUpperCase(),
    }),
  );
const pages = new Map(
  OPEN_SORTS.flatMap((sort) => (['asc', 'desc'] as const).map((direction) => [`${sort} ${direction}`, paging(sort, direction)] as const)),
);

@Injectable()
export class OpenAlertsService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly totals: TotalsService,
  ) {}

  async list(scope: Scope, query: OpenAlertsQuery, now: Date): Promise<OpenAlerts> {
    const { page, page_size } = query;
    const roots = listBinds(scope);
    const binds = { ...filtersOf(query), ...roots, size: page_size, skip: (page - 1) * page_size };
    const statement = pages.get(`${query.sort_by} ${query.sort_direction}`)?.(roots);
    const [rows = [], warnings] = await Promise.all([
      snapshot(this.store, async (db) => statement?.rows(db, binds), 'master'),
      this.totals.staleness(scope, now),
    ]);
    const total = rows[0]?.total ?? 0;
    const tree = await this.tree.current();
    const pagination = {
      ...{ page, page_size, total_count: total, total_pages: Math.ceil(total / page_size) },
      ...{ has_next: total > page * page_size, has_prev: page > 1 },
    };
    return { alerts: rows.filter(isAlert).map((row) => shownOpen(row, tree)), pagination, warnings };
  }
}

const isAlert = (row: Row): row is Row & OpenRow => row.fingerprint !== null;

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

export function shownOpen(row: OpenRow, tree: Tree): OpenAlert {
  const held = row.assigned_to as Assignment | null;
  return {
    fingerprint: row.fingerprint,
    labels: named(row),
    annotations: row.annotations,
    status: { state: row.state, silencedBy: [...row.silenced_by], inhibitedBy: [...row.inhibited_by] },
    startsAt: instantText(row.starts_at.getTime()),
    endsAt: '0001-01-01T00:00:00Z',
    organization_id: tree.get(row.organization_id)?.publicId ?? '',
    assigned_to: held && { ...held, assigned_at: instantText(Date.parse(held.assigned_at)) },
  };
}
