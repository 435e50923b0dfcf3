// Parses what clients of the simulated Alertmanager send. Undefined: it is wrong.
import { type Matcher, parseMatcher, toMatcher } from './matchers.js';
import type { SilenceRequest } from './silences.js';
import type { Labels, PostedAlert } from './tenant.js';

type Fields = Readonly<Record<string, unknown>>;

export function parsePostedAlerts(body: unknown): PostedAlert[] | undefined {
  if (!Array.isArray(body)) return undefined;
  const alerts = body.map(parsePostedAlert);
  return everyKnown(alerts);
}

function parsePostedAlert(value: unknown): PostedAlert | undefined {
  if (!isFields(value)) return undefined;
  const [labels, annotations] = [parseLabels(value.labels), parseLabels(value.annotations ?? {})];
  const [startsAt, endsAt] = [parseTime(value.startsAt), parseTime(value.endsAt)];
  if (!labels || Object.keys(labels).length === 0 || !annotations || startsAt === null || endsAt === null) return undefined;
  if (startsAt && endsAt && endsAt < startsAt) return undefined;
  return { labels, annotations, startsAt, endsAt, generatorURL: typeof value.generatorURL === 'string' ? value.generatorURL : '' };
}

export function parseSilence(value: unknown): SilenceRequest | undefined {
  if (!isFields(value) || !Array.isArray(value.matchers)) return undefined;
  const matchers = everyKnown(value.matchers.map(toMatcher));
  const [startsAt, endsAt] = [parseTime(value.startsAt), parseTime(value.endsAt)];
  const { createdBy, comment, id } = value;
  if (!matchers || matchers.length === 0 || !startsAt || !endsAt || endsAt < startsAt) return undefined;
  if (typeof createdBy !== 'string' || typeof comment !== 'string') return undefined;
  return { matchers, startsAt, endsAt, createdBy, comment, id: typeof id === 'string' && id !== '' ? id : undefined };
}

export const parseFilters = (texts: readonly string[]): Matcher[] | undefined => everyKnown(texts.map(parseMatcher));

/** `active`, `silenced`, `inhibited`, `unprocessed`: true unless said otherwise. */
export const wants = (query: URLSearchParams, name: string): boolean => !['false', '0'].includes(query.get(name) ?? 'true');

function parseLabels(value: unknown): Labels | undefined {
  if (!isFields(value)) return undefined;
  const labels: Record<string, string> = {};
  for (const [name, text] of Object.entries(value)) {
    if (typeof text !== 'string') return undefined;
    if (text !== '') labels[name] = text;
  }
  return labels;
}

/** Undefined: absent. Null: no time. */
function parseTime(value: unknown): Date | undefined | null {
  if (value === undefined || value === '' || (typeof value === 'string' && value.startsWith('0001-01-01'))) return undefined;
  const time = typeof value === 'string' ? new Date(value) : null;
  return time && !Number.isNaN(time.getTime()) ? time : null;
}

function everyKnown<T>(values: readonly (T | undefined)[]): T[] | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === values.length ? known : undefined;
}

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
