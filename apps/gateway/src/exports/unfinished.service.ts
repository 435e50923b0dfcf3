import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import { Store, sql } from '#persistence';
import type { UnfinishedExport, UnfinishedExports, UnfinishedQuery } from './unfinished.dto.js';

type Instants = 'lease_until' | 'created_at' | 'started_at' | 'finished_at' | 'callback_due_at';
type Row = Omit<UnfinishedExport, 'job_id' | 'organization_id' | Instants> & { id: string; organization: string; total: number } & {
  readonly [K in Instants]: Date | null;
} & { created_at: Date };

const unfinished = sql<Row, { size: number }>(import.meta.url, './unfinished.sql');

@Injectable()
export class UnfinishedService {
  constructor(private readonly store: Store) {}

  async list({ page_size }: UnfinishedQuery): Promise<UnfinishedExports> {
    const rows = await unfinished.rows(this.store, { size: page_size });
    return { total_count: rows[0]?.total ?? 0, exports: rows.map(shown) };
  }
}

const at = (instant: Date | null): string | null => instant && instantText(instant.getTime());

const shown = ({ id, organization, total: _, ...row }: Row): UnfinishedExport => ({
  job_id: id,
  organization_id: organization,
  ...row,
  lease_until: at(row.lease_until),
  created_at: instantText(row.created_at.getTime()),
  started_at: at(row.started_at),
  finished_at: at(row.finished_at),
  callback_due_at: at(row.callback_due_at),
});
