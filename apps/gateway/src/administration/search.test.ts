import { useGateway } from '#test/gateway';

const gateway = useGateway();
const found = async (as: string, query = ''): Promise<string[]> =>
  (await gateway.as(as, { scope: '', roles: [] }).get(`/api/organizations/search${query}`)).body.data.organizations.map(
    ({ id }: { id: string }) => id,
  );

test('everybody finds what they see, by name, with the way down to it', async () => {
  expect(await found('shop')).toEqual(['cafe', 'deli', 'shop']);
  expect(await found('cafe')).toEqual(['cafe']);
  const { body } = await gateway.as('north').get('/api/organizations/search?id=cafe&id=north&id=bar');
  expect(body.data).toEqual({
    organizations: [
      { id: 'cafe', name: 'cafe', role: 'customer', path: ['north', 'shop', 'cafe'], children: 0 },
      { id: 'north', name: 'north', role: 'distributor', path: ['north'], children: 2 },
    ],
    next_cursor: null,
  });
});

test('what is looked for may be a part in any case, a level, or what stands below one', async () => {
  expect(await found('owner', '?q=CAF')).toEqual(['cafe']);
  expect(await found('owner', '?role=distributor')).toEqual(['north', 'south']);
  expect(await found('owner', '?parent_id=north')).toEqual(['kiosk', 'shop']);
});

test('what is not in the own tree stands below nobody, like what does not exist', async () => {
  expect(await found('north', '?parent_id=south')).toEqual([]);
  expect(await found('north', '?parent_id=nothing')).toEqual([]);
  expect(await found('north', '?q=bar')).toEqual([]);
});

test('pages go on where the one before ended', async () => {
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { body } = await gateway.as('owner').get(`/api/organizations/search?limit=3&cursor=${cursor}`);
    seen.push(...body.data.organizations.map(({ id }: { id: string }) => id));
    cursor = body.data.next_cursor;
  }
  expect(seen).toEqual([...new Set(seen)]);
  expect(seen.toSorted()).toEqual(await found('owner'));
});

test.each(['?limit=51', '?limit=0', '?cursor=nonsense', '?role=king', `?${'id=x&'.repeat(201)}`])(
  '%# a wrong parameter is a 400',
  async (query) => {
    expect((await gateway.as('owner').get(`/api/organizations/search${query}`)).status).toBe(400);
  },
);
