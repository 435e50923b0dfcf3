import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { EmptyIsAbsent } from '../../http/lists.js';
import { Whole, Words } from '../../http/parameters.js';

/** A page of labels or of their values. */
export class LabelsQuery {
  /** How many at most; with it the answer has a `next_cursor`. */
  @ApiPropertyOptional()
  @IsOptional()
  @Whole(1, 100)
  limit?: number;
  /** `next_cursor` of the page before. */
  @ApiPropertyOptional()
  @EmptyIsAbsent()
  @Words(4_000)
  cursor?: string;
}

export class LabelValuesQuery extends LabelsQuery {
  /** A part of the value; upper and lower case differ. */
  @ApiPropertyOptional()
  @EmptyIsAbsent()
  @Words(1_000)
  q?: string;
}

export class LabelName {
  name: string;
  /** How many different values it has. */
  values: number;
  /** How many series (organization and fingerprint) carry it. */
  series: number;
}

export class LabelNames {
  labels: LabelName[];
  /** Only with `limit` or `cursor`. */
  next_cursor?: string | null;
}

export class LabelValue {
  value: string;
  /** How many series (organization and fingerprint) carry it. */
  series: number;
}

export class LabelValues {
  values: LabelValue[];
  /** Only with `limit` or `cursor`. */
  next_cursor?: string | null;
}
