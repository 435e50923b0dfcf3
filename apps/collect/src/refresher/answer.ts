import { hash } from 'node:crypto';
import {
  type Draft,
  draftOf,
  FINGERPRINT,
  type Fields,
  fingerprintIn,
  isFields,
  type LabelRule,
  NO_LABEL_RULE,
  type Placeable,
  placeableOf,
  type Reason,
  receiverOf,
  textOr,
  withSeverity,
} from '#intake';
import { cleanText, LABEL_LENGTH, type Status, textMap } from '#persistence';
import { jsonOf, PollFailure } from '../http/asker.js';

/** An alert as `GET /api/v2/alerts` shows it. What has a reason for a draft counts, but cannot be recorded. `severity` is the label as it stands. */
export type Polled = Placeable & {
  readonly fingerprint: string;
  readonly severity: string | undefined;
  readonly muted: boolean;
  readonly draft: Draft | Reason;
  /** What is set aside of it when it cannot be stored. */
  readonly payload: unknown;
};

/** What shows no labels: it belongs to nobody, and what it may be stays open. */
export type Unreadable = { readonly reason: Reason; readonly payload: unknown; readonly fingerprint: string | null };

/** `lasts`: any later answer with the same digest reads the same. */
export type Answer = { readonly alerts: readonly Polled[]; readonly unreadable: readonly Unreadable[]; readonly lasts: boolean };

// Instants that Alertmanager renews all the time, and that nobody reads here.
const INSTANTS = ['endsAt', 'updatedAt'] as const;
const RENEWED = /"(?:endsAt|updatedAt)":"[^"\\]*"/g;

/** Of everything in an answer but the renewed instants, without reading it. */
export const digestOf = (text: string): string => hash('sha1', text.replace(RENEWED, '~'), 'base64');

/** Reads an answer, or throws {@link PollFailure}: half an answer would end alerts that go on. */
export function readAnswer(text: string, now: Date, rule: LabelRule = NO_LABEL_RULE): Answer {
  const items = jsonOf(text);
  if (!Array.isArray(items)) throw noAlerts();
  const unreadable = items.flatMap(unreadableOf);
  if (unreadable.length > 0 && unreadable.length === items.length) throw noAlerts();
  const alerts = distinct(
    items.flatMap((item: unknown) => readAlert(item, now, rule)),
    rule,
  );
  // What starts too far ahead cannot be recorded yet, and a label may be called like a renewed instant.
  const lasts = alerts.every(({ draft }) => typeof draft !== 'string') && instantsOf(items) === (text.match(RENEWED) ?? []).length;
  return { alerts, unreadable, lasts };
}

/** Alerts that differed by dropped labels only are one. */
const distinct = (alerts: readonly Polled[], { dropLabels }: LabelRule): readonly Polled[] =>
  dropLabels.length === 0 ? alerts : [...new Map(alerts.map((alert) => [alert.fingerprint, alert])).values()];

const noAlerts = (): PollFailure => new PollFailure('its answer is no list of alerts');

const instantsOf = (items: readonly unknown[]): number =>
  items.flatMap((item) => INSTANTS.filter((name) => isFields(item) && typeof item[name] === 'string')).length;

function unreadableOf(value: unknown): Unreadable[] {
  if (!isFields(value)) return [{ reason: 'the alert is no object', payload: { receiver: null, alert: value }, fingerprint: null }];
  if (isFields(value.labels)) return [];
  return [{ reason: 'the labels are no object', payload: payloadOf(value), fingerprint: textOr(value.fingerprint, FINGERPRINT) }];
}

/** As a webhook would tell it: without what changes from poll to poll. */
const payloadOf = ({ endsAt: _ends, updatedAt: _updated, receivers, ...alert }: Fields) => ({
  receiver: firstReceiver(receivers),
  alert: { ...alert, status: 'firing' },
});

/** None where the rule ignores it, or that shows no labels. */
function readAlert(value: unknown, now: Date, rule: LabelRule): Polled[] {
  const labels = isFields(value) ? textMap(value.labels, LABEL_LENGTH) : undefined;
  if (!isFields(value) || !labels) return [];
  const status = statusOf(value.status, value.receivers);
  const draft = draftOf(value, firstReceiver(value.receivers), now, () => true, rule);
  if (draft === null) return [];
  const { organization, systemKey } = placeableOf(labels);
  const polled: Polled = {
    organization,
    systemKey,
    fingerprint: typeof draft === 'string' ? fingerprintIn(value, labels) : draft.fingerprint,
    severity: withSeverity(labels, rule).severity,
    muted: status.silencedBy.length > 0,
    draft: typeof draft === 'string' || value.status === null ? draft : { ...draft, status },
    payload: payloadOf(value),
  };
  return [polled];
}

function statusOf(value: unknown, receivers: unknown): Status {
  const { state, silencedBy, inhibitedBy, mutedBy } = isFields(value) ? value : {};
  const known = (['suppressed', 'unprocessed'] as const).find((one) => one === state);
  return {
    state: known ?? 'active',
    silencedBy: idsOf(silencedBy),
    inhibitedBy: idsOf(inhibitedBy),
    mutedBy: idsOf(mutedBy),
    receivers: receiversOf(receivers),
  };
}

const idsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).flatMap((id: unknown) => (typeof id === 'string' && id !== '' ? [cleanText(id, 128)] : [])).sort();

const receiversOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).flatMap((one: unknown) => (isFields(one) ? (receiverOf(one.name) ?? []) : []));

function firstReceiver(value: unknown): string | null {
  const [first]: unknown[] = Array.isArray(value) ? value : [];
  return isFields(first) ? receiverOf(first.name) : null;
}
