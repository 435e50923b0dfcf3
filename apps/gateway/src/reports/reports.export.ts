import { countable, type Exportable } from '../http/exportable.js';
import { Strict } from '../http/parse.js';
import { AlertReportFilter } from './reports.dto.js';

@Strict()
class AlertReportExportFilter extends AlertReportFilter {}

const KEY = ['alertSourceId', 'escalationPolicyId', 'callRoutingNumberPhoneNumber'];

const exportOf = (name: string, values: readonly string[]): Exportable<AlertReportExportFilter> => ({
  name,
  columns: [...KEY, ...values],
  needs: ['report', 'read:analytics'],
  filters: AlertReportExportFilter,
  days: 'organization',
  prepare: (filters, range, zoneOf) => ({ filters: { ...filters, timezone: zoneOf(filters.timezone) }, range: countable(range) }),
});

/** The rows of GET /reports/alerts. */
export const alertsExport = exportOf('alerts', ['bucket', 'value']);
/** The rows of GET /reports/alerts/summary. */
export const alertsSummaryExport = exportOf('alerts-summary', ['count', 'mtta', 'mttr']);
