import { IsOptional } from 'class-validator';
import { Whole, Words } from '../http/parameters.js';

export class AssignmentInput {
  /** Of an open alert. */
  @Words(256)
  fingerprint: string;
  /** Goes to the timeline besides. */
  @IsOptional()
  @Words(2_000)
  note?: string;
}

export class NoteInput {
  /** Of an open alert. */
  @Words(256)
  fingerprint: string;
  @Words(2_000)
  text: string;
}

export class ActivityQuery {
  /** How many events. */
  @IsOptional()
  @Whole(1, 500)
  limit = 100;
}

/** What happened to an alert. */
export class ActivityEvent {
  id: number;
  organization_id: string;
  fingerprint: string;
  action:
    | 'fired'
    | 'severity_changed'
    | 'assigned'
    | 'unassigned'
    | 'note_added'
    | 'silenced'
    | 'unsilenced'
    | 'inhibited'
    | 'uninhibited'
    | 'notified'
    | 'resolved';
  /** Null when no person did it. */
  actor_user_id: string | null;
  actor_name: string | null;
  /** Depends on the action: `text` of a note, `silence_id` or `silences`, `alerts` (the fingerprints that inhibit), `from` and `to` of a severity, `resolution`, `user_id` and `user_name` of an assignment. */
  details: Record<string, unknown>;
  /** Of a silence that was set or ended here; null of anything else. */
  silence_id: string | null;
  /** When it happened. */
  created_at: string;
  /** Start of the episode it happened to. */
  starts_at: string;
}

export class Activity {
  /** Newest first. */
  events: ActivityEvent[];
}
