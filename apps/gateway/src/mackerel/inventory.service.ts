import { Injectable } from '@nestjs/common';
import { Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import type { Host, HostsQuery, LogsQuery, MackerelLogs, Monitor } from './inventory.dto.js';
import { MackerelService } from './mackerel.service.js';
import { hostIdOf, type Mapped, monitorIdOf, stableId, typeOf } from './mapping.js';

type Scopes = { scopes: number[] };
type Line = { id: number; at: Date; kind: string; by_person: boolean; detail: { severity?: string | null; to?: string | null } };

const logs = sql<Line, { alert_id: number }>(import.meta.url, './logs.sql');
type HostRow = { organization_id: number; host: string; first_seen_at: Date };
type HostsAsked = Scopes & { name: string | null; after_host: string; after_organization: number; most: number };
const hosts = sql<HostRow, HostsAsked>(import.meta.url, './hosts.sql');
type Kind = Mapped & { tenant_id: string };
const monitors = sql<Kind, Scopes & { after_tenant: string; after_name: string; most: number }>(import.meta.url, './monitors.sql');

/** Hosts, or names of alerts, that are read at a time. */
const BATCH = 2_000;

const STATUSES: Readonly<Record<string, 'CRITICAL' | 'WARNING'>> = { critical: 'CRITICAL', warning: 'WARNING', info: 'WARNING' };

/** What the official command line client reads besides alerts: the organization, hosts, monitors, and the log of an alert. */
@Injectable()
export class InventoryService {
  constructor(
    private readonly store: Store,
    private readonly alerts: MackerelService,
  ) {}

  organization({ organization }: Caller): { name: string } {
    return { name: organization.name };
  }

  /** Newest first. Only what changed the alert's status. */
  async logs(scope: Scope, id: string, { nextId, limit }: LogsQuery): Promise<MackerelLogs> {
    const alert = await this.alerts.known(scope, id);
    const { monitorId } = await this.alerts.show(alert);
    const lines = (await logs.rows(this.store, { alert_id: alert.id })).map((line) => ({ ...line, id: stableId('log', String(line.id)) }));
    const last = nextId ? lines.findIndex((line) => line.id === nextId) : -1;
    if (nextId && last < 0) throw Refusal.field('nextId', 'is not the id of a line of this log', nextId);
    const page = lines.slice(last + 1, last + 1 + limit);
    const end = page.at(-1);
    return {
      logs: page.map(({ id: line, at, kind, by_person, detail }) => ({
        id: line,
        createdAt: Math.floor(at.getTime() / 1000),
        status: kind === 'resolved' ? 'OK' : (STATUSES[detail.to ?? detail.severity ?? ''] ?? 'UNKNOWN'),
        trigger: by_person ? 'manual' : 'monitoring',
        monitorId,
      })),
      ...(end && lines.length > last + 1 + limit && { nextId: end.id }),
    };
  }

  /** Read while they are sent. */
  async *hosts(scope: Scope, { name, status }: HostsQuery): AsyncGenerator<Host[]> {
    if (![status ?? 'working'].flat().includes('working')) return;
    const asked = { scopes: scopeIds(scope), name: name || null, most: BATCH };
    for (let last: HostRow | undefined; ; ) {
      const rows: HostRow[] = await hosts.rows(this.store, {
        ...asked,
        after_host: last?.host ?? '',
        after_organization: last?.organization_id ?? 0,
      });
      yield rows.map(hostOf);
      last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
    }
  }

  /** Read while they are sent. Check monitors are not listed, as on Mackerel; a name that some hosts check and others measure is what it measures. */
  async *monitors(scope: Scope): AsyncGenerator<Monitor[]> {
    const asked = { scopes: scopeIds(scope), most: BATCH };
    for (let last: Kind | undefined; ; ) {
      const rows: Kind[] = await monitors.rows(this.store, {
        ...asked,
        after_tenant: last?.tenant_id ?? '',
        after_name: last?.alertname ?? '',
      });
      const listed = new Map<string, Monitor>();
      for (const monitor of rows.flatMap(monitorOf)) if (!listed.has(monitor.id)) listed.set(monitor.id, monitor);
      yield [...listed.values()];
      last = rows.at(-1);
      if (!last) return;
    }
  }
}

const hostOf = ({ organization_id, host, first_seen_at }: HostRow): Host => ({
  id: hostIdOf(organization_id, host),
  name: host,
  status: 'working',
  memo: '',
  roles: {},
  isRetired: false,
  createdAt: Math.floor(first_seen_at.getTime() / 1000),
  meta: {},
  interfaces: [],
});

function monitorOf(row: Kind): Monitor[] {
  const type = typeOf(row);
  const base = { id: monitorIdOf(row.tenant_id, row.alertname), name: row.alertname, memo: '' };
  if (type === 'check') return [];
  if (type === 'connectivity' || type === 'anomalyDetection') return [{ ...base, type, scopes: [] }];
  if (type === 'external') return [{ ...base, type, method: 'GET', url: row.labels.instance ?? '' }];
  if (type === 'expression') return [{ ...base, type, expression: row.alertname, operator: '>' }];
  const metric = { metric: row.alertname, operator: '>', duration: 1 };
  return [type === 'host' ? { ...base, type, ...metric, scopes: [] } : { ...base, type, ...metric, service: row.labels.service ?? '' }];
}
