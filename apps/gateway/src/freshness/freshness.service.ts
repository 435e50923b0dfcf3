import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { Columns } from '#columns';
import { tenantsOf } from '#intake';
import { instantText } from '#metrics';
import { OrganizationTree, Store, sql } from '#persistence';
import { registry } from '#runtime';
import type { Scope } from '#scope';
import { visibleTenants } from '../http/visible-tenants.js';
import type { ColumnsAge, Freshness, Pending, TenantAge, TenantCounts } from './freshness.dto.js';

type Polled = { tenant_id: string; polled_at: Date | null; failing_since: Date | null };

const tenantAges = sql<Polled, { tenants: string[] }>(import.meta.url, './tenants.sql');
const waiting = sql<{ batches: number; oldest: string | null }, object>(import.meta.url, './pending.sql');

const MOST = 20;
const FRESH_MS = 300_000;
const columnsAge = new Gauge({
  name: 'alertledger_columns_age_seconds',
  help: 'Since the mirror that answers questions last took in what was recorded; NaN while it is being built',
  registers: [registry],
});
const columnsBytes = new Gauge({
  name: 'alertledger_columns_bytes',
  help: 'Size of the file of the mirror that answers questions',
  registers: [registry],
});

/** Between two polls of a tenant. */
export class PollInterval {
  constructor(readonly seconds: number) {}
}

@Injectable()
export class FreshnessService implements OnModuleInit {
  /** The oldest transaction that waits, and when this gateway first saw it wait. */
  private waits = { oldest: '', since: 0 };

  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
    private readonly columns: Columns,
    private readonly interval: PollInterval,
  ) {}

  onModuleInit(): void {
    Object.assign(columnsAge, { collect: () => columnsAge.set(this.mirror(new Date()).age_seconds ?? Number.NaN) });
    Object.assign(columnsBytes, { collect: () => columnsBytes.set(this.columns.state.bytes) });
  }

  async freshness(scope: Scope, now: Date): Promise<Freshness> {
    const all = tenantsOf(await this.tree.current());
    const seen = visibleTenants(scope, await this.tree.current()) ?? [...all.keys()];
    const [polls, pending] = await Promise.all([tenantAges.rows(this.store, { tenants: seen }), this.pending(now)]);
    const ageOf = ({ tenant_id, polled_at, failing_since }: Polled): TenantAge => ({
      tenant_id,
      polled_at: polled_at && instantText(polled_at.getTime()),
      failing_since: failing_since && instantText(failing_since.getTime()),
      organizations: all.get(tenant_id)?.length ?? 0,
    });
    return {
      interval_seconds: this.interval.seconds,
      tenants: counted(polls, now),
      oldest: polls.slice(0, MOST).map(ageOf),
      columns: this.mirror(now),
      pending,
    };
  }

  private mirror(now: Date): ColumnsAge {
    const { caughtUpAt, bytes } = this.columns.state;
    return { age_seconds: caughtUpAt && secondsBetween(caughtUpAt, now), bytes };
  }

  private async pending(now: Date): Promise<Pending> {
    const { batches, oldest } = await waiting.one(this.store, {});
    if (oldest === null) return { batches: 0, age_seconds: 0 };
    if (oldest !== this.waits.oldest) this.waits = { oldest, since: now.getTime() };
    return { batches, age_seconds: secondsBetween(this.waits.since, now) };
  }
}

const secondsBetween = (from: number, until: Date): number => Math.max(0, Math.floor((until.getTime() - from) / 1000));

const counted = (polls: readonly Polled[], now: Date): TenantCounts => ({
  total: polls.length,
  fresh: polls.filter((one) => !one.failing_since && one.polled_at && now.getTime() - one.polled_at.getTime() <= FRESH_MS).length,
  failing: polls.filter((one) => one.failing_since).length,
  never: polls.filter((one) => !one.failing_since && !one.polled_at).length,
});
