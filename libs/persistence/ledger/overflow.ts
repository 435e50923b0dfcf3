import { Counter } from 'prom-client';
import { registry } from '#runtime';
import { systemEvent } from '../events/system-event.js';
import type { Db } from '../sql.js';

/** Sources that labels may make in an organization; policies, systems and monitors as well. */
export const MOST_NAMES = 10_000;

const over = new Counter({
  name: 'alertledger_names_over_total',
  help: 'Names of sources and policies, systems, or monitors that an organization had no more room for, each time they were told',
  labelNames: ['kind'],
  registers: [registry],
});

type Over = { readonly organization_id: number; readonly over: boolean };

/** Tells the people of each organization how many of the sources and policies were over. */
export const tellOverflow = (db: Db, routes: readonly Over[]): Promise<void> =>
  tell(db, routes, 'route', 'sources or policies: new ones count as default');

/** The same of what new series speak of. */
export async function tellUnlisted(
  db: Db,
  rows: readonly { readonly organization_id: number; readonly is_system_over: boolean; readonly is_monitor_over: boolean }[],
): Promise<void> {
  const [systems, monitors] = [
    rows.map((row) => ({ ...row, over: row.is_system_over })),
    rows.map((row) => ({ ...row, over: row.is_monitor_over })),
  ];
  await tell(db, systems, 'system', 'systems: new ones are not listed');
  await tell(db, monitors, 'monitor', 'names: new ones are not listed as monitors');
}

async function tell(db: Db, rows: readonly Over[], kind: string, what: string): Promise<void> {
  const counts = new Map<number, number>();
  for (const row of rows) if (row.over) counts.set(row.organization_id, (counts.get(row.organization_id) ?? 0) + 1);
  for (const [organization, times] of [...counts].sort(([a], [b]) => a - b)) {
    over.inc({ kind }, times);
    const message = `alerts name more than ${MOST_NAMES} ${what}`;
    await systemEvent(db, { organization, severity: 'warning', source: 'ledger', message, times });
  }
}
