import { isFields, type LabelRule, NO_LABEL_RULE, receiverOf, sentDraft, textOr } from '#intake';
import { mapGivingWay } from '#runtime';
import { payloadOf, type Sent } from '../intake/placing.js';

/** Of a webhook as a whole: which Alertmanager sent it, and how many alerts it left out. */
export const senderOf = (body: unknown): { readonly externalUrl: string; readonly truncated: number } => {
  const { externalURL, truncatedAlerts } = isFields(body) ? body : {};
  const truncated = typeof truncatedAlerts === 'number' && truncatedAlerts > 0 ? Math.floor(truncatedAlerts) : 0;
  return { externalUrl: textOr(externalURL, 2_048)?.replace(/\/+$/, '') ?? '', truncated };
};

/** The alerts of an Alertmanager webhook (version 4) but those that the rule ignores. Undefined: the body is none. Never rejects. */
export async function parseWebhook(body: unknown, now: Date, rule: LabelRule = NO_LABEL_RULE): Promise<Sent[] | undefined> {
  if (!isFields(body) || !Array.isArray(body.alerts)) return undefined;
  const receiver = receiverOf(body.receiver);
  return (await mapGivingWay(body.alerts, (alert: unknown) => parseAlert(alert, receiver, now, rule) ?? [])).flat();
}

/** Null: the rule ignores it. Never throws. */
export function parseAlert(alert: unknown, receiver: string | null, now: Date, rule: LabelRule = NO_LABEL_RULE): Sent | null {
  const draft = sentDraft(alert, receiver, now, rule);
  if (draft === null) return null;
  return { draft, payload: payloadOf(alert, receiver, draft) };
}
