import { OmitType } from '@nestjs/swagger';
import { countable, type Exportable } from '../http/exportable.js';
import { matchersOf } from '../http/matchers.js';
import { Strict } from '../http/parse.js';
import { AvailabilityQuery } from './availability/availability.dto.js';
import { BurstsQuery } from './bursts/bursts.dto.js';
import { InterruptionsQuery } from './interruptions/interruptions.dto.js';
import { AlertReportFilter, type ReportedAlerts } from './reports.dto.js';
import { SuppressionQuery } from './suppression/suppression.dto.js';
import { TuningQuery } from './tuning/tuning.dto.js';

/** The range of a file is that of its days, and a file is whole. */
const NOT_OF_A_FILE = ['from', 'until', 'limit', 'cursor'] as const;

@Strict()
class AlertReportExportFilter extends AlertReportFilter {}
@Strict()
class AvailabilityExportFilter extends OmitType(AvailabilityQuery, NOT_OF_A_FILE) {}
@Strict()
class TuningExportFilter extends OmitType(TuningQuery, NOT_OF_A_FILE) {}
@Strict()
class BurstsExportFilter extends OmitType(BurstsQuery, NOT_OF_A_FILE) {}
@Strict()
class InterruptionsExportFilter extends OmitType(InterruptionsQuery, NOT_OF_A_FILE) {}
@Strict()
class SuppressionExportFilter extends OmitType(SuppressionQuery, NOT_OF_A_FILE) {}

const exportOf = <Filters extends ReportedAlerts>(
  name: string,
  filters: new () => Filters,
  columns: readonly string[],
): Exportable<Filters> => ({
  name,
  columns,
  needs: ['report', 'read:analytics'],
  filters,
  days: 'organization',
  prepare: (asked, range, zoneOf) => {
    matchersOf('filter', asked.filter);
    return { filters: { ...asked, timezone: zoneOf(asked.timezone) }, range: countable(range) };
  },
});

const KEY = ['alertSourceId', 'escalationPolicyId', 'callRoutingNumberPhoneNumber'];
const COUNTS = ['episodes', 'resolved', 'acknowledged', 'auto_resolved'];

/** The rows of GET /reports/alerts, of its summary, and of what follows from the history of alerts. */
export const reportExports: readonly Exportable[] = [
  exportOf('alerts', AlertReportExportFilter, [...KEY, 'bucket', 'value']),
  exportOf('alerts-summary', AlertReportExportFilter, [...KEY, 'count', 'mtta', 'mttr']),
  exportOf('availability', AvailabilityExportFilter, [
    ...['key', 'organization_id', 'bucket', 'alert_seconds', 'availability', 'episodes', 'longest_seconds'],
  ]),
  exportOf('tuning', TuningExportFilter, ['alertname', ...COUNTS, 'duration', 'gap', 'for', 'keep_firing', 'suggestion']),
  exportOf('bursts', BurstsExportFilter, ['alertname', 'from', 'until', 'alerts', 'systems', 'organizations']),
  exportOf('interruptions', InterruptionsExportFilter, ['bucket', 'user_id', 'business', 'off', 'sleep']),
  exportOf('suppression', SuppressionExportFilter, ['key', 'bucket', 'creator', 'comment', 'alerts', 'suppressed_seconds', 'unseen']),
];
