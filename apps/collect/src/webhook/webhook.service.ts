import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { type Observation, Store, systemEvent } from '#persistence';
import { Refusal, registry } from '#runtime';
import { labelRuleOf, ownerOf, ruleOf } from '../config/config.js';
import { CurrentConfig } from '../config/config-file.js';
import { Limits, MOST_ALERTS } from '../intake/limits.js';
import { Placing, type Sent } from '../intake/placing.js';
import { type Aside, Quarantine } from '../intake/quarantine.js';
import { Recorder } from '../intake/recorder.js';
import { withinTime } from '../intake/within-time.js';
import { parseWebhook, senderOf } from './parse.js';

const alerts = new Counter({
  name: 'alertledger_webhook_alerts_total',
  help: 'Alerts received by webhook: recorded (also those that changed nothing), quarantined, or left out by the sender (truncated)',
  labelNames: ['outcome'],
  registers: [registry],
});

/** Who tells of the alerts of a webhook; see Observation. */
type Teller = Pick<Observation, 'reporter' | 'upstream'>;
type Sending = { readonly tenant: string | null; readonly teller: Teller; readonly now: Date; readonly deadline: number };

/** Takes webhooks in. Once it resolves every alert is committed, to the ledger or to the quarantine. */
@Injectable()
export class WebhookService {
  constructor(
    private readonly store: Store,
    private readonly placing: Placing,
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

  private async keep(parsed: readonly Sent[], { tenant, teller, now, deadline }: Sending): Promise<void> {
    const { placed, aside } = await this.placing.place(parsed, tenant);
    const told = placed.map(({ draft, payload, organizationId }) => ({
      observation: { ...draft, ...teller, via: 'webhook' as const, organizationId },
      payload,
    }));
    const refused = await this.recorder.record(told, now, deadline);
    const all = [...aside, ...refused.map(({ payload }): Aside => ({ reason: 'the database refused it', payload }))];
    await this.quarantine.keep(all, tenant, 'webhook');
    alerts.inc({ outcome: 'recorded' }, told.length - refused.length);
    alerts.inc({ outcome: 'quarantined' }, all.length);
  }
}
