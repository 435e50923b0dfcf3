// What the texts of an Observation look like. Lengths are UTF-16 units; what is longer ends in an ellipsis.
export const LABEL_LENGTH = 2_048;
export const ANNOTATION_LENGTH = 16_384;
const NAME_LENGTH = 256;
/** Of one alert: labels, and annotations. */
export const MOST_LABELS = 128;

/** A text PostgreSQL can store: without NUL, with U+FFFD for lone surrogates, at most `most` long. */
export function cleanText(text: string, most: number): string {
  const cut = text.length > most ? `${text.slice(0, most - 1)}…` : text;
  return cut.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\ufffd');
}

/**
 * Labels or annotations of any shape as clean texts: numbers and booleans in words, objects and lists as JSON, null and `__proto__` dropped,
 * names in order. Undefined when `value` is no object at all. Never throws.
 */
export function textMap(value: unknown, most: number): Record<string, string> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const texts: [string, string][] = [];
  for (const [name, item] of Object.entries(value)) {
    const text = textOf(item);
    const clean = cleanText(name, NAME_LENGTH);
    if (text !== undefined && clean !== '' && clean !== '__proto__') texts.push([clean, cleanText(text, most)]);
  }
  return Object.fromEntries(texts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** As many of them as are kept: the first in order. */
export const keptOf = (map: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.keys(map).length <= MOST_LABELS ? map : Object.fromEntries(Object.entries(map).slice(0, MOST_LABELS));

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return undefined;
  if (typeof value !== 'object') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    return '…'; // nested too deeply for the stack
  }
}
