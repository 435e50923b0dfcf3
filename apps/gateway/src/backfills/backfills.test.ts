import { advanceBackfill, beginBackfill } from '#persistence';
import { useGateway } from '#test/gateway';

const gateway = useGateway();
const at = (day: number): Date => new Date(Date.UTC(2026, 4, day));

beforeAll(async () => {
  const { store } = gateway.database;
  for (const [tenant, recorded] of [
    ['t-bar', 5],
    ['t-shop', 7],
    [null, 9],
  ] as const) {
    const begun = await beginBackfill(store, { url: 'http://prometheus:9090', tenant, since: at(1) }, at(9), 30_000, at(9));
    const left_out = { 'known already': 2, 'still firing: left to the poll': 3 };
    await advanceBackfill(store, { ...begun, position: at(4), recorded, left_out }, recorded === 5 ? at(10) : null);
  }
});

const list = async (caller: string, query = '') => (await gateway.as(caller).get(`/api/backfills${query}`)).body.data;

test('what each backfill brought and left out is shown to who sees its tenant, newest first', async () => {
  expect(await list('bar')).toEqual({
    backfills: [
      {
        ...{ id: 1, url: 'http://prometheus:9090', tenant: 't-bar', recorded: 5, set_aside: [] },
        ...{ since: '2026-05-01T00:00:00Z', until: '2026-05-09T00:00:00Z', position: '2026-05-04T00:00:00Z' },
        ...{ started_at: '2026-05-09T00:00:00Z', ended_at: '2026-05-10T00:00:00Z' },
        left_out: [
          { reason: 'still firing: left to the poll', count: 3 },
          { reason: 'known already', count: 2 },
        ],
      },
    ],
  });
  const recordedOf = async (caller: string) => (await list(caller)).backfills.map(({ recorded }: { recorded: number }) => recorded);
  expect([await recordedOf('owner'), await recordedOf('shop'), await recordedOf('cafe')]).toEqual([[9, 7, 5], [7], []]);
});

test('comes in pages', async () => {
  const first = await list('owner', '?limit=2');
  const second = await list('owner', `?limit=2&cursor=${first.next_cursor}`);
  expect([first.backfills.length, second.backfills.length, second.next_cursor]).toEqual([2, 1, null]);
});
