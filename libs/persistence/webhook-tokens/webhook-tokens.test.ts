import { createWebhookToken, listWebhookTokens, revokeWebhookToken, WebhookTokens } from '#persistence';
import { useDatabase } from '#test/database';
import { until } from '#test/until';

const database = useDatabase();
const now = Date.now();

test('a token tells its tenant, and nothing else does', async () => {
  const tokens = new WebhookTokens(database.store);
  const { id, token } = await createWebhookToken(database.store, 't-shop');
  const other = await createWebhookToken(database.store, 't-bar');
  expect(await tokens.tenantOf(token, now)).toBe('t-shop');
  expect(await tokens.tenantOf(other.token, now)).toBe('t-bar');
  const wrong = [`alw_${id}_${'x'.repeat(43)}`, token.replace(id, other.id), token.slice(0, -1), `${token}=`, 'alw_', '', `alk_${id}`];
  for (const one of wrong) expect(await tokens.tenantOf(one, now)).toBeUndefined();
});

test('what is stored does not tell the token', async () => {
  const { token } = await createWebhookToken(database.store, 't-shop');
  expect(JSON.stringify(await database.store.query('SELECT id, tenant_id, hash::text FROM webhook_token'))).not.toContain(token.slice(-43));
});

test('a revoked token ends within seconds', async () => {
  const tokens = new WebhookTokens(database.store);
  const { id, token } = await createWebhookToken(database.store, 't-kiosk');
  expect(await tokens.tenantOf(token, now)).toBe('t-kiosk');
  expect((await listWebhookTokens(database.store, { tenants: ['t-kiosk'], after: '', most: 10 })).map((one) => one.id)).toEqual([id]);
  expect([await revokeWebhookToken(database.store, id), await revokeWebhookToken(database.store, id)]).toEqual([
    expect.objectContaining({ id, tenant: 't-kiosk' }),
    undefined,
  ]);
  expect(await tokens.tenantOf(token, now + 5_000)).toBeUndefined();
  expect(await listWebhookTokens(database.store, { tenants: ['t-kiosk'], after: '', most: 10 })).toEqual([]);
});

test('a token shows when it was used last', async () => {
  const tokens = new WebhookTokens(database.store);
  const { id, token } = await createWebhookToken(database.store, 't-used');
  const listed = async () => (await listWebhookTokens(database.store, { tenants: ['t-used'], after: '', most: 10 }))[0];
  await tokens.tenantOf(`alw_${id}_${'x'.repeat(43)}`, now);
  expect(await listed()).toMatchObject({ id, last_used_at: null });
  await tokens.tenantOf(token, now);
  await until(async () => (await listed())?.last_used_at?.getTime() === now);
});
