import { IsOptional, ValidateIf } from 'class-validator';
import { Batch, Identifier, Whole, Words } from '../http/parameters.js';

/** Either of an API key, or of a user's tokens and those of their keys that have no limit of their own. */
export class RateLimitInput {
  /** The user's organization, the caller's own unless given. A key is found by its id. */
  @IsOptional()
  @Identifier()
  organization_id?: string;
  @ValidateIf((input: RateLimitInput) => input.subject === undefined)
  @Words(100)
  api_key_id?: string;
  @ValidateIf((input: RateLimitInput) => input.api_key_id === undefined)
  @Words(200)
  subject?: string;
  /** Requests in any 60 seconds; null: the configured number. */
  @ValidateIf((input: RateLimitInput) => input.per_minute !== null)
  @Whole(1, 1_000_000)
  per_minute: number | null;
}

export class RateLimitsInput {
  @Batch(() => RateLimitInput, 1_000)
  items: RateLimitInput[];
}

export class RateLimit {
  organization_id: string;
  /** Of a key. */
  api_key_id?: string;
  /** Of a user. */
  subject?: string;
  per_minute: number;
}

export class RateLimits {
  /** What holds for everybody else. */
  default_per_minute: number;
  items: RateLimit[];
  /** With `limit` or `cursor`: where the next page begins; null at the end. */
  next_cursor?: string | null;
}
