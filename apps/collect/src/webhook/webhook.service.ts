import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { type Draft, place, systemsOf } from '#intake';
import { type Observation, OrganizationTree, Store } from '#persistence';
import { Refusal, registry } from '#runtime';
import type { Tree } from '#scope';
import { labelRuleOf, ruleOf } from '../config/config.js';
import { CurrentConfig } from '../config/config-file.js';
import { Limits } from '../intake/limits.js';
import { type Aside, Quarantine } from '../intake/quarantine.js';
import { type Parsed, parseWebhook } from './parse.js';
import { Recorder } from './recorder.js';

/** 16 MiB hold no more real alerts than this. */
const MOST_ALERTS = 100_000;

const alerts = new Counter({
  name: 'alertledger_webhook_alerts_total',
  help: 'Alerts received by webhook: recorded (also those that changed nothing) or quarantined',
  labelNames: ['outcome'],
  registers: [registry],
});

type Readable = { readonly draft: Draft; readonly payload: unknown };
type Placed = { readonly observation: Observation; readonly payload: unknown };

/** Takes webhooks in. Once it resolves every alert is committed, to the ledger or to the quarantine. */
@Injectable()
export class WebhookService {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly recorder: Recorder,
    private readonly quarantine: Quarantine,
    private readonly limits: Limits,
    private readonly configured: CurrentConfig,
  ) {}

  /** `tenant` is null when the sender did not say which; `now` is when the request came, from which the time limit counts. */
  async take(body: unknown, tenant: string | null, now: Date): Promise<void> {
    const parsed = await parseWebhook(body, now, labelRuleOf(ruleOf(this.configured.current, tenant)));
    if (!parsed) throw Refusal.field('alerts', 'must be a list of alerts', null);
    if (parsed.length > MOST_ALERTS) throw new Refusal('body-too-large');
    const deadline = now.getTime() + this.limits.webhookMs;
    await withinTime(this.keep(parsed, tenant, now, deadline), deadline - Date.now());
  }

  private async keep(parsed: readonly Parsed[], tenant: string | null, now: Date, deadline: number): Promise<void> {
    const { placed, aside } = await this.place(parsed, tenant);
    const refused = await this.recorder.record(placed, now, deadline);
    const all = [...aside, ...refused.map(({ payload }): Aside => ({ reason: 'the database refused it', payload }))];
    await this.quarantine.keep(all, tenant, 'webhook');
    alerts.inc({ outcome: 'recorded' }, placed.length - refused.length);
    alerts.inc({ outcome: 'quarantined' }, all.length);
  }

  private async place(parsed: readonly Parsed[], tenant: string | null): Promise<{ placed: Placed[]; aside: Aside[] }> {
    const aside: Aside[] = parsed.flatMap(({ draft, payload }) => (typeof draft === 'string' ? [{ reason: draft, payload }] : []));
    const readable = parsed.flatMap(({ draft, payload }) => (typeof draft === 'string' ? [] : [{ draft, payload }]));
    const placed: Placed[] = [];
    for (const { draft, payload, organizationId } of await this.organizations(readable, tenant)) {
      if (organizationId === undefined) aside.push({ reason: 'the organization is unknown', payload });
      else placed.push({ observation: { ...draft, via: 'webhook', organizationId }, payload });
    }
    return { placed, aside };
  }

  /** Before an organization counts as unknown the tree is read again: it may be a moment old. */
  private async organizations(readable: readonly Readable[], tenant: string | null) {
    const first = await this.tree.current();
    const tried = await this.placedIn(first, readable, tenant);
    if (tried.every(({ draft, organizationId }) => organizationId !== undefined && !isUnknown(draft, first))) return tried;
    const newest = await this.tree.refreshed();
    return newest === first ? tried : this.placedIn(newest, readable, tenant);
  }

  private async placedIn(tree: Tree, readable: readonly Readable[], tenant: string | null) {
    const drafts = readable.map(({ draft }) => draft);
    const systems = await systemsOf(this.store, drafts, tenant, tree);
    return readable.map((one) => ({ ...one, organizationId: place(one.draft, tenant, tree, systems)?.id }));
  }
}

const isUnknown = ({ organization }: Draft, tree: Tree): boolean => organization !== null && !tree.find(organization);

/** What takes longer goes on unheard; a repetition finds it done. */
async function withinTime<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Refusal('too-slow', { retryAfterSeconds: 1 })), milliseconds);
  });
  work.catch(() => undefined); // its error is the caller's only while the caller waits
  try {
    return await Promise.race([work, tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}
