/** An index takes no longer ones in every script. Characters, as PostgreSQL counts them. */
const LONGEST = 256;

/** The host an alert speaks of: its system, else the `instance` or `host` label; empty when it names none. As host_of() of the database. */
export function hostOf(alert: { readonly system_key: string | null; readonly labels: Readonly<Record<string, string>> }): string {
  const host = alert.system_key || alert.labels.instance || alert.labels.host || '';
  return host.length <= LONGEST ? host : [...host].slice(0, LONGEST).join('');
}
