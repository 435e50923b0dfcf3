import { IsIn } from 'class-validator';
import { GROUPINGS, type Grouping } from '#metrics';
import { EmptyIsAbsent, Ids, Texts } from './lists.js';
import { Words } from './parameters.js';

export const METRICS = ['COUNT', 'MTTA', 'MTTR'] as const;

/** Which alerts a report speaks of and how it counts them: OR within a parameter, AND across; what is empty is as if absent. Exports take it too. */
export class AlertReportFilter {
  /** What is measured; a mean is in whole seconds. */
  @EmptyIsAbsent()
  @IsIn(METRICS)
  metric: 'COUNT' | 'MTTA' | 'MTTR' = 'COUNT';
  /** Buckets of the civil date of the start. */
  @EmptyIsAbsent()
  @IsIn(GROUPINGS)
  'group-by': Grouping = 'WEEK';
  @EmptyIsAbsent()
  @IsIn(['LOW', 'HIGH', 'ALL'])
  priority: 'LOW' | 'HIGH' | 'ALL' = 'ALL';
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
}
