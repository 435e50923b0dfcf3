import { schemaPool } from '#persistence';
import { useDatabase } from '#test/database';

const database = useDatabase();

test('a connection that breaks while it is lent ends neither the process nor the pool', async () => {
  const pool = schemaPool({ url: database.url, schema: 'bullmq', app: 'lent', max: 1 });
  const client = await pool.connect();
  const ended = new Promise((resolve) => client.once('end', resolve));
  await database.store.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lent' AND datname = current_database()`,
  );
  await ended;
  client.release(true);
  expect((await pool.query('SELECT current_schema AS schema')).rows).toEqual([{ schema: 'bullmq' }]);
  await pool.end();
});
