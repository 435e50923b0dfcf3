import { Undelivered } from '../callbacks/post.js';

export const KINDS = ['mail', 'webhook', 'drop'] as const;
export type Kind = (typeof KINDS)[number];

/** Why a report was not delivered, and will not be by another try. */
export class Hopeless extends Undelivered {}

/** A delivery that is due, as it is taken: its export may be gone. */
export type Due = Delivery | (Omit<Delivery, 'job_id'> & { readonly job_id: null });

export const hasExport = (due: Due): due is Delivery => due.job_id !== null;

/** A report that is due at somebody, with what it came to. */
export type Delivery = {
  readonly schedule_id: string;
  readonly slot: Date;
  readonly nth: number;
  readonly kind: Kind;
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
