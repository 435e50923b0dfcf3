import { IsBoolean, IsOptional, IsString, MaxLength } from 'class-validator';
import { Batch, Instant, Repeated, Words } from '../http/parameters.js';

/** Which silences, in the words of Alertmanager's API v2. */
export class TenantSilencesQuery {
  /** Matchers that the matchers of the silence fulfil: `alertname="DiskFull"`. */
  @Repeated()
  filter?: string[];
}

export class PostableMatcher {
  @Words(1_024)
  name: string;
  @IsString()
  @MaxLength(16_384)
  value: string;
  @IsBoolean()
  isRegex: boolean;
  @IsOptional()
  @IsBoolean()
  isEqual = true;
}

export class PostableSilence {
  /** Of the one that it replaces. */
  @IsOptional()
  @IsString()
  id?: string;
  /** With an exact one of `organization_id`, which says whose Alertmanager it is for; a caller with one organization may leave it out. */
  @Batch(() => PostableMatcher, 100)
  matchers: PostableMatcher[];
  /** RFC 3339 with offset. */
  @Instant()
  startsAt: number;
  /** RFC 3339 with offset, in the future and after `startsAt`. */
  @Instant()
  endsAt: number;
  @IsString()
  @MaxLength(1_024)
  createdBy: string;
  @IsString()
  @MaxLength(16_384)
  comment: string;
}

export class SilenceId {
  silenceID: string;
}

export class GettableMatcher {
  isEqual: boolean;
  isRegex: boolean;
  name: string;
  value: string;
}

export class GettableSilenceStatus {
  state: 'pending' | 'active' | 'expired';
}

export class GettableSilence {
  id: string;
  status: GettableSilenceStatus;
  updatedAt: string;
  comment: string;
  createdBy: string;
  endsAt: string;
  matchers: GettableMatcher[];
  startsAt: string;
}
