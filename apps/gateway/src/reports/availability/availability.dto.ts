import { IsIn } from 'class-validator';
import { AVAILABILITY_KEYS } from '#reports';
import { EmptyIsAbsent } from '../../http/lists.js';
import { Repeated } from '../../http/parameters.js';
import { AskedQuery, BUCKETS, type Buckets } from '../asked.dto.js';

export class AvailabilityQuery extends AskedQuery {
  /** What is available or not. A system is known by its organization and key. */
  @EmptyIsAbsent()
  @IsIn(AVAILABILITY_KEYS)
  by: 'system' | 'organization' | 'alertname' = 'system';
  /** Civil days, weeks or months; without, one bucket for the range. */
  @EmptyIsAbsent()
  @IsIn(BUCKETS)
  'group-by': Buckets = 'NONE';
  /** Only alerts of these severities. */
  @Repeated()
  severity?: string[];
  /** `silenced`: the time under a silence does not count. */
  @EmptyIsAbsent()
  @IsIn(['silenced'])
  exclude?: 'silenced';
}

/** Of a key in a bucket in which it had an alert. */
export class Availability {
  /** A system's key, empty where it has none; the id of an organization; the name of alerts. */
  key: string;
  /** Of a system. */
  organization_id?: string;
  /** Empty without `group-by`. */
  bucket: string;
  /** Whole seconds of the bucket within at least one alert. */
  alert_seconds: number;
  /** Share of the bucket without one, 6 decimals. */
  availability: number;
  /** Alerts that overlap the bucket. */
  episodes: number;
  /** Whole seconds of the longest stretch. */
  longest_seconds: number;
}
