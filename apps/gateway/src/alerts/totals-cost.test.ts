import { sql } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';

const database = useDatabase();

beforeAll(async () => {
  const { store } = database;
  await plantFleet(store);
  await store.query(
    `INSERT INTO organization (public_id, name, role, parent_id, tenant_id)
     SELECT 'shop ' || n, n, 'customer', o.id, n FROM generate_series(1, 5000) AS n, organization o WHERE o.role = 'owner'`,
  );
  await store.query(
    'INSERT INTO ledger_delta (organization_id, history, recorded_quarter, start_quarter) SELECT id, 1, 0, 0 FROM organization',
  );
  await store.query('ANALYZE');
});

test.each(['./totals.sql', './history-count.sql'])(
  '%s reads no table of organizations from end to end, however much waits',
  async (file) => {
    const plan: { 'QUERY PLAN': string }[] = await database.store.query(`EXPLAIN (GENERIC_PLAN) ${sql(import.meta.url, file).text}`);
    const lines = plan.map((line) => line['QUERY PLAN']);
    expect(lines.filter((line) => line.includes('using ledger_delta_tx'))).toHaveLength(1);
    expect(lines.filter((line) => /Seq Scan on organization /.test(line))).toEqual([]);
  },
);
