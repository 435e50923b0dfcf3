import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { replayAlone } from '#intake';
import { instantText } from '#metrics';
import { OrganizationTree, Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import type { Scope } from '#scope';
import { jsonList, type Wrap } from '../http/long-answers.js';
import { visibleTenants } from '../http/visible-tenants.js';
import type { QuarantinedAlert, QuarantineQuery, Replay } from './quarantine.dto.js';

type Row = {
  id: number;
  received_at: Date;
  tenant_id: string | null;
  reason: string;
  payload: Record<string, unknown>;
  replayed_at: Date | null;
};
type Filter = { tenants: string[] | null; replayed: boolean | null };

const page = sql<{ id: number }, Filter & { size: number; skip: number }>(import.meta.url, './page.sql');
const rowsOf = sql<Row, { ids: number[]; most: number }>(import.meta.url, './rows.sql');
const count = sql<{ count: number }, Filter>(import.meta.url, './count.sql');

/** How long a replay waits for another one to end, and how often it looks. */
const WAIT_MS = 10_000;
const LOOK_MS = 200;

/** Of one payload, as the database writes it; and how many are read at a time. */
const LARGEST = 128 << 10;
const BATCH = 20;

@Injectable()
export class QuarantineService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
  ) {}

  /** Payloads are read while they are sent. */
  async list(scope: Scope, { page: number, page_size: size, state }: QuarantineQuery, wrap: Wrap): Promise<object> {
    const tenants = visibleTenants(scope, await this.tree.current());
    const filter = { tenants, replayed: state === undefined ? null : state === 'replayed' };
    const skip = (number - 1) * size;
    const [found, total] = await Promise.all([page.rows(this.store, { ...filter, size, skip }), count.one(this.store, filter)]);
    const pagination = {
      page: number,
      page_size: size,
      total_count: total.count,
      total_pages: Math.ceil(total.count / size),
      has_next: skip + found.length < total.count,
      has_prev: number > 1,
    };
    return jsonList(wrap, 'alerts', this.rows(found.map(({ id }) => id)), { pagination });
  }

  private async *rows(ids: readonly number[]): AsyncGenerator<QuarantinedAlert[]> {
    for (let at = 0; at < ids.length; at += BATCH)
      yield (await rowsOf.rows(this.store, { ids: ids.slice(at, at + BATCH), most: LARGEST })).map(shown);
  }

  /** Collect does so by itself when an organization is registered or moves; this is for what changed otherwise. */
  async replay(scope: Scope, now: Date): Promise<Replay> {
    const tree = await this.tree.refreshed();
    for (let left = WAIT_MS; left > 0; left -= LOOK_MS) {
      const done = await replayAlone(this.store, tree, visibleTenants(scope, tree), now);
      if (done) return done;
      await pause(LOOK_MS);
    }
    throw new Refusal('too-slow', { retryAfterSeconds: WAIT_MS / 1000 });
  }
}

const shown = ({ received_at, replayed_at, ...rest }: Row): QuarantinedAlert => ({
  ...rest,
  received_at: instantText(received_at.getTime()),
  replayed_at: replayed_at && instantText(replayed_at.getTime()),
});
