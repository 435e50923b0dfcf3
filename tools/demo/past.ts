// What else the demo remembers: events of the platform, orders that ended, and one reseller whose Alertmanager has gone silent.
import { type Store, sql } from '#persistence';
import { SILENT_TENANT } from './fleet.js';

const SILENT_FOR_MS = 3 * 3_600_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Told = readonly [
  hoursAgo: number,
  organization: string | undefined,
  severity: 'info' | 'warning' | 'error',
  source: string,
  message: string,
];
/** `undefined`: the owner's. */
const EVENTS: readonly Told[] = [
  [3, SILENT_TENANT, 'warning', 'refresher', `the Alertmanager of tenant ${SILENT_TENANT} cannot be polled: it answered with 503`],
  [9, 'lanternworks', 'error', 'exports', 'an export failed: the export storage is full'],
  [14, 'alderbrook-dental', 'warning', 'webhook', 'alert set aside: startsAt is more than a day ahead'],
  [26, undefined, 'warning', 'authentication', 'a token was refused'],
  [31, 'fjordline', 'info', 'api-keys', 'API key 7f3a91c2 was created'],
  [50, 'fjordline', 'info', 'api-keys', 'API key 20be55d1 was revoked'],
  [74, undefined, 'info', 'organizations', 'organizations changed: ivystone-ceramics'],
  [98, 'mesalight', 'warning', 'exports', 'a callback was given up after its last try: the receiver answered with 500'],
  [145, 'quietharbour', 'warning', 'refresher', 'the Alertmanager of tenant quietharbour cannot be polled: it did not answer in time'],
  [146, 'quietharbour', 'info', 'refresher', 'the Alertmanager of tenant quietharbour answers again'],
  [260, undefined, 'info', 'webhook-tokens', 'webhook token 3c0d of tenant lanternworks was created'],
];

/** `error`: why there is no file. An order without one has completed, and its file has expired. */
type Order = {
  readonly id: string;
  readonly organization: string;
  readonly subject: string;
  readonly report: string;
  readonly format: string;
  readonly daysAgo: number;
  readonly rows: number;
  readonly error?: readonly [code: string, message: string];
};
const ORDERS: readonly Order[] = [
  {
    ...{
      id: '5f0c1c5e-64a0-4e55-9a5e-0d6f3d0f3a01',
      organization: 'lanternworks',
      subject: 'reseller@lanternworks',
      report: 'alert-history',
    },
    ...{ format: 'csv', daysAgo: 0.4, rows: 0, error: ['storage_full', 'the export storage is full'] },
  },
  {
    ...{
      id: '5f0c1c5e-64a0-4e55-9a5e-0d6f3d0f3a02',
      organization: 'fjordline',
      subject: 'distributor@fjordline',
      report: 'alerts-summary',
    },
    ...{ format: 'ndjson', daysAgo: 12, rows: 1840 },
  },
];

const saveEvents = sql<never, { events: string }>(import.meta.url, './save-events.sql');
const saveOrders = sql<never, { orders: string }>(import.meta.url, './save-orders.sql');
const silence = sql<never, { tenant: string; since: Date }>(import.meta.url, './silence-tenant.sql');

export async function loadPast(store: Store, owner: string, now: Date): Promise<void> {
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const events = EVENTS.map(([hours, organization, severity, source, message]) => ({
    ...{ organization: organization ?? owner, severity, source, message, at: ago(hours * HOUR_MS) },
  }));
  const orders = ORDERS.map(({ daysAgo, error, ...order }) => ({
    ...order,
    at: ago(daysAgo * DAY_MS),
    code: error?.[0],
    message: error?.[1],
  }));
  await saveEvents.rows(store, { events: JSON.stringify(events) });
  await saveOrders.rows(store, { orders: JSON.stringify(orders) });
  await silence.rows(store, { tenant: SILENT_TENANT, since: ago(SILENT_FOR_MS) });
}
