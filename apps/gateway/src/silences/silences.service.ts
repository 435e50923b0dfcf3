import { Injectable } from '@nestjs/common';
import { instantText } from '#metrics';
import {
  endSilence,
  endTenantSilence,
  keepSilence,
  type Matcher,
  OrganizationTree,
  type Running,
  type Silence,
  Store,
  saveTenantSilences,
  sql,
} from '#persistence';
import { Log, Refusal } from '#runtime';
import { type Node, type Scope, scopeIds, type Tree } from '#scope';
import { actorOf, type Caller } from '../http/identity/caller.js';
import { Upstream } from '../http/silence-upstream.js';
import type { SilenceInput, SilenceLength, SilenceSaved, Silences, SilencesQuery, SilenceView } from './silences.dto.js';

/** `system_key`: of the alert it was made for; null where nothing is known of that any more. */
type Told = Silence & { readonly system_key: string | null };
type Kept = Told & { readonly updated_at: Date };
type ListBinds = { scopes: number[]; fingerprint: string[] | null; state: string[]; now: Date; size: number; skip: number };

const listSilences = sql<{ total: number } & (Kept | { id: null }), ListBinds>(import.meta.url, './list.sql');
const findSilence = sql<Kept, { id: string; scopes: number[] }>(import.meta.url, './find.sql');
const findAlert = sql<{ labels: Record<string, string>; system_key: string }, Running>(import.meta.url, './alert.sql');
const MINUTE_MS = 60_000;
const LAST_END = Date.UTC(9999, 0);

/** An Alertmanager accepts a silence before anything changes here; what it has accepted and cannot be kept is taken back. */
@Injectable()
export class SilencesService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly upstream: Upstream,
    private readonly log: Log,
  ) {}

  async list(scope: Scope, { page, page_size, fingerprint, state }: SilencesQuery, now: Date): Promise<Silences> {
    const filters = { fingerprint: fingerprint?.length ? fingerprint : null, state: state?.length ? state : ['pending', 'active'] };
    const window = { size: page_size, skip: (page - 1) * page_size };
    const rows = await listSilences.rows(this.store, { scopes: scopeIds(scope), ...filters, ...window, now });
    const total = rows[0]?.total ?? 0;
    const tree = await this.tree.current();
    const pagination = {
      ...{ page, page_size, total_count: total, total_pages: Math.ceil(total / page_size) },
      ...{ has_next: total > page * page_size, has_prev: page > 1 },
    };
    return { silences: rows.flatMap((row) => (row.id === null ? [] : [shown(row, tree, now)])), pagination };
  }

  async find(scope: Scope, id: string, now: Date): Promise<SilenceView> {
    return shown(await this.known(scope, id), await this.tree.current(), now);
  }

  async create(caller: Caller, of: Node | undefined, input: SilenceInput, now: Date): Promise<SilenceSaved> {
    const ends_at = endOf(input, now);
    const alert = of && { organization: of.id, fingerprint: input.fingerprint };
    const found = alert && (await findAlert.first(this.store, alert));
    if (!found || !of) throw new Refusal('alert-not-found');
    const matchers = matchersOf(found.labels, input.fingerprint);
    const comment = input.comment ?? '';
    const silence = {
      ...alert,
      id: '',
      system_key: found.system_key,
      matchers,
      comment,
      created_by: actorOf(caller),
      starts_at: now,
      ends_at,
    };
    return this.save(caller, of.tenantId, silence, now);
  }

  /** Ends at another time from now on. What was not said stays. */
  async change(caller: Caller, scope: Scope, id: string, input: SilenceLength, now: Date): Promise<SilenceSaved> {
    const ends_at = endOf(input, now);
    const before = await this.known(scope, id);
    const tenant = await this.tenantOf(before);
    const start = await this.upstream.startOf(tenant, id);
    const starts_at = start && before.ends_at > now ? new Date(start) : now;
    return this.save(caller, tenant, { ...before, comment: input.comment ?? before.comment, starts_at, ends_at }, now, start);
  }

  /** Ending one that is over changes nothing. */
  async remove(caller: Caller, scope: Scope, id: string, now: Date): Promise<SilenceView> {
    const before = await this.known(scope, id);
    if (before.ends_at > now) {
      await this.upstream.expire(await this.tenantOf(before), id);
      await endSilence(this.store, before, actorOf(caller), now);
      await endTenantSilence(this.store, await this.tenantOf(before), id, actorOf(caller), now);
    }
    return this.find(scope, id, now);
  }

  /** With the `start` of the one that is changed, by the Alertmanager's clock. */
  private async save(caller: Caller, tenant: string, { system_key, ...silence }: Told, now: Date, start?: string): Promise<SilenceSaved> {
    const id = await this.upstream.save(tenant, {
      ...(start !== undefined && { id: silence.id }),
      matchers: silence.matchers,
      startsAt: start ?? silence.starts_at.toISOString(),
      endsAt: silence.ends_at.toISOString(),
      createdBy: silence.created_by.user_name,
      comment: silence.comment || 'no comment',
    });
    const kept = { ...silence, id };
    try {
      await keepSilence(this.store, kept, actorOf(caller), now, silence.id || undefined);
      const { created_by, ...shownThere } = { ...kept, updated_at: now };
      await saveTenantSilences(this.store, tenant, [{ ...shownThere, created_by: created_by.user_name }]);
    } catch (error) {
      await this.upstream.expire(tenant, id).catch((err: unknown) => this.log.warn({ err }, 'a silence was made that is not kept'));
      throw error;
    }
    return { ...shown({ ...kept, system_key, updated_at: now }, await this.tree.current(), now), silence_id: id };
  }

  private async known(scope: Scope, id: string): Promise<Kept> {
    const found = /^[\w-]{1,64}$/.test(id) ? await findSilence.first(this.store, { id, scopes: scopeIds(scope) }) : undefined;
    if (!found) throw new Refusal('silence-not-found');
    return found;
  }

  private async tenantOf({ organization }: Silence): Promise<string> {
    const node = (await this.tree.current()).get(organization);
    if (!node) throw new Refusal('silence-not-found');
    return node.tenantId;
  }
}

function endOf({ duration_minutes, end_at }: SilenceLength, now: Date): Date {
  if ((duration_minutes === undefined) === (end_at === undefined))
    throw Refusal.field('duration_minutes', 'must be given, or else end_at, and not both', duration_minutes ?? null);
  const end = end_at ?? now.getTime() + (duration_minutes ?? 0) * MINUTE_MS;
  if (end <= now.getTime() || end > LAST_END) throw Refusal.field('end_at', 'must be in the future', instantText(end));
  return new Date(end);
}

/** All labels of the alert, as they are. An empty label is none to an Alertmanager. */
function matchersOf(labels: Readonly<Record<string, string>>, fingerprint: string): Matcher[] {
  const matchers = Object.entries(labels).flatMap(([name, value]) =>
    value === '' ? [] : [{ name, value, isRegex: false, isEqual: true }],
  );
  if (matchers.length === 0)
    throw Refusal.field('fingerprint', 'is that of an alert without labels, which no silence can match', fingerprint);
  return matchers;
}

function shown(silence: Kept, tree: Tree, now: Date): SilenceView {
  const text = (at: Date): string => instantText(at.getTime());
  const state = silence.ends_at <= now ? 'expired' : silence.starts_at > now ? 'pending' : 'active';
  return {
    id: silence.id,
    organization_id: tree.get(silence.organization)?.publicId ?? '',
    fingerprint: silence.fingerprint,
    system_key: silence.system_key ?? '',
    matchers: [...silence.matchers],
    startsAt: text(silence.starts_at),
    endsAt: text(silence.ends_at),
    updatedAt: text(silence.updated_at),
    createdBy: silence.created_by.user_name,
    comment: silence.comment,
    status: { state },
  };
}
