import { ApiHideProperty, ApiProperty } from '@nestjs/swagger';
import { IsIn, Validate, ValidatorConstraint } from 'class-validator';
import { hoursProblem } from '#metrics';
import { EmptyIsAbsent } from '../../http/lists.js';
import { BUCKETS, type Buckets, RangedAlerts } from '../asked.dto.js';

@ValidatorConstraint({ name: 'hours' })
class IsHours {
  validate(value: unknown): boolean {
    return typeof value === 'string' && hoursProblem(value) === undefined;
  }
  defaultMessage(args?: { property: string; value: unknown }): string {
    return `${args?.property} ${typeof args?.value === 'string' ? hoursProblem(args.value) : 'must be given once'}`;
  }
}
@ValidatorConstraint({ name: 'absent' })
class IsAbsent {
  validate(value: unknown): boolean {
    return value === undefined;
  }
  defaultMessage(args?: { property: string }): string {
    return `${args?.property} is always HIGH here`;
  }
}

export class InterruptionsQuery extends RangedAlerts {
  /** Not taken: only alerts of priority HIGH interrupt. */
  @ApiHideProperty()
  @EmptyIsAbsent()
  @Validate(IsAbsent)
  priority?: never;
  /** Hours of work, on the days given: `Mon-Fri 08:00-18:00`. */
  @EmptyIsAbsent()
  @ApiProperty({ type: String })
  @Validate(IsHours)
  business = 'Mon-Fri 08:00-18:00';
  /** Hours of sleep, which go before those of work: `22:00-08:00`. */
  @EmptyIsAbsent()
  @ApiProperty({ type: String })
  @Validate(IsHours)
  sleep = '22:00-08:00';
  /** Civil days, weeks or months; without, one bucket for the range. */
  @EmptyIsAbsent()
  @IsIn(BUCKETS)
  'group-by': Buckets = 'NONE';
}

export class InterruptionCounts {
  business: number;
  off: number;
  sleep: number;
}
export class InterruptionBucket extends InterruptionCounts {
  bucket: string;
}
export class InterruptedAssignee extends InterruptionCounts {
  /** Who is in charge now; null: nobody. */
  user_id: string | null;
}
export class Interruptions {
  buckets: InterruptionBucket[];
  /** By falling sum, then by id. */
  assignees: InterruptedAssignee[];
}
