import { fingerprint } from './fingerprint.js';
import type { Silences } from './silences.js';

export type Labels = Readonly<Record<string, string>>;
export type Alert = {
  readonly fingerprint: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly startsAt: Date;
  /** In the future while it fires. */
  readonly endsAt: Date;
  readonly updatedAt: Date;
  readonly generatorURL: string;
};
/** What a client posts. Times it leaves out are filled in as Alertmanager does. */
export type PostedAlert = {
  labels: Labels;
  annotations: Labels;
  startsAt?: Date | undefined;
  endsAt?: Date | undefined;
  generatorURL: string;
};
export type Status = {
  readonly state: 'active' | 'suppressed' | 'unprocessed';
  readonly silencedBy: readonly string[];
  readonly inhibitedBy: readonly string[];
};

const RESOLVE_TIMEOUT_MS = 300_000;
/** While the uplink of a system is down, its slow probes are no news. */
const INHIBITION = { source: 'WanLinkDown', target: 'ProbeSlow', equal: 'system_key' };

/** The alerts of one tenant. */
export class Tenant {
  private readonly alerts = new Map<string, Alert>();
  private readonly processed = new Set<string>();

  constructor(
    readonly id: string,
    readonly silences: Silences,
  ) {}

  post({ labels, annotations, generatorURL, ...times }: PostedAlert, now: Date): void {
    const key = fingerprint(labels);
    const known = this.alerts.get(key);
    const runs = known && known.endsAt > now;
    const given = times.startsAt ?? (times.endsAt && times.endsAt < now ? times.endsAt : now);
    const startsAt = runs && known.startsAt < given ? known.startsAt : given;
    const endsAt = times.endsAt ?? new Date(now.getTime() + RESOLVE_TIMEOUT_MS);
    this.alerts.set(key, { fingerprint: key, labels, annotations, generatorURL, startsAt, endsAt, updatedAt: now });
  }

  forget(key: string): void {
    this.alerts.delete(key);
    this.processed.delete(key);
  }

  get(key: string): Alert | undefined {
    return this.alerts.get(key);
  }

  /** Firing and just resolved ones. */
  all(): Alert[] {
    return [...this.alerts.values()];
  }

  firing(now: Date): Alert[] {
    return this.all().filter((alert) => alert.endsAt > now);
  }

  /** An alert is `unprocessed` until the notification pipeline has looked at it. */
  markProcessed(): void {
    for (const key of this.alerts.keys()) this.processed.add(key);
  }

  statusOf({ fingerprint: key, labels }: Alert, now: Date): Status {
    if (!this.processed.has(key)) return { state: 'unprocessed', silencedBy: [], inhibitedBy: [] };
    const silencedBy = this.silences.covering(labels, now);
    const inhibitedBy = this.inhibitors(labels, now);
    return { state: silencedBy.length + inhibitedBy.length > 0 ? 'suppressed' : 'active', silencedBy, inhibitedBy };
  }

  private inhibitors(labels: Labels, now: Date): string[] {
    if (labels.alertname !== INHIBITION.target) return [];
    return this.firing(now)
      .filter((other) => other.labels.alertname === INHIBITION.source && other.labels[INHIBITION.equal] === labels[INHIBITION.equal])
      .map((other) => other.fingerprint);
  }
}
