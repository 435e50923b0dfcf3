import { createHash } from 'node:crypto';
import { type Db, sql } from '#persistence';
import type { Notified } from './read-event.js';

/** A notification with those of its alerts that have a place. */
export type Notification = Notified & { readonly at: Date; readonly alerts: readonly NotifiedAlert[] };
export type NotifiedAlert = {
  readonly organization_id: number;
  readonly fingerprint: string;
  readonly alertname: string;
  readonly since: Date;
  readonly is_firing: boolean;
};

const save = sql<never, { notifications: string; alerts: string }>(import.meta.url, './save-notifications.sql');

/** Each sender has keys of its own: `tenant` is whose alerts it brings. */
export async function saveNotifications(db: Db, notifications: readonly Notification[], tenant: string | null): Promise<void> {
  const keyed = notifications.map((one) => ({
    ...one,
    key: createHash('md5')
      .update(JSON.stringify([tenant, one.key]))
      .digest('hex'),
  }));
  const alerts = keyed.flatMap(({ key, alerts }) => alerts.map((alert) => ({ ...alert, key })));
  await save.rows(db, { notifications: JSON.stringify(keyed.map(({ alerts: _, ...one }) => one)), alerts: JSON.stringify(alerts) });
}
