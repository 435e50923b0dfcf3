export class ReasonCount {
  /** @example 'known already' */
  reason: string;
  count: number;
}

/** What `npm run backfill` made of the alerts that a Prometheus still had. */
export class BackfillReport {
  id: number;
  /** The server that was asked. */
  url: string;
  /** Null: the labels of the alerts said whose they are. */
  tenant: string | null;
  since: string;
  until: string;
  /** Everything before it is done. */
  position: string;
  started_at: string;
  /** Null: it is under way, or was stopped. */
  ended_at: string | null;
  recorded: number;
  left_out: ReasonCount[];
  set_aside: ReasonCount[];
}

export class BackfillList {
  /** Newest first. */
  backfills: BackfillReport[];
  /** With `limit` or `cursor`: where the next page begins; null at the end. */
  next_cursor?: string | null;
}
