import { createHash } from 'node:crypto';
import { type Fields, isFields, textOr } from '#intake';
import { parseInstant } from '#metrics';

/** An alert as a webhook would send it. */
export type ShownAlert = Fields & { readonly labels: Fields };

/** A notification as it went out, or failed to; `reason` in lower case, `error` null unless it failed. `key` is the same for the same event. */
export type Notified = {
  readonly key: string;
  readonly receiver: string;
  readonly integration: string;
  readonly reason: string;
  readonly outcome: 'sent' | 'failed';
  readonly error: string | null;
};
/** What held an alert back: silences or fingerprints of alerts. */
export type Held = { readonly kind: 'silenced' | 'inhibited'; readonly by: readonly string[] };

/** What one event of the recorder says, at `at`, of alerts. Those of a hold have no start. */
export type RecordedEvent = {
  readonly at: Date;
  readonly instance: string;
  readonly alerts: readonly ShownAlert[];
  readonly notified?: Notified;
  readonly held?: Held;
};

const NAME = 256;
const ERROR = 2_048;
const MOST_HOLDERS = 100;
/** Clocks differ, by less than a day. */
const DAY_MS = 86_400_000;

/** Null: it speaks of no alert. Undefined: it is no event. Never throws. */
export function readEvent(event: unknown, now: Date): RecordedEvent | null | undefined {
  if (!isFields(event) || !isFields(event.data)) return undefined;
  const at = instantOf(event['@timestamp'] ?? event.timestamp);
  if (at === undefined || at > now.getTime() + DAY_MS) return undefined;
  const base = { at: new Date(at), instance: textOr(event.instance, NAME) ?? '' };
  const [kind, data] = payloadOf(event.data);
  if (!isFields(data)) return undefined;
  const read = READERS[kind];
  return read ? { ...base, ...read(data, { ...base, data }) } : null;
}

type Told = Pick<RecordedEvent, 'alerts' | 'notified' | 'held'>;
type Context = { readonly at: Date; readonly instance: string; readonly data: Fields };

const READERS: Readonly<Record<string, (data: Fields, context: Context) => Told>> = {
  alertcreated: ({ alert }, { at }) => ({ alerts: shownOf(alert, at) }),
  alertgrouped: ({ alert }, { at }) => ({ alerts: shownOf(alert, at) }),
  alertresolved: ({ alert }, { at }) => ({ alerts: shownOf(alert, at, true) }),
  notification: notificationOf,
  silencemutedalert: (data, { at }) => ({
    alerts: shownOf(field(data, 'mutedAlert'), at),
    held: { kind: 'silenced', by: isFields(data.silence) ? textsOf([data.silence.id]) : [] },
  }),
  inhibitionmutedalert: (data, { at }) => ({
    alerts: shownOf(field(data, 'mutedAlert'), at),
    held: { kind: 'inhibited', by: textsOf(field(data, 'inhibitingFingerprints'), fingerprintOf) },
  }),
};

function notificationOf(data: Fields, { at, instance }: Context): Told {
  const [group, integration] = [fieldsOf(field(data, 'groupInfo')), fieldsOf(data.integration)];
  const error = textOr(data.error, ERROR);
  const receiver = textOr(field(group, 'receiverName'), NAME) ?? '';
  const name = textOr(integration.name, NAME) ?? '';
  const place = [instance, at.getTime(), field(group, 'groupKey'), field(data, 'flushId'), receiver, name, integration.index];
  return {
    alerts: listOf(data.alerts).flatMap((one) => shownOf(one, at)),
    notified: {
      ...{ key: createHash('md5').update(JSON.stringify(place)).digest('hex'), receiver, integration: name },
      reason: reasonOf(data.reason),
      outcome: error === null && !/fail|error/i.test(String(data.outcome ?? data.status ?? '')) ? 'sent' : 'failed',
      error,
    },
  };
}

/** Alertmanager's own words without what its encoding puts before them: `first_notification`. */
export const reasonOf = (reason: unknown): string => (textOr(reason, NAME) ?? 'unspecified').toLowerCase().replace(/^notify_reason_/, '');

/** Field names come in either spelling of protocol buffers. */
const field = (fields: Fields, name: string): unknown =>
  fields[name] ?? fields[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)];
const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The one event that it holds, by its name without its spelling. */
function payloadOf(data: Fields): readonly [string, unknown] {
  const [name = '', payload] = Object.entries(data)[0] ?? [];
  return [name.replaceAll('_', '').toLowerCase(), payload];
}

/** None where only its hash is told. `ended`: the event says that it has. */
function shownOf(value: unknown, at: Date, ended = false): ShownAlert[] {
  const alert = isFields(value) && isFields(value.details) ? value.details : value;
  if (!isFields(alert)) return [];
  const labels = labelsOf(alert.labels);
  if (!labels) return [];
  const has = ended || alert.resolved === true;
  const startsAt = field(alert, 'startsAt');
  return [
    {
      ...{ labels, annotations: labelsOf(alert.annotations) ?? {}, status: has ? 'resolved' : 'firing', startsAt },
      ...(has && { endsAt: endOf(field(alert, 'endsAt'), at) }),
      fingerprint: fingerprintOf(alert.fingerprint),
    },
  ];
}

/** An end that is still to come is one that was not told. */
const endOf = (value: unknown, at: Date): string => {
  const end = instantOf(value);
  return new Date(end === undefined || end > at.getTime() ? at : end).toISOString();
};

/** Of newer releases an object, of older ones a list of pairs. */
function labelsOf(value: unknown): Fields | undefined {
  if (!isFields(value)) return undefined;
  const pairs = value.labels;
  return Array.isArray(pairs)
    ? Object.fromEntries(pairs.filter(isFields).map(({ key, value: text }): [string, unknown] => [String(key), text ?? '']))
    : value;
}

/** 16 hexadecimal digits, as everywhere else; a number may have lost digits, and says nothing. */
function fingerprintOf(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{1,20}$/.test(value)
    ? BigInt.asUintN(64, BigInt(value)).toString(16).padStart(16, '0')
    : undefined;
}

const textsOf = (values: unknown, read: (value: unknown) => string | null | undefined = (value) => textOr(value, NAME)): string[] =>
  listOf(values)
    .slice(0, MOST_HOLDERS)
    .flatMap((value) => read(value) ?? []);

const ZERO = Date.UTC(1000, 0, 1);
function instantOf(value: unknown): number | undefined {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  return instant === undefined || instant < ZERO ? undefined : instant;
}
