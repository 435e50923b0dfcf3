import { parseInstant } from '#metrics';
import { cleanText, type Matcher, type TenantSilence } from '#persistence';
import { type Fields, isFields } from './draft.js';

const ID = 64;
const MATCHER_TEXT = 16_384;
const TEXT = 16_384;
const MOST_MATCHERS = 1_000;

/** A silence as API v2 shows it; undefined: it is none, or says what no Alertmanager says. */
export function readSilence(value: unknown): TenantSilence | undefined {
  if (!isFields(value) || typeof value.id !== 'string' || value.id.length > ID || !/^[\w-]+$/.test(value.id)) return undefined;
  const matchers = Array.isArray(value.matchers) ? value.matchers.slice(0, MOST_MATCHERS).map(matcherOf) : [];
  const [starts_at, ends_at, updated_at] = [value.startsAt, value.endsAt, value.updatedAt].map(instantOf);
  if (!starts_at || !ends_at || matchers.length === 0 || matchers.includes(undefined)) return undefined;
  return {
    id: value.id.toLowerCase(),
    matchers: matchers.filter((one) => one !== undefined),
    created_by: textOf(value.createdBy),
    comment: textOf(value.comment),
    starts_at,
    ends_at,
    updated_at: updated_at ?? starts_at,
  };
}

function matcherOf(value: unknown): Matcher | undefined {
  if (!isFields(value) || typeof value.name !== 'string' || typeof value.value !== 'string') return undefined;
  const { name, value: text, isRegex, isEqual } = value as Fields & { name: string; value: string };
  return {
    name: cleanText(name, MATCHER_TEXT),
    value: cleanText(text, MATCHER_TEXT),
    isRegex: isRegex === true,
    isEqual: isEqual !== false,
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? cleanText(value, TEXT) : '');

function instantOf(value: unknown): Date | undefined {
  const at = typeof value === 'string' ? parseInstant(value) : undefined;
  return at === undefined ? undefined : new Date(at);
}
