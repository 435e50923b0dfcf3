import { Instant } from '../http/parameters.js';
import { AlertReportFilter } from '../http/report-filter.dto.js';

export class AlertReportQuery extends AlertReportFilter {
  /** First instant, included. RFC 3339 with offset. */
  @Instant()
  from: number;
  /** Last instant, excluded; after from, at most a calendar year (UTC) later, not in the future. */
  @Instant()
  until: number;
}

/** Source, policy, call routing number or "", bucket, value. */
export type AlertReportRow = [alertSourceId: number, escalationPolicyId: number, callRoutingNumber: string, bucket: string, value: number];

/** Of all alerts of a source, policy and call routing number in the range. */
export class AlertSummary {
  alertSourceId: number;
  escalationPolicyId: number;
  /** Empty when the alerts have none. */
  callRoutingNumberPhoneNumber: string;
  count: number;
  /** Whole seconds; absent when none was acknowledged. */
  mtta?: number;
  /** Whole seconds; absent when none is resolved. */
  mttr?: number;
}
