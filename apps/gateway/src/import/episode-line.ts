import { describedBy } from '#intake';
import { EARLIEST_START, instantProblem, parseInstant } from '#metrics';
import {
  ANNOTATION_LENGTH,
  cleanText,
  fingerprintOf,
  keptOf,
  LABEL_LENGTH,
  NO_OBSERVATION,
  type Observation,
  type Priority,
  textMap,
} from '#persistence';

/** Why a line is not recorded, for the caller to read. */
export class LineFault extends Error {}

/** An episode as a line tells it; whose it is and where it leads is still to be looked up. */
export type EpisodeLine = {
  readonly organization: string;
  readonly sourceId: number | undefined;
  readonly policyId: number | undefined;
  readonly observation: Omit<Observation, 'organizationId'>;
};

/** `oldest` is the end (epoch ms) of what retention would drop, null when everything is kept. */
export type Limits = { readonly now: number; readonly oldest: number | null };

const NAME = 256;
const WORD = 64;
const FINGERPRINT = 128;
const DAY_MS = 86_400_000;

type Fields = Readonly<Record<string, unknown>>;
type Labels = Record<string, string>;

/** Throws {@link LineFault}. */
export function readEpisode(text: string | null, limits: Limits): EpisodeLine {
  if (text === null) throw new LineFault('the line is longer than 1 MiB');
  const fields = objectOf(text);
  const startsAt = needed(instantOf(fields, 'starts_at', limits), 'starts_at');
  const endsAt = instantOf(fields, 'ends_at', limits);
  if (endsAt && limits.oldest !== null && endsAt.getTime() < limits.oldest)
    throw new LineFault(`ends_at is older than what is kept: retention drops everything that ended before ${day(limits.oldest)}`);
  if (endsAt && endsAt < startsAt) throw new LineFault('ends_at lies before starts_at');
  const recordedAt = instantOf(fields, 'created_at', limits) ?? endsAt;
  return {
    organization: needed(textOf(fields, 'organization_id', NAME), 'organization_id'),
    sourceId: idOf(fields, 'alert_source_id'),
    policyId: idOf(fields, 'escalation_policy_id'),
    observation: {
      ...NO_OBSERVATION,
      ...describe(fields),
      via: 'import',
      startsAt,
      endsAt: endsAt ?? null,
      acknowledgedAt: instantOf(fields, 'acknowledged_at', limits) ?? null,
      ...(endsAt && recordedAt && { recordedAt }),
    },
  };
}

/** Everything that has no instant. A field says what the label of the same name would say in a webhook; what both leave out follows from there. */
function describe(fields: Fields): Omit<Observation, 'organizationId' | 'via' | 'startsAt' | 'endsAt'> {
  const labels = mapOf(fields, 'labels', LABEL_LENGTH);
  const alertname = needed(textOf(fields, 'alertname', NAME), 'alertname');
  const given = {
    alertname,
    severity: textOf(fields, 'severity', WORD),
    system_key: textOf(fields, 'system_key', NAME),
    call_routing_number: textOf(fields, 'call_routing_number', WORD),
    priority: priorityOf(textOf(fields, 'priority', WORD)),
  };
  const told = Object.entries(given).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { organization: _, ...described } = describedBy(
    { ...labels, ...Object.fromEntries(told) },
    textOf(fields, 'receiver', NAME) ?? null,
  );
  const identity = { ...(described.systemKey !== null && { system_key: described.systemKey }), ...labels, alertname };
  return {
    ...described,
    fingerprint: fingerprint(fields) ?? fingerprintOf(identity),
    labels: keptOf(labels),
    annotations: keptOf(mapOf(fields, 'annotations', ANNOTATION_LENGTH)),
  };
}

function objectOf(text: string): Fields {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new LineFault('the line is not a JSON object');
  return value as Fields;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LineFault('the line is not valid JSON');
  }
}

function needed<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new LineFault(`${name} is missing`);
  return value;
}

/** Null and blank are as if absent. */
function textOf(fields: Fields, name: string, most: number): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw new LineFault(`${name} must be a text`);
  return cleanText(value, most).trim() || undefined;
}

/** A shortened one would be another identity. */
function fingerprint(fields: Fields): string | undefined {
  const text = textOf(fields, 'fingerprint', FINGERPRINT + 1);
  if (text !== undefined && text.length > FINGERPRINT) throw new LineFault(`fingerprint must have at most ${FINGERPRINT} characters`);
  return text;
}

/** Clocks differ, by less than a day. */
function instantOf(fields: Fields, name: string, { now }: Limits): Date | undefined {
  const text = textOf(fields, name, WORD);
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant === undefined) throw new LineFault(`${name} ${instantProblem(text)}`);
  if (instant < EARLIEST_START) throw new LineFault(`${name} lies before ${day(EARLIEST_START)}`);
  if (instant > now + DAY_MS) throw new LineFault(`${name} lies in the future`);
  return new Date(instant);
}

function idOf(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw new LineFault(`${name} must be an integer`);
  return value;
}

/** An export writes them as JSON text. */
function mapOf(fields: Fields, name: string, most: number): Labels {
  const value = fields[name];
  if (value === undefined || value === null || value === '') return {};
  const map = textMap(typeof value === 'string' ? parsed(value) : value, most);
  if (!map) throw new LineFault(`${name} must be an object`);
  return map;
}

function priorityOf(told: string | undefined): Priority | undefined {
  if (told === undefined || told === 'LOW' || told === 'HIGH') return told;
  throw new LineFault('priority must be LOW or HIGH');
}

const day = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
