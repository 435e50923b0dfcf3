import { deleteOrganization, loadTree, type OrganizationInput, PlanFault, putOrganizations } from '#persistence';
import { useDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';

const database = useDatabase();
beforeAll(() => plantFleet(database.store));

const one = (id: string, role: OrganizationInput['role'], parent_id: string | null): OrganizationInput => ({
  id,
  name: id,
  role,
  parent_id,
});
const put = (...inputs: OrganizationInput[]): Promise<void> => putOrganizations(database.store, inputs);
const stored = async (): Promise<string[]> => {
  const { tree } = await loadTree(database.store);
  return [...tree.all()].map((node) => `${node.publicId}<${node.parentId === null ? '' : tree.get(node.parentId)?.publicId}`).sort();
};

test.each<[string, OrganizationInput[], string, string]>([
  ['a second owner', [one('other', 'owner', null)], 'organizations.0.role', 'there is one owner already'],
  [
    'two owners in one batch',
    [one('owner', 'owner', null), one('other', 'owner', null)],
    'organizations.1.role',
    'there is one owner already',
  ],
  [
    'an owner that steps down',
    [one('owner', 'distributor', 'owner')],
    'organizations.0.parent_id',
    'the organization would be its own ancestor',
  ],
  [
    'a child above its parent',
    [one('up', 'distributor', 'shop')],
    'organizations.0.parent_id',
    'a distributor cannot stand below a reseller',
  ],
  [
    'a child on its parent’s level',
    [one('peer', 'customer', 'cafe')],
    'organizations.0.parent_id',
    'a customer cannot stand below a customer',
  ],
  ['a parent that nobody knows', [one('lost', 'customer', 'nowhere')], 'organizations.0.parent_id', 'the parent does not exist'],
  ['an orphan', [one('orphan', 'customer', null)], 'organizations.0.parent_id', 'only the owner has no parent'],
  [
    'a cycle',
    [one('a', 'distributor', 'b'), one('b', 'reseller', 'a')],
    'organizations.0.parent_id',
    'the organization would be its own ancestor',
  ],
  [
    'the same id twice',
    [one('twin', 'customer', 'shop'), one('twin', 'customer', 'north')],
    'organizations.1.id',
    'the same id stands twice in the batch',
  ],
  ['a level that its children stand on', [one('north', 'customer', 'owner')], 'organizations.0.role', 'it has a customer below it'],
])('%s is refused, and nothing of its batch is applied', async (_, inputs, key, message) => {
  const before = await stored();
  const fault = await put(...inputs, one('innocent', 'customer', 'shop')).catch((error: unknown) => error);
  expect(fault).toBeInstanceOf(PlanFault);
  expect(fault).toMatchObject({ key, message });
  expect(await stored()).toEqual(before);
});

test('a batch may name children before their parents', async () => {
  await put(one('leaf', 'customer', 'branch'), one('branch', 'reseller', 'trunk'), one('trunk', 'distributor', 'owner'));
  expect(await stored()).toEqual(expect.arrayContaining(['leaf<branch', 'branch<trunk', 'trunk<owner']));
});

test('tenant and time zone have their defaults, and an update that leaves them out keeps them', async () => {
  await put({ ...one('plain', 'customer', 'shop') }, { ...one('special', 'customer', 'shop'), tenant_id: 'acme', timezone: 'Europe/Rome' });
  await put(one('special', 'customer', 'north'));
  const { tree } = await loadTree(database.store);
  expect(tree.find('plain')).toMatchObject({ tenantId: 'plain', timezone: 'UTC' });
  expect(tree.find('special')).toMatchObject({ tenantId: 'acme', timezone: 'Europe/Rome' });
});

test('the owner is told what was created, changed and deleted; the same again changes nothing, and nobody hears of it', async () => {
  const said = async (): Promise<string[]> => {
    const rows: { message: string }[] = await database.store.query(
      `DELETE FROM system_event WHERE source = 'organizations' AND organization_id = (SELECT id FROM organization WHERE role = 'owner') RETURNING message`,
    );
    return rows
      .flat()
      .flatMap(({ message }) => message ?? [])
      .sort();
  };
  const stands = async (): Promise<number> => (await loadTree(database.store)).version;
  await said();
  const inn = one('inn', 'customer', 'south');
  await put(inn, one('den', 'customer', 'south'));
  await put({ ...inn, name: 'The Inn' }, one('den', 'customer', 'south'));
  expect(await said()).toEqual(['organizations changed: inn', 'organizations created: inn, den']);
  const before = await stands();
  await put({ ...inn, name: 'The Inn' });
  expect([await said(), await stands()]).toEqual([[], before]);
  await put(...Array.from({ length: 7 }, (_, i) => one(`hut${i}`, 'customer', 'south')));
  expect(await said()).toEqual(['organizations created: hut0, hut1, hut2, hut3, hut4 and 2 more']);
  const { tree } = await loadTree(database.store);
  for (const id of ['inn', 'den', ...Array.from({ length: 7 }, (_, i) => `hut${i}`)]) {
    const node = tree.find(id);
    if (node) await deleteOrganization(database.store, node);
  }
  expect(await said()).toHaveLength(9);
});

test('deleting an organization takes everything below it out of every tree, and putting it again brings it back', async () => {
  const { tree } = await loadTree(database.store);
  const south = tree.find('south');
  if (!south) throw new Error('the fleet has no south');
  await deleteOrganization(database.store, south);
  expect((await stored()).filter((line) => /^(south|bar)</.test(line))).toEqual([]);
  await put({ ...one('south', 'distributor', 'owner'), restore: true });
  expect(await stored()).toContain('south<owner');
  expect((await loadTree(database.store)).tree.find('south')?.id).toBe(south.id);
});
