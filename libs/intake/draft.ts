import { EARLIEST_START, parseInstant } from '#metrics';
import { ANNOTATION_LENGTH, cleanText, fingerprintOf, keptOf, LABEL_LENGTH, type Observation, type Priority, textMap } from '#persistence';
import { isTooDeep } from './depth.js';
import { type LabelRule, NO_LABEL_RULE, withoutDropped, withSeverity } from './label-rule.js';

export type Fields = Readonly<Record<string, unknown>>;
type Labels = Readonly<Record<string, string>>;

/** What an alert says of itself, whoever brought it: an observation that has no place yet. `organization` is the public id its label names. */
export type Draft = Omit<Observation, 'via' | 'organizationId'> & { readonly organization: string | null };

/** Begins with all its keys: see NO_OBSERVATION. */
const NO_DRAFT: Draft = {
  organization: null,
  systemKey: null,
  fingerprint: '',
  startsAt: new Date(0),
  endsAt: null,
  endsAbout: undefined,
  generatorUrl: undefined,
  alertname: '',
  severity: null,
  labels: {},
  annotations: {},
  receiver: null,
  priority: 'LOW',
  source: '',
  policy: null,
  number: '',
  status: undefined,
};

/** What placing goes by. */
export type Placeable = Pick<Draft, 'organization' | 'systemKey'>;

/** Why an alert is set aside. A closed list: it labels a metric and a system event. */
export type Reason =
  | 'the alert is no object'
  | 'the alert is nested too deeply'
  | 'the labels are no object'
  | 'the alert has no labels'
  | 'the start is missing or unreadable'
  | 'the start is not plausible'
  | 'the end is not plausible'
  | 'the organization is unknown'
  | 'the organization is of another tenant'
  | 'its sender answers every tenant alike'
  | 'the database refused it';

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
export const textOr = (value: unknown, most: number): string | null => (typeof value === 'string' && cleanText(value, most).trim()) || null;

const NAME = 256;
const WORD = 64;
const URL_LENGTH = 2048;
export const FINGERPRINT = 128;
const DAY_MS = 86_400_000;
/** Go's zero time, and everything near it, stands for "none". */
const ZERO = Date.UTC(1000, 0, 1);

/**
 * Reads an alert as both the webhook and API v2 write it. `runs` says whether it still does, given its end in epoch ms (undefined: none). What has ended,
 * and nobody says when, has ended now. Null: a rule ignores it.
 */
export function draftOf(
  value: unknown,
  receiver: string | null,
  now: Date,
  runs: (alert: Fields, end: number | undefined) => boolean,
  rule: LabelRule = NO_LABEL_RULE,
): Draft | Reason | null {
  if (!isFields(value)) return 'the alert is no object';
  if (isTooDeep(value)) return 'the alert is nested too deeply';
  const told = textMap(value.labels, LABEL_LENGTH);
  if (!told) return 'the labels are no object';
  if (rule.ignores(told)) return null;
  const labels = withoutDropped(told, rule);
  if (Object.keys(labels).length === 0) return 'the alert has no labels';
  const start = instantOf(value.startsAt);
  if (start === undefined) return 'the start is missing or unreadable';
  if (!isPlausible(start, now)) return 'the start is not plausible';
  const end = instantOf(value.endsAt);
  const open = runs(value, end);
  if (!open && end !== undefined && !isPlausible(end, now)) return 'the end is not plausible';
  return {
    ...NO_DRAFT,
    ...describedBy(withSeverity(labels, rule), receiver),
    // Without some of its labels it is another alert than the sender's.
    fingerprint: labels === told ? fingerprintIn(value, labels) : fingerprintOf(labels),
    annotations: keptOf(textMap(value.annotations, ANNOTATION_LENGTH) ?? {}),
    startsAt: new Date(start),
    endsAt: open ? null : end === undefined ? now : new Date(end),
    endsAbout: open || end !== undefined ? undefined : true,
    generatorUrl: textOr(value.generatorURL, URL_LENGTH) ?? undefined,
  };
}

/** An alert as a webhook sends it. Its own status says whether it still runs; without one, whether it has an end that has come. */
export const sentDraft = (alert: unknown, receiver: string | null, now: Date, rule: LabelRule = NO_LABEL_RULE): Draft | Reason | null =>
  draftOf(
    alert,
    receiver,
    now,
    ({ status }, end) => {
      if (status === 'firing') return true;
      return status !== 'resolved' && (end === undefined || end > now.getTime());
    },
    rule,
  );

export const placeableOf = (labels: Labels): Placeable => ({
  organization: textOr(labels.organization_id, NAME),
  systemKey: textOr(labels.system_key, NAME),
});

/** Everything that follows from the labels. */
export function describedBy(labels: Labels, receiver: string | null): Omit<Draft, 'fingerprint' | 'annotations' | 'startsAt' | 'endsAt'> {
  const label = (name: string, most: number): string | null => textOr(labels[name], most);
  const severity = label('severity', WORD);
  const { organization, systemKey } = placeableOf(labels);
  return {
    labels: keptOf(labels),
    organization,
    systemKey,
    alertname: label('alertname', NAME) ?? '',
    severity,
    receiver,
    priority: priorityOf(label('priority', WORD), severity),
    source: label('alert_source', NAME) ?? receiver ?? 'default',
    policy: label('escalation_policy', NAME),
    number: label('call_routing_number', WORD) ?? '',
  };
}

function priorityOf(told: string | null, severity: string | null): Priority {
  const known = (['LOW', 'HIGH'] as const).find((priority) => priority === told?.toUpperCase());
  return known ?? (severity === 'critical' ? 'HIGH' : 'LOW');
}

/** Its own, else the one that Alertmanager would give these labels. */
export const fingerprintIn = (alert: Fields, labels: Labels): string => textOr(alert.fingerprint, FINGERPRINT) ?? fingerprintOf(labels);

export const receiverOf = (value: unknown): string | null => textOr(value, NAME);

/** Epoch milliseconds; undefined when absent, zero or no instant. */
function instantOf(value: unknown): number | undefined {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  return instant === undefined || instant < ZERO ? undefined : instant;
}

/** Clocks differ, by less than a day. */
const isPlausible = (instant: number, now: Date): boolean => instant >= EARLIEST_START && instant <= now.getTime() + DAY_MS;
