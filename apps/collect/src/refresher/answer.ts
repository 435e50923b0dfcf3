import { type Draft, draftOf, fingerprintIn, isFields, type Placeable, placeableOf, receiverOf } from '#intake';
import { cleanText, LABEL_LENGTH, type Status, textMap } from '#persistence';

/** An alert as `GET /api/v2/alerts` shows it. Without a draft it counts, but cannot be recorded. `severity` is the label as it stands. */
export type Polled = Placeable & {
  readonly fingerprint: string;
  readonly severity: string | undefined;
  readonly muted: boolean;
  readonly draft: Draft | null;
};

/** The alerts of an answer. Undefined when it is none: half an answer would end alerts that go on. */
export function readAnswer(body: unknown, now: Date): Polled[] | undefined {
  if (!Array.isArray(body)) return undefined;
  const alerts: Polled[] = [];
  for (const item of body) {
    const alert = readAlert(item, now);
    if (!alert) return undefined;
    alerts.push(alert);
  }
  return alerts;
}

function readAlert(value: unknown, now: Date): Polled | undefined {
  if (!isFields(value)) return undefined;
  const labels = textMap(value.labels, LABEL_LENGTH);
  if (!labels) return undefined;
  const status = statusOf(value.status);
  const draft = draftOf(value, firstReceiver(value.receivers), now, () => true);
  return {
    ...placeableOf(labels),
    fingerprint: fingerprintIn(value, labels),
    severity: labels.severity,
    muted: status.silencedBy.length > 0,
    draft: typeof draft === 'string' ? null : value.status === null ? draft : { ...draft, status },
  };
}

function statusOf(value: unknown): Status {
  const { state, silencedBy, inhibitedBy } = isFields(value) ? value : {};
  const known = (['suppressed', 'unprocessed'] as const).find((one) => one === state);
  return { state: known ?? 'active', silencedBy: idsOf(silencedBy), inhibitedBy: idsOf(inhibitedBy) };
}

const idsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : []).flatMap((id: unknown) => (typeof id === 'string' && id !== '' ? [cleanText(id, 128)] : [])).sort();

function firstReceiver(value: unknown): string | null {
  const [first]: unknown[] = Array.isArray(value) ? value : [];
  return isFields(first) ? receiverOf(first.name) : null;
}
