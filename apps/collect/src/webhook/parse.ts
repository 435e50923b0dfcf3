import { type Draft, draftOf, isFields, type Reason, receiverOf } from '../intake/draft.js';

/** One alert of a webhook: what could be read of it, or why not. `payload` is what came, with its receiver. */
export type Parsed = { readonly draft: Draft | Reason; readonly payload: unknown };

/** The alerts of an Alertmanager webhook (version 4). Undefined: the body is none. Never throws. */
export function parseWebhook(body: unknown, now: Date): Parsed[] | undefined {
  if (!isFields(body) || !Array.isArray(body.alerts)) return undefined;
  const receiver = receiverOf(body.receiver);
  return body.alerts.map((alert: unknown) => {
    const draft = draftOf(alert, receiver, now, ({ status }, end) => stillRuns(status, end, now));
    const texts = typeof draft === 'string' ? {} : { labels: draft.labels, annotations: draft.annotations };
    return { draft, payload: { receiver, alert: isFields(alert) ? { ...alert, ...texts } : alert } };
  });
}

/** Its own status decides; without one, whether it has an end that has come. */
function stillRuns(status: unknown, end: number | undefined, now: Date): boolean {
  if (status === 'firing') return true;
  return status !== 'resolved' && (end === undefined || end > now.getTime());
}
