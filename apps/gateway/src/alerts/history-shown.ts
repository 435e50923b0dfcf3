import { instantText } from '#metrics';
import type { Tree } from '#scope';
import type { HistoryAlert, HistoryPage, HistoryQuery } from './alerts.dto.js';
import { cursorAfter } from './history-cursor.js';
import type { HistoryRow } from './history-order.js';

/** `rows` are one more than the page holds when another page follows. */
export function paginationOf(query: HistoryQuery, total: number, rows: readonly HistoryRow[]): HistoryPage['pagination'] {
  const { page, page_size } = query;
  const last = rows[page_size - 1];
  const more = rows.length > page_size && last !== undefined;
  return {
    page,
    page_size,
    total_count: total,
    total_pages: Math.ceil(total / page_size),
    has_next: more,
    has_prev: query.cursor !== undefined || page > 1,
    next_cursor: more ? cursorAfter(last, query) : null,
  };
}

export function shown(row: HistoryRow, tree: Tree): HistoryAlert {
  const { recorded_at, starts_at, ends_at, acknowledged_at, ...rest } = row;
  const text = (at: Date): string => instantText(at.getTime());
  return {
    id: row.id,
    organization_id: tree.get(row.organization_id)?.publicId ?? '',
    system_key: rest.system_key,
    alertname: rest.alertname,
    severity: rest.severity,
    status: 'resolved',
    fingerprint: rest.fingerprint,
    starts_at: text(starts_at),
    ends_at: text(ends_at),
    acknowledged_at: acknowledged_at && text(acknowledged_at),
    summary: rest.annotations.summary ?? null,
    labels: rest.labels,
    annotations: rest.annotations,
    receiver: rest.receiver,
    resolution: rest.resolution,
    created_at: text(recorded_at),
  };
}
