/** A report that is due at somebody, with what it came to. */
export type Delivery = {
  readonly schedule_id: string;
  readonly slot: Date;
  readonly nth: number;
  readonly kind: 'mail' | 'webhook' | 'drop';
  /** The address or URL; empty for a drop. */
  readonly target: string;
  readonly failures: number;
  readonly name: string;
  readonly timezone: string;
  readonly organization_id: number;
  readonly organization: string;
  readonly organization_name: string;
  readonly job_id: string;
  readonly report_type: string;
  readonly format: string;
  readonly compression: string;
  readonly filters: unknown;
  readonly start_date: string;
  readonly end_date: string;
  readonly from_at: Date;
  readonly until_at: Date;
  readonly subtrees: readonly number[];
  readonly singles: readonly number[];
  readonly rows_written: number;
  readonly file_size: number | null;
  readonly sha256: string | null;
  readonly stored_as: string | null;
  readonly file_name: string;
};
