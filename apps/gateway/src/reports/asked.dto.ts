import { IsIn } from 'class-validator';
import { GROUPINGS, type Grouping } from '#metrics';
import { EmptyIsAbsent } from '../http/lists.js';
import { Instant, Whole, Words } from '../http/parameters.js';
import { PRIORITIES, ReportedAlerts } from './reports.dto.js';

export const BUCKETS = ['NONE', ...GROUPINGS] as const;
export type Buckets = Grouping | 'NONE';

/** The alerts and the range of a report that has no metric. */
export class RangedAlerts extends ReportedAlerts {
  /** First instant, included. RFC 3339 with offset. */
  @Instant()
  from: number;
  /** Last instant, excluded; after from, at most a calendar year (UTC) later, not in the future. */
  @Instant()
  until: number;
  /** How many rows at most; then the header `Link` leads to the next ones. Without, all of them. */
  @EmptyIsAbsent()
  @Whole(1, 1_000)
  limit?: number;
  /** From the link of the page before. */
  @EmptyIsAbsent()
  @Words(4_000)
  cursor?: string;
}

export class AskedQuery extends RangedAlerts {
  @EmptyIsAbsent()
  @IsIn(PRIORITIES)
  priority: 'LOW' | 'HIGH' | 'ALL' = 'ALL';
}
