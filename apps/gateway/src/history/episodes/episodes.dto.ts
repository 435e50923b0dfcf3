import { IsOptional } from 'class-validator';
import { EmptyIsAbsent } from '../../http/lists.js';
import { Instant, Whole, Words } from '../../http/parameters.js';
import { HistoryAlert } from '../history.dto.js';

export class EpisodesQuery {
  @Words(256)
  fingerprint: string;
  /** Only the episode that ran at this instant: it had started, and not yet ended. */
  @IsOptional()
  @Instant()
  starts_at?: number;
  @IsOptional()
  @Whole(1, 100)
  limit = 20;
  /** `next_cursor` of the page before. */
  @EmptyIsAbsent()
  @Words(4_000)
  cursor?: string;
}

/** Who is in charge of an alert, and since when. */
export class InCharge {
  user_id: string;
  user_name: string;
  user_org_id: string;
  user_org_name: string;
  assigned_at: string;
}

/** An alert from its start to its end: a row of the history, or one that still runs and has no end yet. */
export class AlertEpisode {
  id: number;
  organization_id: string;
  system_key: string | null;
  alertname: string;
  severity: string | null;
  status: 'resolved' | 'firing';
  fingerprint: string;
  starts_at: string;
  /** Null while it runs, like `resolution` and `created_at`. */
  ends_at: string | null;
  acknowledged_at: string | null;
  summary: string | null;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  receiver: string | null;
  resolution: HistoryAlert['resolution'] | null;
  created_at: string | null;
  alert_id: string;
  /** Why it was closed by hand. */
  close_reason: string | null;
  memo: string | null;
  assigned_to: InCharge | null;
}

export class AlertEpisodes {
  /** Newest start first. */
  episodes: AlertEpisode[];
  next_cursor: string | null;
}
