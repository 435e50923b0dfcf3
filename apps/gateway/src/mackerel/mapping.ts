import { createHash } from 'node:crypto';
import { hostOf } from '#persistence';
import type { MackerelAlert } from './mackerel.dto.js';

export const TYPES = ['connectivity', 'host', 'service', 'external', 'check', 'expression', 'anomalyDetection'] as const;
export type AlertType = (typeof TYPES)[number];

/** What the mapping reads of an alert. */
export type Mapped = {
  readonly alertname: string;
  readonly severity: string | null;
  readonly system_key: string | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
};
export type MappedAlert = Mapped & {
  readonly public_id: string;
  readonly tenant_id: string;
  readonly organization_id: number;
  readonly starts_at: Date;
  readonly ends_at: Date | null;
  readonly close_reason: string | null;
};

const WITH_HOST: readonly AlertType[] = ['connectivity', 'host', 'check', 'anomalyDetection'];
const WITH_VALUE: readonly AlertType[] = ['host', 'service', 'external'];
const WITH_MESSAGE: readonly AlertType[] = ['check', 'external'];

const UP_DOWN = /(?:down|unreachable|offline|notresponding|noheartbeat)$|^(?:up|down)$/i;
const PROBE = /probe|blackbox|http(?:s)?check|ssl|certificate/i;

/** The first rule that fits; contract section 7 and docs. A label that asks for a host without there being one is passed over. */
export function typeOf(alert: Mapped): AlertType {
  const [host, value] = [hostOf(alert), numberOf(alert)];
  const asked = TYPES.find((type) => type === alert.labels.mackerel_type);
  if (asked && (host || !WITH_HOST.includes(asked))) return asked;
  if (host && UP_DOWN.test(alert.alertname)) return 'connectivity';
  if (PROBE.test(alert.alertname) || PROBE.test(alert.labels.job ?? '')) return 'external';
  if (host) return value === undefined ? 'check' : 'host';
  return alert.labels.service && value !== undefined ? 'service' : 'expression';
}

/** The finite number an alert carries in its `value` annotation or label. */
function numberOf({ labels, annotations }: Mapped): number | undefined {
  const text = annotations.value ?? labels.value ?? '';
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) ? value : undefined;
}

const STATUSES: Readonly<Record<string, MackerelAlert['status']>> = { critical: 'CRITICAL', warning: 'WARNING', info: 'WARNING' };

const messageOf = ({ annotations, alertname }: Mapped): string => annotations.summary || annotations.description || alertname;

const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** 11 base58 characters that are the same for ever for the same parts. */
export function stableId(...parts: string[]): string {
  let rest = createHash('sha256').update(JSON.stringify(parts)).digest().readBigUInt64BE() >> 1n;
  let id = '';
  for (let i = 0; i < 11; i++, rest /= 58n) id = (ALPHABET[Number(rest % 58n)] ?? '') + id;
  return id;
}

export const monitorIdOf = (tenant: string, alertname: string): string => stableId('monitor', tenant, alertname);
export const hostIdOf = (organization: number, host: string): string => stableId('host', String(organization), host);

const seconds = (at: Date): number => Math.floor(at.getTime() / 1000);

/** An alert as the mackerel family shows it: keys that do not apply are absent. */
export function shown(alert: MappedAlert): MackerelAlert {
  const type = typeOf(alert);
  const [host, value, closed] = [hostOf(alert), numberOf(alert), alert.ends_at];
  return {
    id: alert.public_id,
    status: closed ? 'OK' : (STATUSES[alert.severity ?? ''] ?? 'UNKNOWN'),
    monitorId: monitorIdOf(alert.tenant_id, alert.alertname),
    type,
    ...(host && WITH_HOST.includes(type) && { hostId: hostIdOf(alert.organization_id, host) }),
    ...(value !== undefined && WITH_VALUE.includes(type) && { value }),
    ...(WITH_MESSAGE.includes(type) && { message: messageOf(alert) }),
    ...(closed && alert.close_reason !== null && { reason: alert.close_reason }),
    openedAt: seconds(alert.starts_at),
    ...(closed && { closedAt: seconds(closed) }),
  };
}
