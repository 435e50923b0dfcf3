import type { Exportable } from '../http/exportable.js';
import { matchersOf } from '../http/matchers.js';
import { Strict } from '../http/parse.js';
import { HistoryFilter } from './history.dto.js';

@Strict()
class HistoryExportFilter extends HistoryFilter {}

/** The entries of GET /api/alerts/history, by created_at. */
export const historyExport: Exportable<HistoryExportFilter> = {
  name: 'alert-history',
  columns: [
    'id',
    'organization_id',
    'system_key',
    'alertname',
    'severity',
    'status',
    'fingerprint',
    'starts_at',
    'ends_at',
    'acknowledged_at',
    'summary',
    'labels',
    'annotations',
    'receiver',
    'resolution',
    'created_at',
    'alert_id',
  ],
  needs: ['read:systems'],
  filters: HistoryExportFilter,
  days: 'organization',
  prepare({ from_date, to_date, ...filters }, { from, until }) {
    matchersOf('filter', filters.filter);
    return { filters, range: { from: Math.max(from, from_date ?? from), until: Math.min(until, to_date ?? until) } };
  },
};
