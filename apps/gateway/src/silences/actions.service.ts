import { Injectable } from '@nestjs/common';
import { type Assignment, assign, closeAlert, note, type Running, release, Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type Node, scopeIds } from '#scope';
import { EndUpstream } from '../http/end-upstream.js';
import { actorOf, type Caller } from '../http/identity/caller.js';
import { OwnTree } from '../http/own-tree.js';
import type { ActedAlert, Action, ActionInput, ActionResult, ActionResults } from './actions.dto.js';
import { SilencesService } from './silences.service.js';

const newest = sql<{ public_id: string }, Running>(import.meta.url, './newest.sql');

type Outcome = ActionResult['outcome'];
type Target = { readonly organization: Node; readonly fingerprint: string; readonly running: Running };
type Doing = (caller: Caller, target: Target, input: ActionInput, now: Date) => Promise<Outcome>;

/** An Alertmanager is asked so many things at once, and no more. */
const AT_ONCE = 10;
const MOST_SILENCES = 100;

@Injectable()
export class ActionsService {
  constructor(
    private readonly store: Store,
    private readonly ownTree: OwnTree,
    private readonly silences: SilencesService,
    private readonly endUpstream: EndUpstream,
  ) {}

  /** Refuses with 400 what the action lacks and with 403 what is not in the caller's tree, before anything is done. */
  async act(caller: Caller, input: ActionInput, now: Date): Promise<ActionResults> {
    checkInput(input, now);
    const organizations = await this.ownTree.find(caller, namesOf(caller, input.items));
    const targets = input.items.map(({ fingerprint }, i) => {
      const organization = organizations[i] ?? caller.organization;
      return { organization, fingerprint, running: { organization: organization.id, fingerprint } };
    });
    const results: ActionResult[] = [];
    const work = async ([at, target]: readonly [number, Target]): Promise<void> => {
      results[at] = await this.one(caller, target, input, now);
    };
    await Promise.all([...byTenant(targets).values()].map((queue) => spread(queue, work)));
    return { results };
  }

  private async one(caller: Caller, target: Target, input: ActionInput, now: Date): Promise<ActionResult> {
    const { organization, fingerprint } = target;
    const named = { organization_id: organization.publicId, fingerprint };
    try {
      return { ...named, outcome: await this.doings[input.action](caller, target, input, now) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      if (error.status === 404) return { ...named, outcome: 'not-found' };
      return { ...named, outcome: 'refused', message: error.details.errors?.[0]?.message ?? error.message };
    }
  }

  private readonly doings: Readonly<Record<Action, Doing>> = {
    assign: async (caller, { running }, { note: text }, now) => {
      const alert = await assign(this.store, running, actorOf(caller), text, now);
      const since = (alert?.assigned_to as Assignment | null | undefined)?.assigned_at;
      return !alert ? 'not-found' : since === now.toISOString() || text ? 'done' : 'unchanged';
    },
    release: async (caller, { running }, _, now) => {
      const wasHeld = await release(this.store, running, actorOf(caller), now);
      return wasHeld === undefined ? 'not-found' : wasHeld ? 'done' : 'unchanged';
    },
    note: async (caller, { running }, { text = '' }, now) =>
      (await note(this.store, running, actorOf(caller), text, now)) ? 'done' : 'not-found',
    silence: async (caller, { organization, fingerprint }, { duration_minutes, end_at, reason }, now) => {
      const length = { ...(duration_minutes !== undefined && { duration_minutes }), ...(end_at !== undefined && { end_at }) };
      await this.silences.create(caller, organization, { fingerprint, ...length, ...(reason && { comment: reason }) }, now);
      return 'done';
    },
    unsilence: (caller, target, _, now) => this.unsilence(caller, target, now),
    close: (caller, target, { reason = '' }, now) => this.close(caller, target, reason, now),
  };

  private async unsilence(caller: Caller, { organization, fingerprint, running }: Target, now: Date): Promise<Outcome> {
    const scope = { subtrees: [], singles: [organization] };
    const { silences } = await this.silences.list(scope, { page: 1, page_size: MOST_SILENCES, fingerprint: [fingerprint] }, now);
    for (const { id } of silences) await this.silences.remove(caller, scope, id, now);
    if (silences.length > 0) return 'done';
    return (await newest.first(this.store, running)) ? 'unchanged' : 'not-found';
  }

  private async close(caller: Caller, { organization, running }: Target, reason: string, now: Date): Promise<Outcome> {
    const known = await newest.first(this.store, running);
    const target = { publicId: known?.public_id ?? '', scopes: scopeIds({ subtrees: [], singles: [organization] }) };
    const done = known && (await closeAlert(this.store, target, { reason, by: caller.subject }, now));
    if (!done) return 'not-found';
    if (done.closed) this.endUpstream.tell(done.alert);
    return done.closed ? 'done' : 'unchanged';
  }
}

function checkInput({ action, text, duration_minutes, end_at }: ActionInput, now: Date): void {
  if (action === 'note' && text === undefined) throw Refusal.field('text', 'must be given', null);
  if (action !== 'silence') return;
  if ((duration_minutes === undefined) === (end_at === undefined))
    throw Refusal.field('duration_minutes', 'must be given, or else end_at, and not both', duration_minutes ?? null);
  if (end_at !== undefined && end_at <= now.getTime()) throw Refusal.field('end_at', 'must be in the future', end_at);
}

/** A customer speaks of its own alerts alone; everybody else says whose. */
function namesOf({ organization }: Caller, items: readonly ActedAlert[]): (string | undefined)[] {
  if (organization.role === 'customer') return items.map(() => undefined);
  const missing = items.findIndex((item) => item.organization_id === undefined);
  if (missing >= 0) throw Refusal.field(`items.${missing}.organization_id`, 'must be given', null);
  return items.map((item) => item.organization_id);
}

/** Works a queue off, so many at a time. */
async function spread<T>(queue: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = queue.values();
  const worker = async (): Promise<void> => {
    for (const one of waiting) await work(one);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, queue.length) }, worker));
}

function byTenant(targets: readonly Target[]): Map<string, [number, Target][]> {
  const queues = new Map<string, [number, Target][]>();
  for (const [at, target] of targets.entries()) {
    const queue = queues.get(target.organization.tenantId) ?? [];
    queues.set(target.organization.tenantId, [...queue, [at, target]]);
  }
  return queues;
}
