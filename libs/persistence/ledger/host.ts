/** The host an alert speaks of: its system, else the `instance` or `host` label; empty when it names none. */
export const hostOf = (alert: { readonly system_key: string | null; readonly labels: Readonly<Record<string, string>> }): string =>
  alert.system_key || alert.labels.instance || alert.labels.host || '';
