import { IsOptional } from 'class-validator';
import { Instant, Repeated, Whole } from '../http/parameters.js';

export class StatsQuery {
  /** Inclusive, of created_at. RFC 3339 with offset. */
  @IsOptional()
  @Instant()
  from_date?: number;
  /** Exclusive, of created_at; after from_date. */
  @IsOptional()
  @Instant()
  to_date?: number;
  /** How many names and systems. */
  @IsOptional()
  @Whole(1, 50)
  top = 10;
  /** A matcher over labels, such as `pod=~"api-.*"`; all of them must hold. */
  @Repeated()
  filter?: string[];
}

export class AlertnameCount {
  alertname: string;
  count: number;
}

export class SystemCount {
  system_key: string;
  count: number;
}

/** Figures of the resolved alerts whose resolution was recorded in the range: those that `GET /api/alerts/history` lists. */
export class Stats {
  total: number;
  /** Always critical, warning and info, besides any other label there is; `unknown` for alerts without one. */
  by_severity: Record<string, number>;
  /** Most frequent first, ties by name. */
  top_alertnames: AlertnameCount[];
  /** Most frequent first, ties by key; alerts without a system are left out. */
  top_systems: SystemCount[];
  /** Mean of end minus start. Absent without alerts. */
  mttr_seconds?: number;
  /** From the first start to the last one, over the number of alerts minus one. Absent below two alerts. */
  mtbf_seconds?: number;
}
