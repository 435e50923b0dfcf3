import { EmptyIsAbsent } from '../http/lists.js';
import { Whole, Words } from '../http/parameters.js';
import { AlertReportQuery } from './reports.dto.js';

const A_YEAR = 366 * 86_400;

/** `metric` and `group-by` are checked and change nothing. */
export class InsightsQuery extends AlertReportQuery {
  /** Name of a label: the figures are given for its 100 most frequent values as well. */
  @EmptyIsAbsent()
  @Words(200)
  'group-by-label'?: string;
  /** Seconds within which an alert should be acknowledged. */
  @EmptyIsAbsent()
  @Whole(0, A_YEAR)
  'mtta-target'?: number;
  /** Seconds within which an alert should be resolved. */
  @EmptyIsAbsent()
  @Whole(0, A_YEAR)
  'mttr-target'?: number;
}

/** Whole seconds over `n` durations; without any, `n` is 0 and the others are absent. */
export class Durations {
  n: number;
  mean?: number;
  min?: number;
  p50?: number;
  p90?: number;
  p95?: number;
  p99?: number;
  max?: number;
}

/** GET /reports/definitions says what each of them means. */
export class Figures {
  count: number;
  /** Unresolved. */
  open: number;
  /** Ever. */
  acknowledged: number;
  resolved: number;
  /** Without a person. */
  auto_resolved: number;
  mtta: Durations;
  mttr: Durations;
  /** Series with more than 2 changes within 30 minutes. */
  flapping: number;
  /** Share of the resolved alerts that fired again within 24 hours; absent without any. */
  refire_rate?: number;
  /** Share; absent without a target or an acknowledged alert. */
  within_mtta_target?: number;
  /** Share; absent without a target or a resolved alert. */
  within_mttr_target?: number;
}

export class LabelFigures extends Figures {
  /** The value of the label, empty for the alerts without it. */
  label: string;
  previous: Figures;
}

export class AlertnameCount {
  alertname: string;
  count: number;
}

export class SystemCount {
  system_key: string;
  count: number;
}

export class Insights {
  from: string;
  until: string;
  timezone: string;
  overall: Figures;
  /** Of the equally long range before. */
  previous: Figures;
  /** By falling count; only with `group-by-label`. */
  groups?: LabelFigures[];
  /** How many values the label has, those that are not shown included; only with `group-by-label`. */
  group_count?: number;
  /** The 10 most frequent. */
  top_alertnames: AlertnameCount[];
  /** The 10 most frequent. */
  top_systems: SystemCount[];
  /** 7 rows of 24 counts: weekday (Monday first) and hour of the zone's clocks. */
  heatmap: number[][];
}

export class Definition {
  name: string;
  unit: string;
  formula: string;
}

export class Definitions {
  definitions: Definition[];
}
