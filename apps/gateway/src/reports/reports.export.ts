import { countable, type Exportable } from '../http/exportable.js';
import { Strict } from '../http/parse.js';
import { AlertReportFilter } from './reports.dto.js';

@Strict()
class AlertReportExportFilter extends AlertReportFilter {}

const exportOf = (name: string): Exportable<AlertReportExportFilter> => ({
  name,
  needs: ['report', 'read:analytics'],
  filters: AlertReportExportFilter,
  days: 'organization',
  prepare: (filters, range, zoneOf) => ({ filters: { ...filters, timezone: zoneOf(filters.timezone) }, range: countable(range) }),
});

/** The rows of GET /reports/alerts. */
export const alertsExport = exportOf('alerts');
/** The rows of GET /reports/alerts/summary. */
export const alertsSummaryExport = exportOf('alerts-summary');
