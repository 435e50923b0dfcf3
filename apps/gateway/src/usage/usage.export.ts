import { countable, type Exportable } from '../http/exportable.js';
import { Strict } from '../http/parse.js';
import { ApiKeysUsageFilter, UsageSummaryFilter } from './usage.dto.js';

@Strict()
class UsageSummaryExportFilter extends UsageSummaryFilter {}
@Strict()
class ApiKeysUsageExportFilter extends ApiKeysUsageFilter {}

/** The one row of GET /reports/usage-summary. */
export const usageSummaryExport: Exportable<UsageSummaryExportFilter> = {
  name: 'usage-summary',
  columns: ['start_date', 'end_date', 'total_users', 'active_users', 'total_sessions'],
  needs: ['read:analytics'],
  filters: UsageSummaryExportFilter,
  days: 'UTC',
  prepare: (filters, range) => ({ filters, range }),
};

/** The rows of GET /reports/api-keys/usage. */
export const apiKeysUsageExport: Exportable<ApiKeysUsageExportFilter> = {
  name: 'api-keys-usage',
  columns: ['user_id', 'scope', 'date', 'calls'],
  needs: ['role:ADMIN'],
  filters: ApiKeysUsageExportFilter,
  days: 'organization',
  prepare: (filters, range, zoneOf) => ({ filters: { ...filters, timezone: zoneOf(filters.timezone) }, range: countable(range) }),
};
