import { useGateway } from '#test/gateway';

const gateway = useGateway({ rates: { perMinute: 1_000 } });

test('a token is told whom it speaks for, and nothing of itself', async () => {
  const { status, body } = await gateway.as('shop', { subject: 'mira', scope: 'report read:systems', roles: ['ADMIN'] }).get('/api/me');
  expect([status, body.message]).toEqual([200, 'caller retrieved successfully']);
  const { expires_at, version, features, ...rest } = body.data;
  expect(rest).toEqual({
    subject: 'mira',
    name: 'mira',
    organization: { id: 'shop', name: 'shop', role: 'reseller', timezone: 'UTC' },
    scopes: ['read:systems', 'report'],
    roles: ['ADMIN'],
    permissions: null,
    rate_limit: 1_000,
  });
  expect(Date.parse(expires_at)).toBeGreaterThan(Date.now());
  expect([version, features]).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+/), []]);
});

test('a key is told its permissions, even one that may do nothing else', async () => {
  const key = await gateway.withKey({ organization_id: 'cafe', permissions: ['read'], scopes: [], roles: [] });
  expect((await key.get('/api/me')).body.data).toMatchObject({
    permissions: ['read'],
    expires_at: null,
    scopes: [],
    organization: { id: 'cafe' },
  });
});
