import { createHash } from 'node:crypto';
import { describedBy, type Fields, isFields } from '#intake';
import { ANNOTATION_LENGTH, cleanText, keptOf, LABEL_LENGTH, type Observation, type Priority, textMap } from '#persistence';
import { type FieldFault, Refusal } from '#runtime';

export const EVENT_TYPES = ['ALERT', 'ACCEPT', 'RESOLVE', 'COMMENT'] as const;
export type EventType = (typeof EVENT_TYPES)[number];
const PRIORITIES: readonly Priority[] = ['LOW', 'HIGH'];

const ALERTNAME = 256;
const KEY = 512;
const COMMENT = 2_000;

/** What an ALERT says of its alert. */
export type Told = Pick<
  Observation,
  'alertname' | 'severity' | 'systemKey' | 'labels' | 'annotations' | 'receiver' | 'priority' | 'policy' | 'number'
> & {
  /** Which of its optional parts it brings. Of an open alert the others stay as they are. */
  readonly brought: { readonly labels: boolean; readonly priority: boolean; readonly details: boolean; readonly severity: boolean };
};
/** An event that was read. `told` is there for ALERT only. */
export type Event = { readonly type: EventType; readonly alertKey: string; readonly told?: Told; readonly comment?: string };

/** Reads an event, or refuses with 400. `unnamed` is the key of an ALERT that brings none. */
export function readEvent(body: Fields, unnamed: string): Event {
  const type = EVENT_TYPES.find((one) => one === body.eventType);
  const alertKey = keyOf(body.alertKey ?? body.incidentKey);
  const summary = textOf(body.summary, ANNOTATION_LENGTH);
  const faults = [
    fault(type !== undefined, 'eventType', `must be one of ${EVENT_TYPES.join(', ')}`, body.eventType),
    fault(alertKey !== undefined, 'alertKey', `must be a text of at most ${KEY} characters`, body.alertKey),
    fault(alertKey !== '' || type === 'ALERT' || !type, 'alertKey', 'must name the alert', body.alertKey),
    fault(type !== 'ALERT' || summary !== '', 'summary', 'must be a text that is not empty', body.summary),
    fault(isAbsent(body.priority) || isPriority(body.priority), 'priority', 'must be one of LOW, HIGH', body.priority),
    fault(isAbsent(body.severity) || severityOf(body.severity) !== '', 'severity', 'must be a number from 1 to 5 or a text', body.severity),
    fault(isAbsent(body.labels) || isFields(body.labels), 'labels', 'must be an object', body.labels),
  ].flat();
  if (!type || alertKey === undefined || faults.length > 0) throw new Refusal('validation-failed', { errors: faults });
  const comment = commentOf(type, body);
  const key = alertKey || unnamed;
  return { type, alertKey: key, ...(comment && { comment }), ...(type === 'ALERT' && { told: toldBy(body, summary, key) }) };
}

/** The same for the same key of the same source, and for no other. As long as those of an Alertmanager. */
export const eventFingerprint = (source: number, alertKey: string): string =>
  createHash('sha256').update(`${source} ${alertKey}`).digest('hex').slice(0, 16);

function toldBy(body: Fields, summary: string, alertKey: string): Told {
  const level = severityOf(body.severity);
  const told = { ...textMap(body.labels, LABEL_LENGTH), ...(level && { severity: level }) };
  const { alertname, severity, systemKey, labels, priority, policy, number } = describedBy(told, null);
  return {
    ...{ severity, systemKey, labels, number, receiver: null },
    policy: textOf(body.routingKey, ALERTNAME) || policy,
    alertname: alertname || cleanText(summary, ALERTNAME),
    priority: isPriority(body.priority) ? body.priority : priority,
    annotations: {
      ...keptOf({ ...detailsOf(body.details), ...detailsOf(body.customDetails), ...linksOf(body.links) }),
      summary,
      alert_key: alertKey,
    },
    brought: {
      labels: !isAbsent(body.labels),
      priority: isPriority(body.priority),
      details: !isAbsent(body.details ?? body.customDetails),
      severity: level !== '',
    },
  };
}

const LEVELS = ['critical', 'warning', 'warning', 'info', 'info'];

/** 1 is the worst of five; a text is one of ours. Empty when it is neither. */
const severityOf = (severity: unknown): string =>
  typeof severity === 'number' || /^\d$/.test(String(severity)) ? (LEVELS[Number(severity) - 1] ?? '') : textOf(severity, LABEL_LENGTH);

/** A line per link: its text and where it leads. */
function linksOf(links: unknown): Record<string, string> {
  if (!Array.isArray(links)) return {};
  const lines = links
    .filter(isFields)
    .map(({ href, text }) => [textOf(text, LABEL_LENGTH), textOf(href, LABEL_LENGTH)].filter(Boolean).join(': '));
  return textMap({ links: lines.filter(Boolean).join('\n') }, ANNOTATION_LENGTH) ?? {};
}

/** An object's entries each by its name; anything else in one text. */
function detailsOf(details: unknown): Record<string, string> {
  if (isAbsent(details) || details === '') return {};
  return textMap(isFields(details) ? details : { details }, ANNOTATION_LENGTH) ?? {};
}

function commentOf(type: EventType, { comment, summary, details }: Fields): string {
  const told = textOf(comment, COMMENT);
  return told || type !== 'COMMENT' ? told : textOf(summary, COMMENT) || textOf(details, COMMENT);
}

/** Empty when there is none, undefined when it is no key. */
function keyOf(value: unknown): string | undefined {
  if (isAbsent(value)) return '';
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const key = cleanText(String(value), Number.POSITIVE_INFINITY).trim().toLowerCase();
  return key.length > KEY ? undefined : key;
}

const textOf = (value: unknown, most: number): string => (typeof value === 'string' ? cleanText(value, most).trim() : '');
const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const isPriority = (value: unknown): value is Priority => PRIORITIES.some((one) => one === value);

function fault(isRight: boolean, key: string, message: string, value: unknown): FieldFault[] {
  if (isRight) return [];
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'null');
  return [{ key, message: `${key} ${message}`, value: text.length > 200 ? `${text.slice(0, 200)}…` : (value ?? null) }];
}
