import { createHmac } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** The secret that the apps of one installation share through their database. */
export async function internalSecret(store: DataSource): Promise<string> {
  const [row]: { secret: string }[] = await store.query('SELECT secret FROM internal_secret');
  if (!row) throw new Error('the table internal_secret is empty: run the migrations');
  return row.secret;
}

/** What signs the callbacks to an organization (its public id), in the form of Standard Webhooks. It tells nothing of the secret it comes from. */
export async function callbackSecret(store: DataSource, organization: string): Promise<string> {
  const key = createHmac('sha256', await internalSecret(store))
    .update(`callbacks to ${organization}`)
    .digest('base64');
  return `whsec_${key}`;
}

/** Permits to take an address off a schedule, and nothing else: it stands in the mails to that address. */
export async function unsubscribeToken(store: DataSource, schedule: string, address: string): Promise<string> {
  return createHmac('sha256', await internalSecret(store))
    .update(`unsubscribe ${schedule} ${address}`)
    .digest('base64url');
}
