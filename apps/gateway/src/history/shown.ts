import { instantText } from '#metrics';
import { cursorAfter } from './cursor.js';
import type { HistoryAlert, HistoryPage, HistoryQuery } from './history.dto.js';
import type { HistoryRow } from './order.js';

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
    next_page: more ? page + 1 : null,
    prev_page: page > 1 ? page - 1 : null,
    sort_by: query.sort_by,
    sort_direction: query.sort_direction,
    next_cursor: more ? cursorAfter(last, query) : null,
  };
}

export function shown(row: HistoryRow): HistoryAlert {
  const text = (at: Date): string => instantText(at.getTime());
  const { id, alert_id, organization_id, system_key, alertname, severity, fingerprint, labels, annotations, receiver, resolution } = row;
  return {
    ...{ id, organization_id, system_key, alertname, severity, status: 'resolved', fingerprint },
    ...{ starts_at: text(row.starts_at), ends_at: text(row.ends_at), acknowledged_at: row.acknowledged_at && text(row.acknowledged_at) },
    ...{ summary: annotations.summary ?? null, labels, annotations, receiver, resolution },
    ...{ created_at: text(row.recorded_at), alert_id },
  };
}
