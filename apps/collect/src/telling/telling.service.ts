import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { mapGivingWay, Refusal, registry } from '#runtime';
import { labelRuleOf, ruleOf } from '../config/config.js';
import { CurrentConfig } from '../config/config-file.js';
import { Limits, MOST_ALERTS } from '../intake/limits.js';
import { Placing } from '../intake/placing.js';
import { type Aside, Quarantine } from '../intake/quarantine.js';
import { Recorder } from '../intake/recorder.js';
import type { Sending } from '../intake/sending.js';
import { withinTime } from '../intake/within-time.js';
import { readTold, type Told } from './parse.js';
import { type Telling, Tellings } from './tellings.js';

const alerts = new Counter({
  name: 'alertledger_told_alerts_total',
  help: 'Alerts received by /api/v2/alerts: told again without news, recorded, or quarantined',
  labelNames: ['outcome'],
  registers: [registry],
});

/** Takes what a Prometheus, vmalert or ruler sends to its Alertmanagers. Once it resolves every alert is committed, to the ledger or to the quarantine. */
@Injectable()
export class TellingService {
  constructor(
    private readonly tellings: Tellings,
    private readonly placing: Placing,
    private readonly recorder: Recorder,
    private readonly quarantine: Quarantine,
    private readonly limits: Limits,
    private readonly configured: CurrentConfig,
  ) {}

  /** `now` is when the request came, from which the time limit counts. */
  async take(body: unknown, { tenant, scopes }: Sending, now: Date): Promise<void> {
    if (!Array.isArray(body)) throw Refusal.field('alerts', 'must be a list of alerts', null);
    if (body.length > MOST_ALERTS) throw new Refusal('body-too-large');
    const rule = labelRuleOf(ruleOf(this.configured.current, tenant));
    const told = (await mapGivingWay(body, (alert: unknown) => readTold(alert, now, rule) ?? [])).flat();
    const deadline = now.getTime() + this.limits.webhookMs;
    await withinTime(this.keep(told, { tenant, scopes }, now, deadline), deadline - Date.now());
  }

  private async keep(told: readonly Told[], { tenant, scopes }: Sending, now: Date, deadline: number): Promise<void> {
    const { placed, aside } = await this.placing.place(told, tenant, scopes);
    const all = placed.map(
      ({ draft, organizationId, reporter, ...one }): Telling => ({
        ...one,
        observation: { ...draft, reporter, via: 'webhook', organizationId },
      }),
    );
    const news = await this.tellings.news(all, now);
    const refused = await this.recorder.record(news, now, deadline, (tx, some) => this.tellings.note(tx, some, now));
    const set = [...aside, ...refused.map(({ payload }): Aside => ({ reason: 'the database refused it', payload }))];
    await this.quarantine.keep(set, tenant, 'webhook');
    alerts.inc({ outcome: 'repeated' }, all.length - news.length);
    alerts.inc({ outcome: 'recorded' }, news.length - refused.length);
    alerts.inc({ outcome: 'quarantined' }, set.length);
  }
}
