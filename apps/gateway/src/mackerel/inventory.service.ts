import { Injectable } from '@nestjs/common';
import { Store, sql } from '#persistence';
import { Refusal } from '#runtime';
import { type Scope, scopeIds } from '#scope';
import type { Caller } from '../http/identity/caller.js';
import type { Check, Checks, Host, HostsQuery, MackerelLogs, Monitor, PageQuery } from './inventory.dto.js';
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
  async logs(scope: Scope, id: string, query: PageQuery): Promise<MackerelLogs> {
    const alert = await this.alerts.known(scope, id);
    const { monitorId } = await this.alerts.show(alert);
    const lines = (await logs.rows(this.store, { alert_id: alert.id })).map((line) => ({ ...line, id: stableId('log', String(line.id)) }));
    const { page, ...next } = pageOf(lines, query);
    return {
      logs: page.map(({ id: line, at, kind, by_person, detail }) => ({
        id: line,
        createdAt: Math.floor(at.getTime() / 1000),
        status: kind === 'resolved' ? 'OK' : (STATUSES[detail.to ?? detail.severity ?? ''] ?? 'UNKNOWN'),
        trigger: by_person ? 'manual' : 'monitoring',
        monitorId,
      })),
      ...next,
    };
  }

  async host(scope: Scope, id: string): Promise<{ host: Host }> {
    return { host: await foundIn(this.hosts(scope, {}), id) };
  }

  async monitor(scope: Scope, id: string): Promise<{ monitor: Monitor }> {
    return { monitor: await foundIn(this.monitors(scope), id) };
  }

  async check(scope: Scope, id: string): Promise<{ check: Check }> {
    return { check: await foundIn(this.everyCheck(scope), id) };
  }

  /** By tenant and name. */
  async checks(scope: Scope, query: PageQuery): Promise<Checks> {
    const all: Check[] = [];
    for await (const some of this.everyCheck(scope)) all.push(...some);
    const { page, ...next } = pageOf(all, query);
    return { checks: page, ...next };
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
    for await (const kinds of this.kinds(scope)) yield onceEach(kinds.flatMap(monitorOf));
  }

  private async *everyCheck(scope: Scope): AsyncGenerator<Check[]> {
    for await (const kinds of this.kinds(scope)) yield onceEach(kinds.filter((kind) => typeOf(kind) === 'check').map(checkOf));
  }

  /** All of a tenant's name are in one batch. */
  private async *kinds(scope: Scope): AsyncGenerator<Kind[]> {
    const asked = { scopes: scopeIds(scope), most: BATCH };
    for (let last: Kind | undefined; ; ) {
      const rows: Kind[] = await monitors.rows(this.store, {
        ...asked,
        after_tenant: last?.tenant_id ?? '',
        after_name: last?.alertname ?? '',
      });
      yield rows;
      last = rows.at(-1);
      if (!last) return;
    }
  }
}

type Known = { readonly id: string };

/** What follows the one of that id, `limit` at most. Refuses with 400 an id that is none of them. */
function pageOf<T extends Known>(all: readonly T[], { nextId, limit }: PageQuery): { page: T[]; nextId?: string } {
  const last = nextId ? all.findIndex(({ id }) => id === nextId) : -1;
  if (nextId && last < 0) throw Refusal.field('nextId', 'is not the id of one of these', nextId);
  const page = all.slice(last + 1, last + 1 + limit);
  const end = page.at(-1);
  return { page, ...(end && all.length > last + 1 + limit && { nextId: end.id }) };
}

/** The first of each id. */
function onceEach<T extends Known>(all: readonly T[]): T[] {
  const seen = new Map<string, T>();
  for (const one of all) if (!seen.has(one.id)) seen.set(one.id, one);
  return [...seen.values()];
}

/** Reads no further than it must. Refuses with 404. */
async function foundIn<T extends Known>(batches: AsyncGenerator<T[]>, id: string): Promise<T> {
  for await (const batch of batches) {
    const found = batch.find((one) => one.id === id);
    if (found) return found;
  }
  throw new Refusal('not-found');
}

const checkOf = ({ tenant_id, alertname }: Kind): Check => ({ id: monitorIdOf(tenant_id, alertname), name: alertname });

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
