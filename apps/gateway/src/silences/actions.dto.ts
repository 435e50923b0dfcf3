import { IsOptional } from 'class-validator';
import { Batch, Identifier, Instant, OneOf, Whole, Words } from '../http/parameters.js';

export const ACTIONS = ['assign', 'release', 'note', 'silence', 'unsilence', 'close'] as const;
export type Action = (typeof ACTIONS)[number];

export class ActedAlert {
  /** Left out by customers, whose own it is. */
  @IsOptional()
  @Identifier()
  organization_id?: string;
  @Words(256)
  fingerprint: string;
}

/** One thing done to up to 100 alerts. */
export class ActionInput {
  @OneOf(...ACTIONS)
  action: Action;
  @Batch(() => ActedAlert, 100)
  items: ActedAlert[];
  /** assign: goes to the timeline besides. */
  @IsOptional()
  @Words(2_000)
  note?: string;
  /** note: what it says. */
  @IsOptional()
  @Words(2_000)
  text?: string;
  /** silence: from now on. */
  @IsOptional()
  @Whole(1, 5_256_000)
  duration_minutes?: number;
  /** silence: RFC 3339 with offset, in the future; instead of `duration_minutes`. */
  @IsOptional()
  @Instant()
  end_at?: number;
  /** silence: its comment. close: why. */
  @IsOptional()
  @Words(2_000)
  reason?: string;
}

export class ActionResult {
  organization_id: string;
  fingerprint: string;
  outcome: 'done' | 'unchanged' | 'not-found' | 'refused';
  /** Why it was refused. */
  message?: string;
}

export class ActionResults {
  /** In the order of `items`. */
  results: ActionResult[];
}
