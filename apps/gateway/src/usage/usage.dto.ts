import { ArrayMaxSize, IsArray, IsOptional } from 'class-validator';
import { EmptyIsAbsent, Texts } from '../http/lists.js';
import { Batch, Day, Identifier, Instant, Whole, Words } from '../http/parameters.js';

const MOST = 50_000;

export class UserInput {
  /** The `sub` of the user's tokens. */
  @Words(200)
  id: string;
  @Identifier()
  organization_id: string;
  @IsOptional()
  @Words(200, { each: true })
  @ArrayMaxSize(100)
  @IsArray()
  team_ids?: string[];
  /** RFC 3339 with offset. First sight unless given. */
  @IsOptional()
  @Instant()
  created_at?: number;
  @IsOptional()
  @Instant()
  deleted_at?: number;
}

export class UsersInput {
  @Batch(() => UserInput, MOST)
  users: UserInput[];
}

export class User {
  id: string;
  /** What reports call the user. */
  numeric_id: number;
  organization_id: string;
  team_ids: string[];
  created_at: string;
  deleted_at: string | null;
}

export class Users {
  users: User[];
  /** With `limit` or `cursor`: where the next page begins; null at the end. */
  next_cursor?: string | null;
}

export class SessionInput {
  /** The same id twice is one session; a later end wins. */
  @Words(200)
  id: string;
  @Words(200)
  user_id: string;
  @IsOptional()
  @Words(200)
  service?: string;
  @Instant()
  started_at: number;
  @IsOptional()
  @Instant()
  ended_at?: number;
}

export class SessionsInput {
  @Batch(() => SessionInput, MOST)
  sessions: SessionInput[];
}

export class CallInput {
  /** The same id twice is counted once; without one every report counts. */
  @IsOptional()
  @Words(200)
  id?: string;
  @Words(200)
  user_id: string;
  /** The resource that was called, such as `alert`. */
  @Words(64)
  scope: string;
  @Instant()
  at: number;
  @Whole(1, 1_000_000_000)
  count: number;
}

export class CallsInput {
  @Batch(() => CallInput, MOST)
  calls: CallInput[];
}

export class Counted {
  received: number;
  /** How many of them were new. */
  inserted: number;
}

/** Which calls: exports take it too. */
export class ApiKeysUsageFilter {
  /** Resources, repeated or comma separated. */
  @Texts()
  scopes?: string[];
  /** IANA name of the zone whose civil days are counted; the organization's own unless given. */
  @EmptyIsAbsent()
  @Words(64)
  timezone?: string;
}

export class ApiKeysUsageQuery extends ApiKeysUsageFilter {
  /** Inclusive. Calls are counted by quarter hours: the range is widened to whole ones. */
  @Instant()
  from: number;
  /** Exclusive; at most 31 days after from. */
  @Instant()
  until: number;
}

/** Whose usage: exports take it too. */
export class UsageSummaryFilter {
  @EmptyIsAbsent()
  @Words(200)
  user_id?: string;
  @EmptyIsAbsent()
  @Words(200)
  team_id?: string;
  /** Only sessions of this service, and users active in them. */
  @EmptyIsAbsent()
  @Words(200)
  service?: string;
}

export class UsageSummaryQuery extends UsageSummaryFilter {
  /** A UTC date, inclusive. */
  @Day()
  start_date: string;
  /** A UTC date, inclusive. */
  @Day()
  end_date: string;
}

export class UsageSummary {
  /** Users that existed at any moment of the range. */
  total_users: number;
  /** Users with a session or an API call in the range. */
  active_users: number;
  /** Sessions that started in the range. */
  total_sessions: number;
}
