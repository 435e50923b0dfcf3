import { type Draft, draftOf, isFields, type LabelRule, type Reason } from '#intake';
import { parseInstant } from '#metrics';
import { payloadOf, type Sent } from '../intake/placing.js';

/** An alert as a Prometheus sends it. `until`: it runs until then unless it is told again; null: it has ended. `startless`: nobody said since when. */
export type Told = Sent & { readonly until: Date | null; readonly startless: boolean; readonly reporter: string };

/** How long an alert without an end runs, as with an Alertmanager. */
const RESOLVE_TIMEOUT_MS = 300_000;
/** Go's zero time stands for "none". */
const ZERO = Date.UTC(1000, 0, 1);

/** Reads one. Null: the rule ignores it. Never throws. */
export function readTold(alert: unknown, now: Date, rule: LabelRule): Told | null {
  const fields = isFields(alert) ? withoutEmpty(alert) : {};
  const [start, end] = [instantOf(fields.startsAt), instantOf(fields.endsAt)];
  const startless = start === undefined;
  const runs = end === undefined || end > now.getTime();
  const dated = startless && isAbsent(fields.startsAt) ? { ...fields, startsAt: new Date(runs ? now : end).toISOString() } : fields;
  const draft: Draft | Reason | null = draftOf(isFields(alert) ? dated : alert, null, now, () => runs, rule);
  if (draft === null) return null;
  const until = runs ? new Date(end ?? now.getTime() + RESOLVE_TIMEOUT_MS) : null;
  const payload = payloadOf(isFields(alert) ? { ...dated, status: runs ? 'firing' : 'resolved' } : alert, null, draft);
  return { draft, payload, until, startless, reporter: reporterOf(fields.generatorURL) };
}

/** An empty label is none, as for an Alertmanager. */
function withoutEmpty<T extends Readonly<Record<string, unknown>>>(alert: T): T {
  const { labels } = alert;
  return isFields(labels) && Object.values(labels).includes('')
    ? { ...alert, labels: Object.fromEntries(Object.entries(labels).filter(([, value]) => value !== '')) }
    : alert;
}

/** Absent, or Go's zero time: what is merely unreadable is not. */
const isAbsent = (value: unknown): boolean =>
  value === undefined || value === null || (typeof value === 'string' && /^(0001-|$)/.test(value));

function instantOf(value: unknown): number | undefined {
  const instant = typeof value === 'string' ? parseInstant(value) : undefined;
  return instant === undefined || instant < ZERO ? undefined : instant;
}

/** A Prometheus signs with the address of its own page. */
function reporterOf(generatorUrl: unknown): string {
  const url =
    typeof generatorUrl === 'string' && generatorUrl.length <= 2_048 && URL.canParse(generatorUrl) ? new URL(generatorUrl) : undefined;
  return `prometheus ${url?.host ?? ''}`;
}
