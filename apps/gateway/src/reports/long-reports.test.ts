import { useGateway } from '#test/gateway';
import { naiveReport } from '#test/naive-report';
import { tell } from '#test/sightings';

const gateway = useGateway();
const store = () => gateway.database.store;
const RANGE = 'from=2021-01-01T00:00:00Z&until=2022-01-01T00:00:00Z';

/** Alerts of one customer, each with a number of its own, so that each has its row. */
async function plantMany(count: number): Promise<void> {
  await tell(store(), [{ organization: 'cafe', fingerprint: 'first', startsAt: new Date('2021-02-01T00:00:00Z') }]);
  await store().query(
    `INSERT INTO open_alert
     SELECT (jsonb_populate_record(a, jsonb_build_object('id', nextval('alert_id'), 'fingerprint', 'many' || n, 'number', n::text,
                                                         'starts_at', a.starts_at + n * interval '40 minutes'))).*
       FROM open_alert a, generate_series(1, $1::int) AS n WHERE fingerprint = 'first'`,
    [count],
  );
}

beforeAll(() => plantMany(11_000));

test('a report of many rows is sent as it is read, and is the one that the naive statement gives', async () => {
  const { status, headers, body } = await gateway.as('cafe').get(`/reports/alerts?${RANGE}&group-by=DAY`);
  expect([status, headers.get('content-type'), headers.get('content-length')]).toEqual([200, 'application/json; charset=utf-8', null]);
  const [{ id }] = await store().query(`SELECT id FROM organization WHERE public_id = 'cafe'`);
  const range = { from: Date.UTC(2021, 0, 1), until: Date.UTC(2022, 0, 1) };
  const ask = { scopes: [id], range, grouping: 'DAY', priority: 'ALL', sources: [], policies: [], numbers: [] } as const;
  const rows = await naiveReport(store(), ask, 'UTC');
  expect(rows.length).toBeGreaterThan(10_000);
  expect(body).toEqual(
    rows.map((row) => [row.alertSourceId, row.escalationPolicyId, row.callRoutingNumberPhoneNumber, row.bucket, row.count]),
  );
});

test.each([
  ['refused', '&metric=none', 400],
  ['of one row', '&numbers=7', 200],
  ['empty', '&numbers=nobody', 200],
])('a report that is %s comes whole', async (_, query, expected) => {
  const { status, headers } = await gateway.as('cafe').get(`/reports/alerts?${RANGE}${query}`);
  expect([status, headers.get('content-length')]).toEqual([expected, expect.stringMatching(/^\d+$/)]);
});
