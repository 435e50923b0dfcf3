import { Injectable } from '@nestjs/common';
import { Files } from '#files';
import { callbackSecret, OrganizationTree, Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type ListBinds, listBinds, type Scope } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import { ExportSettings } from './export-settings.js';
import type { CallbackSecret, ExportJob, ExportPage, ExportsQuery } from './exports.dto.js';
import { isVisible, type JobRow, pathName, shown } from './job-row.js';
import { Links } from './links.js';

type Position = { after_at: Date | null; after_id: string | null };
type ListFilters = ListBinds & Position & { status: string[] | null; report_type: string[] | null; size: number };

const find = sql<JobRow, { id: string }>(import.meta.url, './find.sql');
const list = sql<JobRow, ListFilters>(import.meta.url, './list.sql');
const cancel = sql<{ id: string }, { id: string }>(import.meta.url, './cancel.sql');
const dropFile = sql<{ stored_as: string }, { id: string }>(import.meta.url, './drop-file.sql');

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

@Injectable()
export class ExportsService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly files: Files,
    private readonly links: Links,
    private readonly settings: ExportSettings,
  ) {}

  /** Unknown and foreign exports are refused alike. `prefix` is that of the caller's own request. */
  async read(caller: Caller, id: string, prefix: string): Promise<ExportJob> {
    return this.show(await this.visible(caller, id), prefix);
  }

  async page(caller: Caller, scope: Scope, query: ExportsQuery, prefix: string): Promise<ExportPage> {
    const { status, report_type, limit } = query;
    const filter = (values: string[] | undefined): string[] | null => (values && values.length > 0 ? values : null);
    const filters = { status: filter(status), report_type: filter(report_type), ...positionOf(query.cursor) };
    const rows = await list.rows(this.store, { ...listBinds(scope), ...filters, size: limit + 1 });
    const tree = await this.tree.current();
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    const jobs = rows.slice(0, limit).filter((job) => isVisible(job, caller, tree, this.settings.exportables));
    return { exports: jobs.map((job) => this.show(job, prefix)), next_cursor: last ? cursorAfter(last) : null };
  }

  /** Cancels what is not finished, deletes the file of what is. Again: nothing happens. */
  async remove(caller: Caller, id: string): Promise<void> {
    const job = await this.visible(caller, id);
    if (await cancel.first(this.store, { id: job.id })) return;
    const dropped = await dropFile.first(this.store, { id: job.id });
    if (dropped) await this.files.remove(dropped.stored_as);
  }

  /** What the callbacks to an organization are signed with. */
  async callbackSecret({ organization }: Caller): Promise<CallbackSecret> {
    return { secret: await callbackSecret(this.store, organization.publicId) };
  }

  private async visible(caller: Caller, id: string): Promise<JobRow> {
    const job = ID.test(id) ? await find.first(this.store, { id }) : undefined;
    if (!job || !isVisible(job, caller, await this.tree.current(), this.settings.exportables)) throw new Refusal('export-not-found');
    return job;
  }

  private show(job: JobRow, prefix: string): ExportJob {
    const { id, attempt, stored_as } = job;
    const name = pathName(job);
    if (job.status !== 'completed' || stored_as === null) return shown(job, undefined);
    return shown(job, `${this.settings.publicUrl}${prefix}/downloads/${name}?${this.links.sign({ job: id, attempt, name }, Date.now())}`);
  }
}

const cursorAfter = ({ created_at, id }: JobRow): string => Buffer.from(`${created_at.getTime()} ${id}`).toString('base64url');

function positionOf(cursor: string | undefined): Position {
  if (cursor === undefined) return { after_at: null, after_id: null };
  const [at = '', id = ''] = Buffer.from(cursor, 'base64url').toString('latin1').split(' ');
  if (!/^\d{1,15}$/.test(at) || !ID.test(id)) throw Refusal.field('cursor', 'cursor is not a next_cursor of this list', cursor);
  return { after_at: new Date(Number(at)), after_id: id };
}
