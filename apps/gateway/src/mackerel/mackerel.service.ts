import { Injectable } from '@nestjs/common';
import { cleanText, closeAlert, findAlert, OrganizationTree, Store, type StoredEpisode, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type Role, type Scope, scopeIds } from '#scope';
import { EndUpstream } from '../http/end-upstream.js';
import type { Caller } from '../http/identity/caller.js';

import type { CloseInput, MackerelAlert, MackerelAlerts, MackerelAlertsQuery, Memo, MemoInput } from './mackerel.dto.js';
import { type MappedAlert, shown } from './mapping.js';

type PageBinds = { root: number; before: Date; after_id: string; size: number };
type InScope = { id: string; scopes: number[] };

const COLUMNS: Readonly<Record<Role, string>> = {
  owner: 'a.owner_id',
  distributor: 'a.distributor_id',
  reseller: 'a.reseller_id',
  customer: 'a.organization_id',
};
const listing = (level: string, open: string) => sql<MappedAlert, PageBinds>(import.meta.url, './alerts.sql', { level, open });
const lists = Object.fromEntries(
  Object.entries(COLUMNS).map(([role, level]) => [role, { open: listing(level, 'AND a.ends_at IS NULL'), all: listing(level, '') }]),
) as Record<Role, Record<'open' | 'all', ReturnType<typeof listing>>>;
const position = sql<{ second: Date }, InScope>(import.meta.url, './position.sql');
const writeMemo = sql<Memo, InScope & { memo: string }>(import.meta.url, './memo.sql');

const MEMO_BYTES = 80 * 1024;
const REASON_LENGTH = 16_384;
/** No id holds a NUL, and the database takes none. */
const storable = (id: string): string => (id.includes('\0') ? '' : id);
/** Above every id and every instant. */
const FIRST_PAGE = { before: new Date('9999-12-31T00:00:00Z'), after_id: '~' };

/** Mackerel's alerts, over the caller's organization and everything below it. */
@Injectable()
export class MackerelService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly endUpstream: EndUpstream,
  ) {}

  /** Keyset by opening second and id. A `nextId` is resolved against all of the key's alerts, closed ones too. */
  async list({ organization }: Caller, scope: Scope, { withClosed, nextId, limit }: MackerelAlertsQuery): Promise<MackerelAlerts> {
    const after = nextId ? await this.positionOf(nextId, scopeIds(scope)) : FIRST_PAGE;
    const which = withClosed === 'true' || withClosed === '1' ? 'all' : 'open';
    const rows = await lists[organization.role][which].rows(this.store, { root: organization.id, ...after, size: limit + 1 });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    return { alerts: page.map(shown), ...(rows.length > limit && last && { nextId: last.public_id }) };
  }

  async find(scope: Scope, id: string): Promise<MackerelAlert> {
    return this.show(await this.known(scope, id));
  }

  async close(caller: Caller, scope: Scope, id: string, { reason }: CloseInput, now: Date): Promise<MackerelAlert> {
    const closing = { reason: cleanText(reason, REASON_LENGTH), by: caller.subject };
    const done = await closeAlert(this.store, { publicId: storable(id), scopes: scopeIds(scope) }, closing, now);
    if (!done) throw new Refusal('alert-not-found');
    if (done.closed) this.endUpstream.tell(done.alert);
    return this.show(done.alert);
  }

  async memo(scope: Scope, id: string, { memo }: MemoInput): Promise<Memo> {
    if (Buffer.byteLength(memo) > MEMO_BYTES) throw new Refusal('body-too-large', { message: 'the memo exceeds 80 KB' });
    const written = await writeMemo.first(this.store, { id: storable(id), scopes: scopeIds(scope), memo: cleanText(memo, MEMO_BYTES) });
    if (!written) throw new Refusal('alert-not-found');
    return written;
  }

  /** Refuses with 404 what is unknown, and what belongs to others alike. */
  async known(scope: Scope, id: string): Promise<StoredEpisode> {
    const alert = await findAlert(this.store, storable(id), scopeIds(scope));
    if (!alert) throw new Refusal('alert-not-found');
    return alert;
  }

  async show(alert: StoredEpisode): Promise<MackerelAlert> {
    const tree = await this.tree.current();
    return shown({ ...alert, tenant_id: tree.get(alert.organization_id)?.tenantId ?? '' });
  }

  private async positionOf(id: string, scopes: number[]): Promise<{ before: Date; after_id: string }> {
    const found = await position.first(this.store, { id: storable(id), scopes });
    if (!found) throw Refusal.field('nextId', 'is not the id of one of your alerts', id);
    return { before: found.second, after_id: id };
  }
}
