import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { FileGone, Files, type Slice } from '#files';
import { Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { contentDisposition } from './file-name.js';
import type { JobRow } from './job-row.js';
import { Links } from './links.js';
import { sliceOf } from './ranges.js';

const find = sql<JobRow, { id: string }>(import.meta.url, './find.sql');
const NAME = /^export-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(?:csv|ndjson|xlsx|parquet)(?:\.gz)?$/;
const TYPES = {
  csv: 'text/csv; charset=utf-8; header=present',
  ndjson: 'application/x-ndjson',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
};

/** What a download asks for besides its link. */
export type Wishes = {
  readonly method: string;
  readonly range: string | undefined;
  readonly ifRange: string | undefined;
  readonly ifNoneMatch: string | undefined;
};
export type Download = { readonly status: 200 | 206 | 304; readonly headers: Readonly<Record<string, string>>; readonly body: Readable };

@Injectable()
export class DownloadsService {
  constructor(
    private readonly store: Store,
    private readonly files: Files,
    private readonly links: Links,
  ) {}

  /** Refuses with 403 what the link does not allow, with 410 what is no longer there. */
  async open(name: string, query: object, wishes: Wishes, now: number): Promise<Download> {
    const job = await this.linked(name, query, now);
    if (job.stored_as === null || job.file_size === null) throw new Refusal('file-gone');
    const etag = `"${job.sha256}"`;
    if (wishes.ifNoneMatch?.split(',').some((one) => one.trim() === etag))
      return { status: 304, headers: { etag }, body: Readable.from([]) };
    const asked = wishes.ifRange === undefined || wishes.ifRange === etag ? sliceOf(wishes.range, job.file_size) : 'whole';
    if (asked === 'none') throw new Refusal('range-not-satisfiable', { headers: { 'content-range': `bytes */${job.file_size}` } });
    const slice = asked === 'whole' ? { first: 0, last: job.file_size - 1 } : asked;
    const body = await this.read(job.stored_as, slice, wishes.method);
    return { status: asked === 'whole' ? 200 : 206, headers: headersOf(job, slice, etag, asked !== 'whole'), body };
  }

  private async linked(name: string, query: object, now: number): Promise<JobRow> {
    const [, id] = NAME.exec(name) ?? [];
    const attempt = id === undefined ? undefined : this.links.verify(id, name, query, now);
    if (id === undefined || attempt === undefined) throw new Refusal('link-invalid');
    const job = await find.first(this.store, { id });
    if (job?.attempt !== attempt) throw new Refusal('file-gone');
    return job;
  }

  private async read(storedAs: string, slice: Slice, method: string): Promise<Readable> {
    try {
      if (method === 'HEAD') await this.files.size(storedAs);
      return method === 'HEAD' || slice.last < slice.first ? Readable.from([]) : await this.files.read(storedAs, slice);
    } catch (error) {
      throw error instanceof FileGone ? new Refusal('file-gone') : error;
    }
  }
}

function headersOf(job: JobRow, { first, last }: Slice, etag: string, isPartial: boolean): Record<string, string> {
  return {
    'content-type': job.compression === 'gzip' ? 'application/gzip' : TYPES[job.format],
    'content-length': String(last - first + 1),
    'content-disposition': contentDisposition(job.file_name),
    'accept-ranges': 'bytes',
    etag,
    ...(job.finished_at && { 'last-modified': job.finished_at.toUTCString() }),
    ...(isPartial && { 'content-range': `bytes ${first}-${last}/${job.file_size}` }),
  };
}
