import { Injectable } from '@nestjs/common';
import { replayQuarantine } from '#intake';
import { instantText } from '#metrics';
import { OrganizationTree, Store, sql } from '#persistence';
import type { Scope } from '#scope';
import type { QuarantinedAlert, QuarantinePage, QuarantineQuery, Replay } from './quarantine.dto.js';
import { visibleTenants } from './visible-tenants.js';

type Row = {
  id: number;
  received_at: Date;
  tenant_id: string | null;
  reason: string;
  payload: Record<string, unknown>;
  replayed_at: Date | null;
};
type Filter = { tenants: string[] | null; replayed: boolean | null };

const page = sql<Row, Filter & { size: number; skip: number }>(import.meta.url, './page.sql');
const count = sql<{ count: number }, Filter>(import.meta.url, './count.sql');

@Injectable()
export class QuarantineService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
  ) {}

  async list(scope: Scope, { page: number, page_size: size, state }: QuarantineQuery): Promise<QuarantinePage> {
    const tenants = visibleTenants(scope, await this.tree.current());
    const filter = { tenants, replayed: state === undefined ? null : state === 'replayed' };
    const skip = (number - 1) * size;
    const [rows, total] = await Promise.all([page.rows(this.store, { ...filter, size, skip }), count.one(this.store, filter)]);
    return {
      alerts: rows.map(shown),
      pagination: {
        page: number,
        page_size: size,
        total_count: total.count,
        total_pages: Math.ceil(total.count / size),
        has_next: skip + rows.length < total.count,
        has_prev: number > 1,
      },
    };
  }

  /** Collect does so by itself when an organization is registered or moves; this is for what changed otherwise. */
  async replay(scope: Scope, now: Date): Promise<Replay> {
    const tree = await this.tree.refreshed();
    return replayQuarantine(this.store, tree, visibleTenants(scope, tree), now);
  }
}

const shown = ({ received_at, replayed_at, ...rest }: Row): QuarantinedAlert => ({
  ...rest,
  received_at: instantText(received_at.getTime()),
  replayed_at: replayed_at && instantText(replayed_at.getTime()),
});
