import pg from 'pg';

/**
 * Connections that look into one schema, a few at most; it is set once they stand, because a pooler between us refuses parameters at the start that it does
 * not know. Nobody ends the pool: what is idle for some seconds goes by itself, and keeps no process.
 */
export function schemaPool({ url, schema, app, max }: { url: string; schema: string; app: string; max: number }): pg.Pool {
  const onConnect = async (client: pg.ClientBase): Promise<void> =>
    void (await client.query(`SET search_path = ${pg.escapeIdentifier(schema)}`));
  const pool = new pg.Pool({ connectionString: url, max, application_name: app, keepAlive: true, allowExitOnIdle: true, onConnect });
  pool.on('error', () => undefined); // an idle connection broke; whoever asks next is told
  pool.on('connect', (client) => client.on('error', () => undefined)); // one that is lent: whoever waits for its answer is told
  return pool;
}
