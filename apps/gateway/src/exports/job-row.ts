import { instantText } from '#metrics';
import { covers, type Node, type Scope, type Tree } from '#scope';
import type { Exportable } from '../http/exportable.js';
import type { Caller } from '../http/identity/caller.js';
import { has } from '../http/identity/callers.js';
import type { ExportFormat, ExportJob } from './exports.dto.js';

/** A row of export_job as the gateway reads it. */
export type JobRow = {
  readonly id: string;
  readonly organization_id: number;
  readonly subject: string;
  readonly subtrees: readonly number[];
  readonly singles: readonly number[];
  readonly report_type: string;
  readonly format: ExportFormat;
  readonly compression: 'none' | 'gzip';
  readonly start_date: string;
  readonly end_date: string;
  readonly status: ExportJob['status'];
  readonly attempt: number;
  readonly progress: number;
  readonly rows_written: number;
  readonly stored_as: string | null;
  readonly file_name: string;
  readonly file_size: number | null;
  readonly sha256: string | null;
  readonly error_code: string | null;
  readonly error_message: string | null;
  readonly error_retryable: boolean | null;
  readonly created_at: Date;
  readonly started_at: Date | null;
  readonly finished_at: Date | null;
  readonly expires_at: Date | null;
};

/** The name of the file in its download path. */
export const pathName = ({ id, format, compression }: Pick<JobRow, 'id' | 'format' | 'compression'>): string =>
  `export-${id}.${format}${compression === 'gzip' ? '.gz' : ''}`;

export const isFinal = ({ status }: { status: ExportJob['status'] }): boolean => status === 'completed' || status === 'failed';

/**
 * Whether a caller may know of an export: it is their own, or of an organization they administer reports of and of a report they may ask for. And
 * whatever it speaks of must be theirs to see now: an export outlives the rights it was ordered with.
 */
export function isVisible(job: JobRow, caller: Caller, tree: Tree, exportables: readonly Exportable[]): boolean {
  const { organization, subject, roles } = caller;
  const needs = exportables.find(({ name }) => name === job.report_type)?.needs ?? [];
  const own = job.organization_id === organization.id && job.subject === subject;
  const home = tree.get(job.organization_id);
  const mayAsk = needs.some((need) => has(caller, need));
  const administered = mayAsk && roles.has('report_admin') && home !== undefined && tree.contains(organization, home);
  const scope = scopeOf(job, tree);
  return (own || administered) && scope !== undefined && covers({ subtrees: [organization], singles: [] }, scope, tree);
}

/** Undefined when one of its organizations is deleted. */
function scopeOf({ subtrees, singles }: JobRow, tree: Tree): Scope | undefined {
  const nodes = (ids: readonly number[]): Node[] => ids.flatMap((id) => tree.get(id) ?? []);
  const scope = { subtrees: nodes(subtrees), singles: nodes(singles) };
  return scope.subtrees.length === subtrees.length && scope.singles.length === singles.length ? scope : undefined;
}

/** What its owner sees of it. */
export function shown(job: JobRow, downloadUrl: string | undefined): ExportJob {
  const at = (instant: Date | null): string | null => instant && instantText(instant.getTime());
  return {
    job_id: job.id,
    status: job.status,
    report_type: job.report_type,
    format: job.format,
    compression: job.compression,
    start_date: job.start_date,
    end_date: job.end_date,
    ...(downloadUrl !== undefined && { download_url: downloadUrl }),
    progress: job.progress,
    rows_written: job.rows_written,
    file_size: job.file_size,
    sha256: job.sha256,
    created_at: instantText(job.created_at.getTime()),
    started_at: at(job.started_at),
    finished_at: at(job.finished_at),
    expires_at: at(job.expires_at),
    error:
      job.error_code === null ? null : { code: job.error_code, message: job.error_message ?? '', retryable: job.error_retryable ?? false },
  };
}
