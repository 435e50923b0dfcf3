import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { type LabelRule, sentDraft } from '#intake';
import { retrying, Store } from '#persistence';
import { mapGivingWay, Refusal, registry } from '#runtime';
import { labelRuleOf, ruleOf } from '../config/config.js';
import { CurrentConfig } from '../config/config-file.js';
import { Limits, MOST_ALERTS } from '../intake/limits.js';
import { type Placed, Placing, payloadOf, type Sent } from '../intake/placing.js';
import { type Aside, Quarantine } from '../intake/quarantine.js';
import { Recorder } from '../intake/recorder.js';
import type { Sending } from '../intake/sending.js';
import type { Tx } from '../intake/silent-ends.js';
import { withinTime } from '../intake/within-time.js';
import { followHolds, type Hold, type Pair, saveHolds } from './holds.js';
import { type Notification, saveNotifications } from './notifications.js';
import { type RecordedEvent, readEvent, type ShownAlert } from './read-event.js';

const events = new Counter({
  name: 'alertledger_recorder_events_total',
  help: 'Events of the event recorder of Alertmanagers: kept, of no alert, or unreadable',
  labelNames: ['outcome'],
  registers: [registry],
});

/** An alert as an event shows it. `isStarted`: with the start it has. */
type Shown = Sent & { readonly event: RecordedEvent; readonly isStarted: boolean; readonly isFiring: boolean };

/** Takes what the event recorder of an Alertmanager tells. Once it resolves all of it is committed, to the ledger or to the quarantine. */
@Injectable()
export class RecordedService {
  constructor(
    private readonly store: Store,
    private readonly placing: Placing,
    private readonly recorder: Recorder,
    private readonly quarantine: Quarantine,
    private readonly limits: Limits,
    private readonly configured: CurrentConfig,
  ) {}

  /** One event, or a list of them. Refuses with 400 what holds no event. */
  async take(body: unknown, { tenant, scopes }: Sending, now: Date): Promise<void> {
    const all: readonly unknown[] = Array.isArray(body) ? body : [body];
    const read = await mapGivingWay(all, (event) => readEvent(event, now));
    const known = read.filter((event) => event !== undefined);
    if (known.length === 0 && all.length > 0) throw Refusal.field('data', 'must be an event of the event recorder', null);
    const told = known.filter((event) => event !== null).sort((a, b) => a.at.getTime() - b.at.getTime());
    if (told.reduce((sum, { alerts }) => sum + alerts.length, 0) > MOST_ALERTS) throw new Refusal('body-too-large');
    const rule = labelRuleOf(ruleOf(this.configured.current, tenant));
    const shown = told.flatMap((event) => event.alerts.flatMap((alert) => shownOf(event, alert, rule) ?? []));
    const deadline = now.getTime() + this.limits.webhookMs;
    await withinTime(this.keep(shown, { tenant, scopes }, now, deadline), deadline - Date.now());
    events.inc({ outcome: 'kept' }, told.length);
    events.inc({ outcome: 'other' }, known.length - told.length);
    events.inc({ outcome: 'unreadable' }, all.length - known.length);
  }

  private async keep(shown: readonly Shown[], { tenant, scopes }: Sending, now: Date, deadline: number): Promise<void> {
    const { placed, aside } = await this.placing.place(shown, tenant, scopes);
    const seen = placed
      .filter(({ isStarted }) => isStarted)
      .map(({ draft, payload, organizationId, event }) => ({
        observation: { ...draft, via: 'refresher' as const, reporter: `recorder ${event.instance}`, organizationId },
        payload,
      }));
    // Before the alerts, whose news then tell of all of it.
    if (placed.length > 0) await this.store.transaction((tx) => saveAround(tx, placed, tenant));
    const refused = await this.recorder.record(seen, now, deadline);
    // Every flush repeats what is set aside: once is enough of each.
    const all = [...aside, ...refused.map(({ payload }): Aside => ({ reason: 'the database refused it', payload }))];
    await this.quarantine.keep([...new Map(all.map((one) => [JSON.stringify(one), one])).values()], tenant, 'webhook');
    if (placed.length > 0) await retrying(() => this.store.transaction((tx) => followHolds(tx, placed.map(pairOf), now)));
  }
}

/** Null: the rule ignores it. */
function shownOf(event: RecordedEvent, alert: ShownAlert, rule: LabelRule): Shown | null {
  const isStarted = alert.startsAt !== undefined && !event.held;
  const dated = isStarted ? alert : { ...alert, startsAt: event.at.toISOString() };
  const draft = sentDraft(dated, null, event.at, rule);
  return draft && { draft, payload: payloadOf(dated, null, draft), event, isStarted, isFiring: alert.status === 'firing' };
}

async function saveAround(tx: Tx, placed: readonly Placed<Shown>[], tenant: string | null): Promise<void> {
  await saveNotifications(tx, notificationsOf(placed), tenant);
  await saveHolds(tx, placed.flatMap(holdOf));
}

const pairOf = ({ organizationId, draft }: Placed<Shown>): Pair => ({ organization_id: organizationId, fingerprint: draft.fingerprint });

function notificationsOf(placed: readonly Placed<Shown>[]): Notification[] {
  const byEvent = new Map<RecordedEvent, Placed<Shown>[]>();
  for (const one of placed) {
    const known = byEvent.get(one.event);
    if (known) known.push(one);
    else byEvent.set(one.event, [one]);
  }
  return [...byEvent].flatMap(([{ notified, at }, all]) => (notified ? [{ ...notified, at, alerts: all.map(notifiedOf) }] : []));
}

const notifiedOf = ({ draft, organizationId, isFiring }: Placed<Shown>) => ({
  organization_id: organizationId,
  fingerprint: draft.fingerprint,
  alertname: draft.alertname,
  since: draft.startsAt,
  is_firing: isFiring,
});

const holdOf = ({ event: { held, at }, draft, organizationId }: Placed<Shown>): Hold[] =>
  held ? [{ organization_id: organizationId, fingerprint: draft.fingerprint, kind: held.kind, at, held_by: held.by }] : [];
