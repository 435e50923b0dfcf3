import { IsIn, IsOptional } from 'class-validator';
import { EmptyIsAbsent } from '../http/lists.js';
import { Whole, Words } from '../http/parameters.js';

export const SUGGESTED = ['alertname', 'system_key'] as const;

export class SuggestQuery {
  @IsIn(SUGGESTED)
  field: (typeof SUGGESTED)[number];
  /** What the value begins with; upper and lower case differ. */
  @EmptyIsAbsent()
  @Words(200)
  q?: string;
  @IsOptional()
  @Whole(1, 20)
  limit = 20;
}

/** Values that alerts in scope have, in the order of their bytes. */
export class Suggestions {
  values: string[];
}
