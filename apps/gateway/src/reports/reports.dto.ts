import { IsIn } from 'class-validator';
import { GROUPINGS, type Grouping } from '#metrics';
import { METRICS } from '#reports';
import { EmptyIsAbsent, Ids, Texts } from '../http/lists.js';
import { Instant, Repeated, Words } from '../http/parameters.js';

export const PRIORITIES = ['LOW', 'HIGH', 'ALL'] as const;

/** Which alerts a report speaks of: OR within a parameter, AND across; what is empty is as if absent. */
export class ReportedAlerts {
  /** IANA name; the organization's own zone unless given. */
  @EmptyIsAbsent()
  @Words(64)
  timezone?: string;
  /** Ids of alert sources, repeated or comma separated. */
  @Ids()
  sources?: number[];
  /** Ids of escalation policies, repeated or comma separated. */
  @Ids()
  policies?: number[];
  /** Call routing numbers, repeated or comma separated. A space is a plus sign that was not encoded. */
  @Texts((text) => text.replaceAll(' ', '+'))
  numbers?: string[];
  /** Matchers over labels, such as `namespace="shop"` or `pod=~"api-.*"`: all must hold. */
  @Repeated()
  filter?: string[];
}

/** Which alerts a report speaks of and how it counts them. Exports take it too. */
export class AlertReportFilter extends ReportedAlerts {
  @EmptyIsAbsent()
  @IsIn(PRIORITIES)
  priority: 'LOW' | 'HIGH' | 'ALL' = 'ALL';
  /** What is measured; a mean is in whole seconds. */
  @EmptyIsAbsent()
  @IsIn(METRICS)
  metric: 'COUNT' | 'MTTA' | 'MTTR' = 'COUNT';
  /** Buckets of the civil date of the start. */
  @EmptyIsAbsent()
  @IsIn(GROUPINGS)
  'group-by': Grouping = 'WEEK';
}

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
