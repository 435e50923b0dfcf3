import { cleanText } from './clean.js';

/** An index takes no longer ones in every script. */
const LONGEST = 256;

/** The host an alert speaks of: its system, else the `instance` or `host` label; empty when it names none. */
export const hostOf = (alert: { readonly system_key: string | null; readonly labels: Readonly<Record<string, string>> }): string =>
  cleanText(alert.system_key || alert.labels.instance || alert.labels.host || '', LONGEST);
