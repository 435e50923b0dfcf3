import { EmptyIsAbsent } from '../../http/lists.js';
import { Whole } from '../../http/parameters.js';
import { AskedQuery } from '../asked.dto.js';

export class TuningQuery extends AskedQuery {
  /** How many alert names, the most frequent first. */
  @EmptyIsAbsent()
  @Whole(1, 500)
  top = 50;
}

export class TuningDurations {
  /** Whole seconds; absent without a resolved alert. */
  p50?: number;
  p90?: number;
}
export class TuningGap {
  /** Whole seconds from an end to the next start of the series; absent where none followed. */
  p50?: number;
}
export class ForTime {
  seconds: number;
  /** Resolved alerts that were shorter. */
  avoided: number;
  /** Of those, the ones that somebody acknowledged. */
  lost: number;
}
export class KeepFiringTime {
  seconds: number;
  /** Alerts that began at most so long after the end of the one before. */
  avoided: number;
}
export class Suggestion {
  kind: 'for' | 'keep_firing_for' | 'delete';
  /** Absent for `delete`. */
  seconds?: number;
  avoided: number;
  lost: number;
}
/** Of one alert name. GET /reports/definitions says what each figure means. */
export class Tuning {
  alertname: string;
  episodes: number;
  resolved: number;
  acknowledged: number;
  auto_resolved: number;
  duration: TuningDurations;
  gap: TuningGap;
  for: ForTime[];
  keep_firing: KeepFiringTime[];
  suggestion: Suggestion | null;
}
