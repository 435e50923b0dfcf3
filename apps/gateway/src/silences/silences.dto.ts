import { Transform } from 'class-transformer';
import { IsOptional } from 'class-validator';
import { Instant, OneOf, Repeated, Whole, Words } from '../http/parameters.js';

/** No comment and an empty one are the same. */
const Comment = (): PropertyDecorator => Transform(({ value }) => (value === '' || value === null ? undefined : value));

/** How long: exactly one of the two. */
export class SilenceLength {
  /** From now on. */
  @IsOptional()
  @Whole(1, 5_256_000)
  duration_minutes?: number;
  /** RFC 3339 with offset, in the future. */
  @IsOptional()
  @Instant()
  end_at?: number;
  @Comment()
  @IsOptional()
  @Words(2_000)
  comment?: string;
}

export class SilenceInput extends SilenceLength {
  /** Of an open alert; the silence matches its labels. */
  @Words(256)
  fingerprint: string;
}

export class SilencesQuery {
  @IsOptional()
  @Whole(1, 1_000_000_000)
  page = 1;
  @IsOptional()
  @Whole(1, 100)
  page_size = 50;
  @Repeated()
  fingerprint?: string[];
  /** Those that are not over, unless asked otherwise. */
  @Repeated()
  @OneOf('pending', 'active', 'expired')
  state?: string[];
}

export class SilenceMatcher {
  name: string;
  value: string;
  isRegex: boolean;
  isEqual: boolean;
}

export class SilenceStatus {
  state: 'pending' | 'active' | 'expired';
}

/** A silence that was made here, in the shape of Alertmanager's API. */
export class SilenceView {
  id: string;
  organization_id: string;
  fingerprint: string;
  /** Of the alert that it was made for; empty where that has none. */
  system_key: string;
  matchers: SilenceMatcher[];
  startsAt: string;
  endsAt: string;
  updatedAt: string;
  /** Name of the person. */
  createdBy: string;
  comment: string;
  status: SilenceStatus;
}

export class SilenceSaved extends SilenceView {
  /** The same as `id`: another one than before when the Alertmanager has replaced the silence. */
  silence_id: string;
}

export class SilencesPage {
  page: number;
  page_size: number;
  total_count: number;
  total_pages: number;
  has_next: boolean;
  has_prev: boolean;
}

export class Silences {
  /** The latest end first. */
  silences: SilenceView[];
  pagination: SilencesPage;
}
