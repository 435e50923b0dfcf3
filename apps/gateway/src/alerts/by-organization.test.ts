import { useGateway } from '#test/gateway';

const gateway = useGateway();
type Row = { organization_id: string; active: number; critical: number };
const rows = async (as: string, query = ''): Promise<Row[]> =>
  (await gateway.as(as).get(`/api/alerts/totals/by-organization${query}`)).body.data.organizations;
const ids = async (as: string, query = ''): Promise<string[]> => (await rows(as, query)).map((row) => row.organization_id);

beforeAll(async () => {
  const { store } = gateway.database;
  const tree = await gateway.tree.current();
  const counters = { cafe: [3, 1], deli: [2, 2], kiosk: [4, 0], bar: [1, 1] };
  for (const [id, [active, critical]] of Object.entries(counters)) {
    const organization = tree.find(id)?.id;
    await store.query(
      'INSERT INTO totals_delta (organization_id, active, critical, warning, info, muted, refreshed) VALUES ($1, $2, $3, 0, 0, 0, 1)',
      [organization, active, critical],
    );
  }
});

test('each child counts everything below it, what waits to be folded included', async () => {
  expect(await rows('owner')).toEqual([
    { organization_id: 'north', name: 'north', role: 'distributor', active: 9, critical: 3, warning: 0, info: 0, muted: 0 },
    { organization_id: 'south', name: 'south', role: 'distributor', active: 1, critical: 1, warning: 0, info: 0, muted: 0 },
  ]);
  expect(await ids('owner', '?parent_id=north')).toEqual(['shop', 'kiosk']);
});

test('the order is by active, by critical or by name', async () => {
  expect(await ids('shop')).toEqual(['cafe', 'deli']);
  expect(await ids('shop', '?sort_by=critical')).toEqual(['deli', 'cafe']);
  expect(await ids('north', '?sort_by=name')).toEqual(['kiosk', 'shop']);
  expect(await ids('north', '?sort_by=name&page_size=1&page=2')).toEqual(['shop']);
});

test('a customer has no children, and nobody those of others', async () => {
  expect(await ids('cafe')).toEqual([]);
  expect(await ids('north', '?parent_id=south')).toEqual([]);
  expect(await ids('north', '?parent_id=nothing')).toEqual([]);
});

test.each(['?sort_by=warning', '?page=0', '?page_size=101'])('%s is a 400', async (query) => {
  expect((await gateway.as('owner').get(`/api/alerts/totals/by-organization${query}`)).status).toBe(400);
});
