import { ensurePartitions, loadTree, type Observation, recordIn } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';

const database = useDatabase();
const MANY = 2_000;
const START = new Date('2026-05-12T07:00:00Z');
let cafe = 0;

beforeAll(async () => {
  await plantFleet(database.store);
  cafe = (await loadTree(database.store)).tree.find('cafe')?.id ?? 0;
  await ensurePartitions(database.store, [START]);
});

/** Each with a source, a policy, a system and a host of its own. */
const sightings = (name: string, count: number): Observation[] =>
  Array.from({ length: count }, (_, i) => ({
    via: 'webhook',
    organizationId: cafe,
    fingerprint: `${name}-${i}`,
    startsAt: START,
    endsAt: null,
    alertname: 'DiskFull',
    severity: 'critical',
    systemKey: `system ${i}`,
    labels: { instance: `host-${i}:9100` },
    annotations: {},
    receiver: 'default',
    priority: 'HIGH',
    source: `source ${i}`,
    policy: `policy ${i}`,
    number: '',
  }));

test('what a batch costs does not depend on how many sources, policies, systems and alerts there are', async () => {
  await database.store.transaction((tx) => recordIn(tx, sightings('known', MANY), START));
  await database.store.query('ANALYZE');
  const read = await database.store.transaction(async (tx) => {
    // A connection settles on a plan after some executions.
    for (let batch = 0; batch < 8; batch++) {
      await recordIn(tx, sightings(`new-${batch}`, 20), START);
      await recordIn(tx, sightings('known', 20), new Date(START.getTime() + 60_000));
    }
    return tx.query('SELECT relname, seq_tup_read::int FROM pg_stat_xact_user_tables WHERE seq_tup_read >= $1 ORDER BY 1', [MANY]);
  });
  expect(read).toEqual([]);
});
