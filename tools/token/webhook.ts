import { createWebhookToken, listWebhookTokens, loadTree, revokeWebhookToken, type Store } from '#persistence';

const TENANT = /^[\w.:@|!*'()-]{1,150}$/;
const AT_ONCE = 1_000;

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
  for (let after = ''; ; ) {
    const some = await listWebhookTokens(store, { tenants: null, after, most: AT_ONCE });
    for (const { id, tenant, created_at } of some) console.log(`${id}  ${created_at.toISOString()}  ${tenant}`);
    const last = some.at(-1);
    if (!last) return;
    after = last.id;
  }
}

export async function revoke(store: Store, id: string): Promise<void> {
  if (!(await revokeWebhookToken(store, id))) throw new Error(`--revoke: there is no valid token ${JSON.stringify(id)} (see --list)`);
  console.error(`token ${id} is refused within seconds`);
}
