import { IsIn } from 'class-validator';
import { SUPPRESSION_KEYS } from '#reports';
import { EmptyIsAbsent } from '../../http/lists.js';
import { AskedQuery, BUCKETS, type Buckets } from '../asked.dto.js';

export class SuppressionQuery extends AskedQuery {
  /** What held alerts: silences, inhibiting alerts by their name, or mute times. */
  @EmptyIsAbsent()
  @IsIn(SUPPRESSION_KEYS)
  by: 'silence' | 'inhibitor' | 'mute' = 'silence';
  /** Civil days, weeks or months; without, one bucket for the range. */
  @EmptyIsAbsent()
  @IsIn(BUCKETS)
  'group-by': Buckets = 'NONE';
}

/** Of a silence, inhibiting alert or mute time in a bucket in which it held an alert; silences that held none come with zeros. */
export class Suppression {
  /** The id of a silence; the name of an inhibiting alert, its fingerprint where it is none in scope; the name of a mute time. */
  key: string;
  /** Empty without `group-by`. */
  bucket: string;
  /** Of a silence that the caller may see. */
  creator?: string;
  comment?: string;
  /** Alerts that it held within the bucket. */
  alerts: number;
  /** Whole seconds within the bucket, of all these alerts together. */
  suppressed_seconds: number;
  /** Those of the alerts that it held from their start to their end. */
  unseen: number;
}
