import type { DataSource } from 'typeorm';

/** The secret that the apps of one installation share through their database. */
export async function internalSecret(store: DataSource): Promise<string> {
  const [row]: { secret: string }[] = await store.query('SELECT secret FROM internal_secret');
  if (!row) throw new Error('the table internal_secret is empty: run the migrations');
  return row.secret;
}
