import { Injectable } from '@nestjs/common';
import { matches } from '#matchers';
import { instantText } from '#metrics';
import {
  beginSilence,
  endTenantSilence,
  type Matcher,
  OrganizationTree,
  Store,
  saveTenantSilences,
  sql,
  type TenantSilence,
} from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds, type Tree } from '#scope';
import { actorOf, type Caller } from '../http/identity/caller.js';
import { Upstream } from '../http/silence-upstream.js';
import { visibleTenants } from '../http/visible-tenants.js';
import { matchersOf } from './matchers-of.js';
import { checkMatchers, holding, missedFor, type Target, targetOf, withOrganization } from './silence-target.js';
import type { GettableSilence, PostableSilence, SilenceId } from './silences.dto.js';

type Row = TenantSilence & { readonly tenant: string };
type Visible = { scopes: number[]; tenants: string[] | null };
type Told = { fingerprint: string; labels: Record<string, string> };

const order = sql<{ tenant: string; id: string }, Visible & { now: Date }>(import.meta.url, './silence-order.sql');
const readSilences = sql<Row, { tenants: string[]; ids: string[] }>(import.meta.url, './silences.sql');
const findSilence = sql<Row, Visible & { id: string }>(import.meta.url, './silence.sql');
const toldLabels = sql<Told, { organization: number }>(import.meta.url, './told-labels.sql');

const BATCH = 500;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The silences of all tenants in scope, as they were last read; made, changed and ended in the Alertmanager of their tenant. */
@Injectable()
export class SilencesOfAll {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly upstream: Upstream,
  ) {}

  async *list(scope: Scope, filter: readonly string[] | undefined, now: Date): AsyncGenerator<GettableSilence[]> {
    const passes = matches(matchersOf('filter', filter ?? []));
    const tree = await this.tree.current();
    const places = await order.rows(this.store, { ...visibleTo(scope, tree), now });
    for (let from = 0; from < places.length; from += BATCH) {
      const part = places.slice(from, from + BATCH);
      const asked = { tenants: part.map(({ tenant }) => tenant), ids: part.map(({ id }) => id) };
      const silences = (await readSilences.rows(this.store, asked)).map((row) => shown(row, tree, now));
      yield silences.filter(({ matchers }) => passes(Object.fromEntries(matchers.map(({ name, value }) => [name, value]))));
    }
  }

  async find(scope: Scope, id: string, now: Date): Promise<GettableSilence> {
    const tree = await this.tree.current();
    return shown(await this.known(scope, id, tree), tree, now);
  }

  /** Makes a silence in the Alertmanager of the organization that its matchers name; with an id it replaces that one. */
  async post(caller: Caller, scope: Scope, wanted: PostableSilence, now: Date): Promise<SilenceId> {
    checkTimes(wanted, now);
    checkMatchers(wanted.matchers);
    const tree = await this.tree.current();
    const target = targetOf(wanted.matchers, scope, tree);
    const { tenantId: tenant } = target.organization;
    const before = wanted.id ? await this.known(scope, wanted.id, tree) : undefined;
    if (before && before.tenant !== tenant) throw Refusal.field('matchers', 'must name an organization of the same tenant as before', null);
    const held = await this.heldBy(target);
    const told = {
      ...(before && { id: before.id }),
      matchers: target.matchers,
      startsAt: new Date(wanted.startsAt).toISOString(),
      endsAt: new Date(wanted.endsAt).toISOString(),
      createdBy: wanted.createdBy || caller.name,
      comment: wanted.comment,
    };
    const id = await this.upstream.post(tenant, told, target.organization.publicId);
    await this.keep(caller, target, id, held, now);
    if (before && before.id !== id) await endTenantSilence(this.store, tenant, before.id, actorOf(caller), now);
    return { silenceID: id };
  }

  /** Ending one that is over changes nothing. */
  async remove(caller: Caller, scope: Scope, id: string, now: Date): Promise<void> {
    const { tenant, ends_at } = await this.known(scope, id, await this.tree.current());
    if (ends_at <= now) return;
    await this.upstream.expire(tenant, id);
    await endTenantSilence(this.store, tenant, id, actorOf(caller), now);
  }

  /** As the Alertmanager says that it is: with its times the silence stays the same one when it is changed. */
  private async keep(caller: Caller, { organization }: Target, id: string, held: readonly string[], now: Date): Promise<void> {
    const told = await this.upstream.read(organization.tenantId, id);
    if (!told) throw new Refusal('silence-not-found');
    const silence: TenantSilence = { ...told, id };
    await saveTenantSilences(this.store, organization.tenantId, [silence]);
    if (silence.starts_at.getTime() <= now.getTime() + CLOCKS_APART_MS)
      await beginSilence(this.store, organization.id, silence, held, actorOf(caller), now);
  }

  /** The fingerprints of the running alerts that it will hold. Refuses with 400 when it would pass by some for lack of the label. */
  private async heldBy({ organization, matchers }: Target): Promise<string[]> {
    const alerts = await toldLabels.rows(this.store, { organization: organization.id });
    const missed = missedFor(matchers, alerts);
    if (missed > 0)
      throw Refusal.field(
        'matchers',
        `${missed} open alerts of ${organization.publicId} lack the label organization_id, and its Alertmanager holds others besides: no silence can hold them alone`,
        organization.publicId,
      );
    const holds = holding(matchers);
    return alerts.filter(({ labels }) => holds(labels)).map(({ fingerprint }) => fingerprint);
  }

  private async known(scope: Scope, id: string, tree: Tree): Promise<Row> {
    const found = UUID.test(id) ? await findSilence.first(this.store, { id: id.toLowerCase(), ...visibleTo(scope, tree) }) : undefined;
    if (!found) throw new Refusal('silence-not-found');
    return found;
  }
}

/** A silence that begins so soon has begun: the clocks of an Alertmanager and ours differ by less. */
const CLOCKS_APART_MS = 2_000;

const visibleTo = (scope: Scope, tree: Tree): Visible => ({ scopes: scopeIds(scope), tenants: visibleTenants(scope, tree) });

function checkTimes({ startsAt, endsAt }: PostableSilence, now: Date): void {
  if (endsAt <= startsAt) throw Refusal.field('endsAt', 'must be after startsAt', instantText(endsAt));
  if (endsAt <= now.getTime()) throw Refusal.field('endsAt', 'must be in the future', instantText(endsAt));
}

function shown({ tenant, ...silence }: Row, tree: Tree, now: Date): GettableSilence {
  const text = (at: Date): string => instantText(at.getTime());
  const state = silence.ends_at <= now ? 'expired' : silence.starts_at > now ? 'pending' : 'active';
  return {
    id: silence.id,
    status: { state },
    updatedAt: text(silence.updated_at),
    comment: silence.comment,
    createdBy: silence.created_by,
    endsAt: text(silence.ends_at),
    matchers: withOrganization(silence.matchers, tenant, tree).map(({ name, value, isRegex, isEqual }: Matcher) => ({
      isEqual,
      isRegex,
      name,
      value,
    })),
    startsAt: text(silence.starts_at),
  };
}
