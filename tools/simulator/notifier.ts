import { type IncomingMessage, request } from 'node:http';
import type { Alert, Labels, Tenant } from './tenant.js';

export type WebhookTarget = { readonly url: string; readonly token: string };
/** What the receiver was last told: start and outcome of each alert of a group. */
type Told = Map<string, string>;
type Group = { readonly told: Told; retryAt: number; failures: number };

const RECEIVER = 'alertledger';
const NEVER = '0001-01-01T00:00:00Z';
const TIMEOUT_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;
const AT_ONCE = 4;

/** Sends what changed to the webhook, a group of equal alert names at a time, until the receiver has taken it. */
export class Notifier {
  private readonly groups = new Map<string, Group>();
  private busy = false;

  /** `refused` hears of batches that the receiver will never take. */
  constructor(
    private readonly target: WebhookTarget,
    private readonly refused: (tenant: string, status: number) => void,
  ) {}

  /** One round over all tenants. A round that is still under way is not joined by another. */
  async flush(tenants: Iterable<Tenant>, now: Date): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    const due = [...tenants].flatMap((tenant) => this.dueGroups(tenant, now));
    const worker = async (): Promise<void> => {
      for (let send = due.pop(); send; send = due.pop()) await send();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    this.busy = false;
  }

  private dueGroups(tenant: Tenant, now: Date): (() => Promise<void>)[] {
    const byName = new Map<string, Alert[]>();
    for (const alert of this.notable(tenant, now))
      byName.set(alert.labels.alertname ?? '', [...(byName.get(alert.labels.alertname ?? '') ?? []), alert]);
    return [...byName].flatMap(([alertname, alerts]) => {
      const key = `${tenant.id}/${alertname}`;
      const group = this.groups.get(key) ?? { told: new Map(), retryAt: 0, failures: 0 };
      this.groups.set(key, group);
      const news = alerts.some((alert) => group.told.get(alert.fingerprint) !== outcome(alert, now));
      return news && group.retryAt <= now.getTime() ? [() => this.send(tenant, alertname, alerts, group, now)] : [];
    });
  }

  /** Silenced and inhibited alerts are not sent; a resolved one only if the receiver knows that it fired. */
  private notable(tenant: Tenant, now: Date): Alert[] {
    return tenant.all().filter((alert) => {
      const told = this.groups.get(`${tenant.id}/${alert.labels.alertname ?? ''}`)?.told.has(alert.fingerprint);
      const quiet = tenant.statusOf(alert, now).state === 'suppressed';
      const resolved = alert.endsAt <= now;
      if (resolved && (quiet || !told)) tenant.forget(alert.fingerprint);
      return !quiet && (!resolved || told);
    });
  }

  private async send(tenant: Tenant, alertname: string, alerts: Alert[], group: Group, now: Date): Promise<void> {
    const status = await deliver(this.target, tenant.id, payload(alertname, alerts, now));
    if (status === undefined || status >= 500) {
      group.failures += 1;
      group.retryAt = now.getTime() + Math.min(1000 * 2 ** group.failures, LONGEST_PAUSE_MS);
      return;
    }
    if (status >= 300) this.refused(tenant.id, status);
    Object.assign(group, { failures: 0, retryAt: 0 });
    for (const alert of alerts) {
      if (alert.endsAt > now) group.told.set(alert.fingerprint, outcome(alert, now));
      else {
        group.told.delete(alert.fingerprint);
        if (tenant.get(alert.fingerprint) === alert) tenant.forget(alert.fingerprint);
      }
    }
  }
}

const outcome = (alert: Alert, now: Date): string => `${alert.endsAt > now ? 'firing' : 'resolved'} ${alert.startsAt.getTime()}`;

function payload(alertname: string, alerts: readonly Alert[], now: Date) {
  const groupLabels = { alertname };
  return {
    version: '4',
    groupKey: `{}:{alertname=${JSON.stringify(alertname)}}`,
    truncatedAlerts: 0,
    status: alerts.some((alert) => alert.endsAt > now) ? 'firing' : 'resolved',
    receiver: RECEIVER,
    groupLabels,
    commonLabels: common(alerts.map((alert) => alert.labels)),
    commonAnnotations: common(alerts.map((alert) => alert.annotations)),
    externalURL: 'http://alertmanager.example',
    alerts: alerts.map(({ labels, annotations, startsAt, endsAt, generatorURL, fingerprint }) => {
      const fires = endsAt > now;
      return {
        status: fires ? 'firing' : 'resolved',
        labels,
        annotations,
        startsAt,
        endsAt: fires ? NEVER : endsAt,
        generatorURL,
        fingerprint,
      };
    }),
  };
}

const common = ([first = {}, ...others]: readonly Labels[]): Labels =>
  Object.fromEntries(Object.entries(first).filter(([name, value]) => others.every((labels) => labels[name] === value)));

/** The status of the answer, undefined when there was none. */
function deliver({ url, token }: WebhookTarget, tenant: string, body: object): Promise<number | undefined> {
  const target = new URL(url);
  target.searchParams.set('tenant', tenant);
  return new Promise((resolve) => {
    const answered = (answer: IncomingMessage): void => {
      answer.resume().once('close', () => resolve(answer.statusCode));
    };
    const sent = request(
      target,
      { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` }, timeout: TIMEOUT_MS },
      answered,
    );
    sent.once('error', () => resolve(undefined)).once('timeout', () => sent.destroy());
    sent.end(JSON.stringify(body));
  });
}
