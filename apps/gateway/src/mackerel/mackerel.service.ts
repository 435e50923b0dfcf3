import { Injectable } from '@nestjs/common';
import {
  cleanText,
  closeAlert,
  type Db,
  findAlert,
  OrganizationTree,
  prepared,
  Store,
  type StoredEpisode,
  snapshot,
  sql,
  writeMemo,
} from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds, sizeOf } from '#scope';
import { EndUpstream } from '../http/end-upstream.js';
import type { Caller } from '../http/identity/caller.js';
import type { CloseInput, MackerelAlert, MackerelAlerts, MackerelAlertsQuery, Memo, MemoInput } from './mackerel.dto.js';
import { type MappedAlert, shown } from './mapping.js';

type Position = { before: Date; after_id: number };
type OpenBinds = Position & { scopes: number[]; size: number };
/** The days, as instants or infinite, that those which have ended are looked for in. */
type Days = { from: Date | number; until: Date | number };
type InScope = { id: string; scopes: number[] };

const open = prepared<MappedAlert, OpenBinds>(import.meta.url, './alerts.sql', { ended: '' });
const through = prepared<MappedAlert, OpenBinds & Days>(import.meta.url, './alerts.sql');
const ofFew = prepared<MappedAlert, OpenBinds & Days>(import.meta.url, './alerts-of-few.sql');
const reach = prepared<Days & { own: number; of_all: number }, OpenBinds>(import.meta.url, './reach.sql');
const position = sql<Position, InScope>(import.meta.url, './position.sql');

/** What it costs to look into an organization, in rows that are passed over. */
const LOOK = 8;
const MEMO_BYTES = 80 * 1024;
const REASON_LENGTH = 16_384;
/** No id holds a NUL, and the database takes none. */
const storable = (id: string): string => (id.includes('\0') ? '' : id);
/** Above every id and every instant. */
const FIRST_PAGE: Position = { before: new Date('9999-12-31T00:00:00Z'), after_id: Number.MAX_SAFE_INTEGER };

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
    const binds = { ...after, scopes: [organization.id], size: limit + 1 };
    const closed = withClosed === 'true' || withClosed === '1';
    const organizations = sizeOf(scope, await this.tree.current());
    const rows = await snapshot(this.store, (db) => (closed ? all(db, binds, organizations) : open.rows(db, binds)), 'master');
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

  async memo(scope: Scope, id: string, { memo }: MemoInput, now: Date): Promise<Memo> {
    if (Buffer.byteLength(memo) > MEMO_BYTES) throw new Refusal('body-too-large', { message: 'the memo exceeds 80 KB' });
    const target = { publicId: storable(id), scopes: scopeIds(scope) };
    const written = await writeMemo(this.store, target, cleanText(memo, MEMO_BYTES), now);
    if (!written) throw new Refusal('alert-not-found');
    return { id: written.public_id, memo: written.memo };
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

  private async positionOf(id: string, scopes: number[]): Promise<Position> {
    const found = await position.first(this.store, { id: storable(id), scopes });
    if (!found) throw Refusal.field('nextId', 'is not the id of one of your alerts', id);
    return found;
  }
}

/** What all organizations began is passed through down to the end of the page, or each one of the subtree is looked into: whichever reads less. */
async function all(db: Db, binds: OpenBinds, organizations: number): Promise<MappedAlert[]> {
  const { own, of_all, from, until } = await reach.one(db, binds);
  const passed = (binds.size * of_all) / Math.max(own, 1);
  return (passed < organizations * LOOK + own ? through : ofFew).rows(db, { ...binds, from, until });
}
