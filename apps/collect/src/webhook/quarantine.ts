import { Injectable } from '@nestjs/common';
import { Counter } from 'prom-client';
import { organizationsOf, type Reason } from '#intake';
import { isRefusedData, OrganizationTree, Store, sql, systemEvent } from '#persistence';
import { registry } from '#runtime';

/** An alert that could not be placed or stored. */
export type Aside = { readonly reason: Reason; readonly payload: unknown };

const insert = sql<never, { tenant: string | null; rows: string }>(import.meta.url, './quarantine.sql');
/** Of one webhook; more are counted, not kept. */
const MOST_ROWS = 20_000;
const LARGEST = 4 << 20;

const quarantined = new Counter({
  name: 'alertledger_quarantined_alerts_total',
  help: 'Alerts set aside because they could not be placed or stored, by reason',
  labelNames: ['reason'],
  registers: [registry],
});

/** Keeps what cannot go to the ledger, and tells the people it concerns. */
@Injectable()
export class Quarantine {
  constructor(
    private readonly store: Store,
    private readonly tree: OrganizationTree,
  ) {}

  async keep(aside: readonly Aside[], tenant: string | null): Promise<void> {
    if (aside.length === 0) return;
    const kept = aside.slice(0, MOST_ROWS);
    try {
      await this.write(
        kept.map(({ reason, payload }) => `{"reason":${JSON.stringify(reason)},"payload":${storable(payload)}}`),
        aside,
        tenant,
      );
    } catch (error) {
      if (!isRefusedData(error)) throw error;
      await this.write(
        kept.map(({ reason }) => JSON.stringify({ reason, payload: { unreadable: true } })),
        aside,
        tenant,
      );
    }
    for (const { reason } of aside) quarantined.inc({ reason });
  }

  private async write(rows: readonly string[], aside: readonly Aside[], tenant: string | null): Promise<void> {
    const organization = await this.concerned(tenant);
    await this.store.transaction(async (tx) => {
      await insert.rows(tx, { tenant, rows: `[${rows.join()}]` });
      for (const [reason, times] of countsOf(aside))
        await systemEvent(tx, { organization, severity: 'warning', source: 'webhook', message: `alert set aside: ${reason}`, times });
    });
  }

  /** Whose log it goes to: null is the owner's. */
  private async concerned(tenant: string | null): Promise<number | null> {
    const [only, ...others] = tenant === null ? [] : organizationsOf(tenant, await this.tree.current());
    return only && others.length === 0 ? only.id : null;
  }
}

const countsOf = (aside: readonly Aside[]): Map<Reason, number> => {
  const counts = new Map<Reason, number>();
  for (const { reason } of aside) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
};

/** JSON text that jsonb takes: NUL and lone surrogates, which only appear escaped in what JSON.stringify writes, are cleaned. */
export function storable(payload: unknown): string {
  let text: string | undefined;
  try {
    text = JSON.stringify(payload);
  } catch {
    // nested too deeply for the stack
  }
  if (text === undefined || text.length > LARGEST) return '{"unreadable":true}';
  return text.replace(/\\\\|\\u0000|\\ud[89a-f][0-9a-f]{2}/g, (found) => (found === '\\\\' ? found : found === '\\u0000' ? '' : '\\ufffd'));
}
