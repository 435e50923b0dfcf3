import type { Choice } from './encode/chosen.js';

/** An export that this worker took: a row of export_job. Instants are fixed, so that every attempt reads the same range. */
export type Job = {
  readonly id: string;
  readonly attempt: number;
  /** Workers that died over it, and failures of the export itself, before this attempt. */
  readonly lost: number;
  readonly failures: number;
  readonly organization_id: number;
  readonly report_type: string;
  readonly format: 'csv' | 'ndjson' | 'xlsx' | 'parquet';
  readonly compression: 'none' | 'gzip';
  readonly formula_guard: boolean;
  /** Of CSV, where the order says how it is laid out. */
  readonly layout: (Choice & { readonly delimiter?: string; readonly bom?: boolean }) | null;
  readonly filters: unknown;
  readonly from_at: Date;
  readonly until_at: Date;
  readonly subtrees: readonly number[];
  readonly singles: readonly number[];
  /** The trace that the order belongs to. */
  readonly traceparent: string | null;
};

/** The name in the storage. It carries the attempt: a worker that was overtaken cannot touch what another one published. */
export const storedAs = ({ id, attempt, format, compression }: Job): string =>
  `${id}.${attempt}.${format}${compression === 'gzip' ? '.gz' : ''}`;
