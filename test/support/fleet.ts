import { ensureOwner, putOrganizations, type Store } from '#persistence';

/**
 * owner > north (distributor) > shop (reseller) > cafe, deli (customers); north > kiosk (customer); owner > south (distributor) > bar (customer).
 * The tenant of each is `t-<id>`, but cafe and deli share `t-shop`.
 */
export async function plantFleet(store: Store): Promise<void> {
  await ensureOwner(store, 'owner');
  const one = (id: string, role: 'distributor' | 'reseller' | 'customer', parent_id: string, tenant_id = `t-${id}`) => ({
    id,
    name: id,
    role,
    parent_id,
    tenant_id,
  });
  await putOrganizations(store, [
    one('cafe', 'customer', 'shop', 't-shop'),
    one('deli', 'customer', 'shop', 't-shop'),
    one('shop', 'reseller', 'north'),
    one('north', 'distributor', 'owner'),
    one('kiosk', 'customer', 'north'),
    one('south', 'distributor', 'owner'),
    one('bar', 'customer', 'south'),
  ]);
}
