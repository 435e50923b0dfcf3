import { IsIn, IsOptional } from 'class-validator';
import { Whole } from '../http/parameters.js';

export class QuarantineQuery {
  @IsOptional()
  @Whole(1, 1_000_000_000)
  page = 1;
  @IsOptional()
  @Whole(1, 200)
  page_size = 50;
  /** Only those that still wait, or those that were replayed. */
  @IsOptional()
  @IsIn(['waiting', 'replayed'])
  state?: 'waiting' | 'replayed';
}

/** An alert that could not be placed or stored when it came. */
export class QuarantinedAlert {
  id: number;
  received_at: string;
  /** Whose Alertmanager sent it; null when it did not say. */
  tenant_id: string | null;
  reason: string;
  /** The alert as it came, with the name of its receiver: 64 KiB of it, `cut` names what is gone of a larger one. */
  payload: Record<string, unknown>;
  /** When it was recorded after all. */
  replayed_at: string | null;
}

export class QuarantinePagination {
  page: number;
  page_size: number;
  total_count: number;
  total_pages: number;
  has_next: boolean;
  has_prev: boolean;
}

export class QuarantinePage {
  alerts: QuarantinedAlert[];
  pagination: QuarantinePagination;
}

export class Replay {
  /** Alerts that are in the ledger now. */
  replayed: number;
  /** Alerts of the last 24 hours that still cannot be placed or stored. */
  waiting: number;
}
