import { IsIn } from 'class-validator';
import { EmptyIsAbsent } from '../../http/lists.js';
import { AlertReportQuery } from '../reports.dto.js';

export const GROUPS = ['organization', 'source', 'policy', 'severity'] as const;
export type SeriesGroup = (typeof GROUPS)[number];

/** `metric` is checked and changes nothing. */
export class SeriesQuery extends AlertReportQuery {
  /** Adds the equally long range before. */
  @EmptyIsAbsent()
  @IsIn(['previous'])
  compare?: 'previous';
  /** Adds the ten largest groups and the rest. */
  @EmptyIsAbsent()
  @IsIn(GROUPS)
  by?: SeriesGroup;
}

export class SeriesPoint {
  bucket: string;
  /** First instant of the bucket within the range. */
  from: string;
  until: string;
  count: number;
  acknowledged: number;
  /** Whole seconds; absent when none was acknowledged. */
  mtta?: number;
  resolved: number;
  /** Whole seconds; absent when none is resolved. */
  mttr?: number;
}

export class SeriesOfGroup {
  /** Of an organization, source or policy, or the severity; empty for what has none. */
  id: string;
  name: string;
  buckets: SeriesPoint[];
}

export class SeriesOfRest {
  buckets: SeriesPoint[];
}

export class AlertSeries {
  /** Every bucket of the range, ascending. */
  buckets: SeriesPoint[];
  /** Those of the equally long range before; only with `compare=previous`. */
  previous?: SeriesPoint[];
  /** The ten largest, largest first; only with `by`. */
  groups?: SeriesOfGroup[];
  /** All others together, where there are any. */
  rest?: SeriesOfRest;
}
