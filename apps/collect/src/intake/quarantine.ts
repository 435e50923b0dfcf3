import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { organizationsOf, type Reason } from '#intake';
import { type Db, OrganizationTree, Store, sql, systemEvent } from '#persistence';
import { registry } from '#runtime';
import { keptText } from './payload.js';

/** An alert that could not be placed or stored. `payload` is `{receiver, alert}`. */
export type Aside = { readonly reason: Reason; readonly payload: unknown };
/** Who brought it: the name of its system events. */
type Bringer = 'webhook' | 'refresher';
type Tenant = { tenant: string | null };

const hold = sql<never, Tenant>(import.meta.url, './hold-quarantine.sql');
const insert = sql<never, Tenant & { rows: string }>(import.meta.url, './quarantine.sql');
const trim = sql<{ dropped: number }, Tenant & { most: number }>(import.meta.url, './trim-quarantine.sql');
/** Of one tenant; the newest are kept. */
const MOST_ROWS = 20_000;

const registers = [registry];
const quarantined = new Counter({
  name: 'alertledger_quarantined_alerts_total',
  help: 'Alerts set aside because they could not be placed or stored, by reason',
  labelNames: ['reason'],
  registers,
});
const dropped = new Counter({
  name: 'alertledger_quarantine_dropped_alerts_total',
  help: 'Alerts set aside of which no row is kept, because their tenant has newer ones enough',
  registers,
});

/** Keeps what cannot go to the ledger, and tells the people it concerns. */
@Injectable()
export class Quarantine {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
  ) {}

  async keep(aside: readonly Aside[], tenant: string | null, bringer: Bringer): Promise<void> {
    if (aside.length > 0) await this.store.transaction((tx) => this.keepIn(tx, aside, tenant, bringer));
  }

  /** The same inside the caller's transaction, which should end soon: others that set alerts of the tenant aside wait for it. */
  async keepIn(tx: Db, aside: readonly Aside[], tenant: string | null, bringer: Bringer): Promise<void> {
    if (aside.length === 0) return;
    const kept = aside.slice(-MOST_ROWS);
    const rows = `[${kept.map(({ reason, payload }) => `{"reason":${JSON.stringify(reason)},"payload":${keptText(payload)}}`).join()}]`;
    const gone = (await replaceOldest(tx, tenant, rows)) + aside.length - kept.length;
    const event = { organization: await this.concerned(tenant), severity: 'warning', source: bringer } as const;
    for (const [reason, times] of countsOf(aside)) {
      await systemEvent(tx, { ...event, message: `alert set aside: ${reason}`, times });
      quarantined.inc({ reason }, times);
    }
    if (gone === 0) return;
    await systemEvent(tx, { ...event, message: `alert set aside is not kept: there are ${MOST_ROWS} newer ones`, times: gone });
    dropped.inc(gone);
  }

  /** Whose log it goes to: null is the owner's. */
  async concerned(tenant: string | null): Promise<number | null> {
    const [only, ...others] = tenant === null ? [] : organizationsOf(tenant, await this.tree.current());
    return only && others.length === 0 ? only.id : null;
  }
}

/** How many of the tenant's oldest went for them. */
async function replaceOldest(tx: Db, tenant: string | null, rows: string): Promise<number> {
  await hold.rows(tx, { tenant });
  await insert.rows(tx, { tenant, rows });
  return (await trim.one(tx, { tenant, most: MOST_ROWS })).dropped;
}

/** In the order of their words: two that write the same events at once must not wait for each other. */
function countsOf(aside: readonly Aside[]): [Reason, number][] {
  const counts = new Map<Reason, number>();
  for (const { reason } of aside) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}
