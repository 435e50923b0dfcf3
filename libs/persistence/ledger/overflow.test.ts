import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { tell } from '#test/sightings';

const database = useDatabase();
beforeAll(async () => {
  await plantFleet(database.store);
  for (const table of ['alert_source', 'escalation_policy'])
    await database.store.query(
      `INSERT INTO ${table} (organization_id, name) SELECT o.id, 'n' || n FROM organization o, generate_series(1, 9999) AS n WHERE public_id = 'cafe'`,
    );
});

const routes = (pattern: string) =>
  database.store.query(
    `SELECT e.fingerprint, s.name AS source, p.name AS policy FROM episode e JOIN alert_source s ON s.id = e.source_id JOIN escalation_policy p ON p.id = e.policy_id
      WHERE e.fingerprint LIKE $1 ORDER BY 1`,
    [pattern],
  );
const named = (fingerprint: string, source: string, policy: string, organization = 'cafe') => ({
  organization,
  fingerprint,
  source,
  policy,
});

test('beyond 10,000 of an organization the names that are new lead to the default ones, with a system event', async () => {
  await tell(database.store, [named('a1', 'x1', 'y1'), named('a2', 'x2', 'y2'), named('a3', 'n7', 'n8'), named('a4', 'x2', 'y2', 'deli')]);
  await tell(database.store, [named('b1', 'x3', 'y3'), named('b2', 'x1', 'y1')]);
  expect(await routes('a%')).toEqual([
    { fingerprint: 'a1', source: 'x1', policy: 'y1' },
    { fingerprint: 'a2', source: 'default', policy: 'Default' },
    { fingerprint: 'a3', source: 'n7', policy: 'n8' },
    { fingerprint: 'a4', source: 'x2', policy: 'y2' },
  ]);
  expect(await routes('b%')).toEqual([
    { fingerprint: 'b1', source: 'default', policy: 'Default' },
    { fingerprint: 'b2', source: 'x1', policy: 'y1' },
  ]);
  const events = await database.store.query(
    `SELECT o.public_id, sum(e.times)::int AS times FROM system_event e JOIN organization o ON o.id = e.organization_id WHERE e.source = 'ledger' GROUP BY 1`,
  );
  expect(events).toEqual([{ public_id: 'cafe', times: 2 }]);
});
