import { createWebhookToken, listWebhookTokens, loadTree, revokeWebhookToken, type Store } from '#persistence';

const TENANT = /^[\w.:@|!*'()-]{1,150}$/;

/** A new token on stdout; what is worth knowing about it on stderr. */
export async function printWebhookToken(store: Store, tenant: string): Promise<void> {
  if (!TENANT.test(tenant)) throw new Error(`--webhook-tenant: ${JSON.stringify(tenant)} is no tenant id (example: --webhook-tenant acme)`);
  const { tree } = await loadTree(store);
  const organizations = [...tree.all()].filter((node) => node.tenantId === tenant).length;
  const { id, token } = await createWebhookToken(store, tenant);
  console.error(`token ${id} of tenant ${tenant}, which holds ${organizations} organizations; revoke it with --revoke ${id}`);
  console.log(token);
}

export async function printWebhookTokens(store: Store): Promise<void> {
  for (const { id, tenant, created_at } of await listWebhookTokens(store, null))
    console.log(`${id}  ${created_at.toISOString()}  ${tenant}`);
}

export async function revoke(store: Store, id: string): Promise<void> {
  if (!(await revokeWebhookToken(store, id))) throw new Error(`--revoke: there is no valid token ${JSON.stringify(id)} (see --list)`);
  console.error(`token ${id} is refused within seconds`);
}
