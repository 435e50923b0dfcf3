import { retain } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { tell } from '#test/sightings';

const database = useDatabase();
const now = new Date('2026-05-12T03:00:00Z');
const query = (text: string, values: unknown[] = []) => database.store.query(text, values);
const names = async (table: string, organization: string): Promise<string[]> =>
  (
    await query(
      `SELECT t.name FROM ${table} t JOIN organization o ON o.id = t.organization_id WHERE o.public_id = $1 AND t.name NOT LIKE 'put %' ORDER BY 1`,
      [organization],
    )
  ).map(({ name }: { name: string }) => name);

beforeAll(async () => {
  await plantFleet(database.store);
  for (const table of ['alert_source', 'escalation_policy'])
    await query(
      `INSERT INTO ${table} (organization_id, name) SELECT o.id, 'put ' || n FROM organization o, generate_series(1, 1000) AS n WHERE o.public_id = 'cafe'`,
    );
  const at = (day: string) => ({ startsAt: new Date(`${day}T01:00:00Z`), endsAt: new Date(`${day}T02:00:00Z`) });
  const told = (organization: string, name: string, day: string) => ({
    ...{ organization, fingerprint: name, source: `source ${name}`, policy: `policy ${name}` },
    ...at(day),
  });
  await tell(
    database.store,
    ['cafe', 'deli'].flatMap((organization) => [
      told(organization, 'old', '2025-01-10'),
      told(organization, 'young', '2026-05-01'),
      { ...told(organization, 'open', '2025-01-10'), endsAt: null },
      told(organization, 'adopted', '2025-01-10'),
      told(organization, 'led to', '2025-01-10'),
    ]),
    new Date('2025-01-10T03:00:00Z'),
  );
  await query(`UPDATE alert_source SET is_named = false WHERE name = 'source adopted'`);
  await query(
    `UPDATE alert_source s SET policy_id = p.id FROM escalation_policy p WHERE s.name = 'put 1' AND p.name = 'policy led to' AND p.organization_id = s.organization_id`,
  );
});

test('what labels made goes with the last alert of it, where an organization has more than a thousand', async () => {
  await retain(database.store, 13, now);
  expect(await names('alert_source', 'cafe')).toEqual(['source adopted', 'source open', 'source young']);
  expect(await names('escalation_policy', 'cafe')).toEqual(['policy led to', 'policy open', 'policy young']);
  const all = (kind: string) => ['adopted', 'led to', 'old', 'open', 'young'].map((name) => `${kind} ${name}`);
  expect([await names('alert_source', 'deli'), await names('escalation_policy', 'deli')]).toEqual([all('source'), all('policy')]);
});

test('a name that is told again is made again', async () => {
  await tell(database.store, [{ organization: 'cafe', fingerprint: 'again', source: 'source old', policy: 'policy old' }]);
  expect(await names('alert_source', 'cafe')).toContain('source old');
});
