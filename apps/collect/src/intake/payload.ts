import { isFields, isTooDeep, textOr } from '#intake';

/** Bytes that are kept of an alert that is set aside. */
const LARGEST = 64 << 10;
/** Labels that tell which alert it was, when all of them are too many. */
const TELLING = ['alertname', 'severity', 'organization_id', 'system_key', 'instance'];
const TEXT_LENGTH = 256;
const UNREADABLE = '{"unreadable":true}';

/**
 * What is kept of `{receiver, alert}`, as JSON text that jsonb takes. What is too large loses its annotations, then all labels but those that tell
 * which alert it was; `cut` names what is gone.
 */
export const keptText = (payload: unknown): string =>
  textOf(payload) ?? textOf(cut(payload, ['annotations'])) ?? textOf(cut(payload, ['annotations', 'labels'])) ?? UNREADABLE;

function cut(payload: unknown, gone: readonly ('annotations' | 'labels')[]): object | undefined {
  if (!isFields(payload) || !isFields(payload.alert)) return undefined;
  const { receiver, alert } = payload;
  const { labels } = alert;
  const told = (fields: unknown, names: readonly string[]) =>
    isFields(fields)
      ? Object.fromEntries(names.flatMap((name) => [[name, textOr(fields[name], TEXT_LENGTH)]].filter(([, text]) => text)))
      : {};
  return {
    receiver,
    cut: gone,
    alert: {
      ...told(alert, ['status', 'fingerprint', 'startsAt', 'endsAt']),
      labels: gone.includes('labels') ? told(labels, TELLING) : labels,
    },
  };
}

/** Undefined when it is nested too deeply for the database, or too large. */
function textOf(value: unknown): string | undefined {
  const text = isTooDeep(value) ? undefined : JSON.stringify(value);
  return text === undefined || Buffer.byteLength(text) > LARGEST ? undefined : storable(text);
}

/** NUL and lone surrogates, which only appear escaped in what JSON.stringify writes, are cleaned. */
const storable = (text: string): string =>
  text.replace(/\\\\|\\u0000|\\ud[89a-f][0-9a-f]{2}/g, (found) => (found === '\\\\' ? found : found === '\\u0000' ? '' : '\\ufffd'));
