import type { Client } from '#test/client';
import { useGateway } from '#test/gateway';

const PATH = '/api/v0/settings/ip-restriction/api';
const gateway = useGateway();
const restrict = (client: Client, cidrs: unknown) => client.post(PATH, { cidrs });

test('an organization without a list is unrestricted', async () => {
  const client = await gateway.withKey({ organization_id: 'cafe' });
  const { status, body } = await client.get(PATH);
  expect({ status, body }).toEqual({ status: 200, body: { cidrs: [] } });
});

test('a list is replaced, read back as it was written, and holds for every key of the organization at once', async () => {
  const client = await gateway.withKey({ organization_id: 'deli' });
  const list = ['192.0.2.0/24', '127.0.0.1', '::1/128'];
  const answer = await restrict(client, list);
  expect({ status: answer.status, body: answer.body }).toEqual({ status: 200, body: { success: true } });
  expect((await client.get(PATH)).body).toEqual({ cidrs: list });
  expect((await restrict(client, [])).body).toEqual({ success: true });
  expect((await client.get(PATH)).body).toEqual({ cidrs: [] });
});

test.each([
  ['that shuts out its own caller', ['192.0.2.0/24']],
  ['with what is no range', ['127.0.0.0/8', 'everywhere']],
  ['with too many bits', ['127.0.0.1/33']],
  ['that is none', 'x'],
  ['with a number', [7]],
])('a list %s is refused and changes nothing', async (_, cidrs) => {
  const client = await gateway.withKey({ organization_id: 'kiosk' });
  const { status, body } = await restrict(client, cidrs);
  expect({ status, body }).toEqual({ status: 400, body: { error: { message: expect.stringMatching(/^cidrs: /) } } });
  expect((await client.get(PATH)).body).toEqual({ cidrs: [] });
});

test('both the list of the key and that of its own organization must hold the address', async () => {
  const outside = await gateway.withKey({ organization_id: 'north', cidrs: ['192.0.2.0/24'] });
  const inside = await gateway.withKey({ organization_id: 'north', cidrs: ['127.0.0.0/8', '::1'] });
  expect((await outside.get('/api/v0/org')).status).toBe(403);
  expect((await outside.get('/api/v0/org')).body).toEqual({ error: { message: 'address not permitted' } });
  expect((await inside.get('/api/v0/org')).status).toBe(200);
  await gateway.database.store.query(
    `INSERT INTO ip_restriction SELECT id, '{198.51.100.0/24}' FROM organization WHERE public_id = 'north'`,
  );
  const fresh = await gateway.withKey({ organization_id: 'north', cidrs: ['127.0.0.0/8'] });
  const { status, body } = await fresh.get('/api/alerts/totals');
  expect({ status, body }).toEqual({ status: 403, body: { code: 403, message: 'address not permitted', data: {} } });
});

test('neither bearer tokens nor the keys of organizations below are bound by it', async () => {
  expect((await gateway.as('north').get('/api/alerts/totals')).status).toBe(200);
  const below = await gateway.withKey({ organization_id: 'shop' });
  expect((await below.get('/api/alerts/totals')).status).toBe(200);
});

test('a key needs read to see the list, and read and write to replace it', async () => {
  const reader = await gateway.withKey({ organization_id: 'bar', permissions: ['read'] });
  const writer = await gateway.withKey({ organization_id: 'bar', permissions: ['write'] });
  expect([(await reader.get(PATH)).status, (await restrict(reader, [])).status]).toEqual([200, 403]);
  expect([(await writer.get(PATH)).status, (await restrict(writer, [])).status]).toEqual([403, 403]);
});

test('a bearer token is refused in the words of the family', async () => {
  const { status, body } = await gateway.as('owner').get(PATH);
  expect({ status, body }).toEqual({ status: 401, body: { error: { message: 'Authentication failed. Please try with valid Api Key.' } } });
});
