/** How long ago the tenants that the caller sees as such were asked for their alerts. One that neither failed nor answered of late is none of the three. */
export class TenantCounts {
  total: number;
  /** Answered within the last five minutes. */
  fresh: number;
  /** Their last poll failed. */
  failing: number;
  /** Never answered, and no poll of them failed. */
  never: number;
}

export class TenantAge {
  tenant_id: string;
  /** Null: never. */
  polled_at: string | null;
  failing_since: string | null;
  /** How many organizations it holds the alerts of. */
  organizations: number;
}

/** The mirror that answers questions. */
export class ColumnsAge {
  /** Since it last took in what was recorded; every question makes it do so. Null: it is being built. */
  age_seconds: number | null;
  /** Of its file. */
  bytes: number;
}

/** What was recorded and has yet to reach kept numbers and the feed. Answers count it already. */
export class Pending {
  /** Transactions, counted up to 100,000. */
  batches: number;
  /** For how long this gateway has known the oldest of them to wait. */
  age_seconds: number;
}

export class Freshness {
  /** Between two polls of a tenant. */
  interval_seconds: number;
  tenants: TenantCounts;
  /** At most 20, those first that never answered, then by the age of the answer. */
  oldest: TenantAge[];
  columns: ColumnsAge;
  pending: Pending;
}
