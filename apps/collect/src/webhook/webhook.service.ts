import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { type Draft, isForeign, place, type Reason, systemsOf } from '#intake';
import { type Observation, OrganizationTree, Store, systemEvent } from '#persistence';
import { Refusal, registry } from '#runtime';
import type { Tree } from '#scope';
import { labelRuleOf, ownerOf, ruleOf } from '../config/config.js';
import { CurrentConfig } from '../config/config-file.js';
import { Limits } from '../intake/limits.js';
import { type Aside, Quarantine } from '../intake/quarantine.js';
import { type Parsed, parseWebhook, senderOf } from './parse.js';
import { Recorder } from './recorder.js';

/** 16 MiB hold no more real alerts than this. */
const MOST_ALERTS = 100_000;

const alerts = new Counter({
  name: 'alertledger_webhook_alerts_total',
  help: 'Alerts received by webhook: recorded (also those that changed nothing), quarantined, or left out by the sender (truncated)',
  labelNames: ['outcome'],
  registers: [registry],
});

/** Who tells of the alerts of a webhook; see Observation. */
type Teller = Pick<Observation, 'reporter' | 'upstream'>;
type Sending = { readonly tenant: string | null; readonly teller: Teller; readonly now: Date; readonly deadline: number };
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
    const { externalUrl, truncated } = senderOf(body);
    const sending = { tenant, teller: this.tellerOf(externalUrl), now, deadline };
    await withinTime(this.keep(parsed, sending), deadline - Date.now());
    if (truncated > 0) await this.noteTruncated(truncated, tenant);
  }

  /** An upstream's own Alertmanager sends what its polls show; of another one they know nothing. */
  private tellerOf(externalUrl: string): Teller {
    const upstream = ownerOf(this.configured.current, externalUrl)?.name;
    return upstream === undefined ? { reporter: `webhook ${externalUrl}` } : { reporter: `own ${upstream}`, upstream };
  }

  private async noteTruncated(truncated: number, tenant: string | null): Promise<void> {
    alerts.inc({ outcome: 'truncated' }, truncated);
    await systemEvent(this.store, {
      organization: await this.quarantine.concerned(tenant),
      severity: 'warning',
      source: 'webhook',
      message: 'alerts are missing: the Alertmanager left them out of a notification (max_alerts)',
      times: truncated,
    });
  }

  private async keep(parsed: readonly Parsed[], { tenant, teller, now, deadline }: Sending): Promise<void> {
    const { placed, aside } = await this.place(parsed, tenant, teller);
    const refused = await this.recorder.record(placed, now, deadline);
    const all = [...aside, ...refused.map(({ payload }): Aside => ({ reason: 'the database refused it', payload }))];
    await this.quarantine.keep(all, tenant, 'webhook');
    alerts.inc({ outcome: 'recorded' }, placed.length - refused.length);
    alerts.inc({ outcome: 'quarantined' }, all.length);
  }

  private async place(parsed: readonly Parsed[], tenant: string | null, teller: Teller): Promise<{ placed: Placed[]; aside: Aside[] }> {
    const aside: Aside[] = parsed.flatMap(({ draft, payload }) => (typeof draft === 'string' ? [{ reason: draft, payload }] : []));
    const readable = parsed.flatMap(({ draft, payload }) => (typeof draft === 'string' ? [] : [{ draft, payload }]));
    const placed: Placed[] = [];
    for (const { draft, payload, organizationId } of await this.organizations(readable, tenant)) {
      if (organizationId === undefined) aside.push({ reason: await this.reasonOf(draft, tenant), payload });
      else placed.push({ observation: { ...draft, ...teller, via: 'webhook', organizationId }, payload });
    }
    return { placed, aside };
  }

  private async reasonOf(draft: Draft, tenant: string | null): Promise<Reason> {
    const isOther = tenant !== null && isForeign(draft, tenant, await this.tree.current());
    return isOther ? 'the organization is of another tenant' : 'the organization is unknown';
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
