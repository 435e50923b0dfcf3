import { WebhookTokens } from '#persistence';
import { useGateway } from '#test/gateway';

const gateway = useGateway();
const create = (caller: string, tenant: string) => gateway.as(caller).post('/api/webhook-tokens', { tenant });
const list = async (caller: string, query = '') => (await gateway.as(caller).get(`/api/webhook-tokens${query}`)).body.data;
const tenantOf = (token: string) => new WebhookTokens(gateway.database.store).tenantOf(token, Date.now());

test('a token is shown once, speaks for its tenant, and ends when it is deleted', async () => {
  const { status, headers, body } = await create('north', 't-shop');
  expect([status, body.code, headers.get('cache-control')]).toEqual([201, 201, 'no-store']);
  const { id, token } = body.data;
  expect(body.data).toEqual({ id: expect.any(String), token: expect.stringMatching(/^alw_/) });
  expect(await tenantOf(token)).toBe('t-shop');
  const row = { id, tenant: 't-shop', created_at: expect.stringMatching(/Z$/) };
  const { webhook_tokens } = await list('north');
  expect(webhook_tokens).toEqual([expect.objectContaining(row)]);
  expect(JSON.stringify(webhook_tokens)).not.toContain(token.slice(-20));
  expect((await gateway.as('north').delete(`/api/webhook-tokens/${id}`)).body).toMatchObject({ code: 200, data: row });
  expect(await tenantOf(token)).toBeUndefined();
  expect((await gateway.as('north').delete(`/api/webhook-tokens/${id}`)).status).toBe(404);
  expect(await list('north')).toEqual({ webhook_tokens: [] });
});

test.each([
  ['one with organizations beside the caller’s', 'cafe', 't-shop'],
  ['one of another part of the tree', 'north', 't-bar'],
  ['one that holds nobody', 'owner', 't-nobody'],
  ['no tenant', 'owner', 'x y'],
])('for %s there is none', async (_, caller, tenant) => {
  expect(await create(caller, tenant)).toMatchObject({ status: 404, body: { code: 404, message: 'not found', data: {} } });
});

test('a token of a foreign tenant is neither shown nor deleted', async () => {
  const { id } = (await create('bar', 't-bar')).body.data;
  for (const caller of ['north', 'cafe']) {
    expect(await list(caller)).toEqual({ webhook_tokens: [] });
    expect((await gateway.as(caller).delete(`/api/webhook-tokens/${id}`)).status).toBe(404);
  }
  expect((await list('south')).webhook_tokens).toHaveLength(1);
});

test('they come in pages, and are for administrators', async () => {
  for (let i = 0; i < 3; i++) await create('kiosk', 't-kiosk');
  const first = await list('kiosk', '?limit=2');
  const rest = await list('kiosk', `?limit=2&cursor=${first.next_cursor}`);
  expect([first.webhook_tokens.length, rest.webhook_tokens.length, rest.next_cursor]).toEqual([2, 1, null]);
  expect([...first.webhook_tokens, ...rest.webhook_tokens]).toEqual((await list('kiosk')).webhook_tokens);
  expect((await gateway.as('kiosk', { roles: ['report_admin'] }).get('/api/webhook-tokens')).status).toBe(403);
  expect((await gateway.as('kiosk').post('/api/webhook-tokens', {})).status).toBe(400);
});
