import { type Observation, record } from '#persistence';
import { useGateway } from '#test/gateway';

const gateway = useGateway();
const admin = (organization = 'owner') => gateway.as(organization);
const put = async (kind: 'alert-sources' | 'escalation-policies', items: object[], organization = 'owner') =>
  admin(organization).put(`/api/${kind}`, { items });
const putSources = (items: object[], organization?: string) => put('alert-sources', items, organization);
const putPolicies = (items: object[], organization?: string) => put('escalation-policies', items, organization);
const list = async (organization: string, query = '', kind = 'alert-sources') =>
  (await admin(organization).get(`/api/${kind}${query}`)).body.data.items;
const source = (organization_id: string, name: string, more: object = {}) => ({ organization_id, name, ...more });

/** An alert that brings its source and policy along. */
const bring = async (organization: string, name: string, policy: string | null = null): Promise<void> => {
  const [node] = [(await gateway.tree.current()).find(organization)];
  const startsAt = new Date('2026-05-12T07:00:00Z');
  const words = { fingerprint: `${organization} ${name}`, alertname: 'X', severity: null, systemKey: null, labels: {}, annotations: {} };
  const routed = { receiver: null, priority: 'LOW' as const, source: name, policy, number: '' };
  const one: Observation = { via: 'webhook', organizationId: node?.id ?? 0, startsAt, endsAt: null, ...words, ...routed };
  await record(gateway.database.store, [one], startsAt);
};

test('a source is made with an integration key, and the same name again is the same source', async () => {
  const { status, body } = await putSources([source('cafe', 'pager')]);
  expect({ status, code: body.code, message: body.message }).toEqual({
    status: 200,
    code: 200,
    message: 'alert sources saved successfully',
  });
  const [made] = body.data.items;
  expect(made).toEqual({
    id: expect.any(Number),
    organization_id: 'cafe',
    name: 'pager',
    escalation_policy_id: null,
    integration_key: expect.stringMatching(/^[\w-]{43}$/),
    created_at: expect.stringMatching(/Z$/),
  });
  expect((await putSources([source('cafe', 'pager')])).body.data.items).toEqual([made]);
});

test('answers stand in the order of the items, and two may change names with each other', async () => {
  const first = (await putSources([source('kiosk', 'b', { id: 702 }), source('kiosk', 'a', { id: 701 })])).body.data.items;
  expect(first.map((one: { id: number }) => one.id)).toEqual([702, 701]);
  const second = (await putSources([source('kiosk', 'b', { id: 701 }), source('kiosk', 'a', { id: 702 })])).body.data.items;
  expect(second).toEqual([
    { ...first[1], name: 'b' },
    { ...first[0], name: 'a' },
  ]);
});

test('an id may be chosen, and those that are given later lie beyond it', async () => {
  await putSources([source('cafe', 'moved', { id: 90_210 })]);
  await bring('cafe', 'brought');
  const [next] = (await putSources([source('deli', 'next')])).body.data.items;
  expect(next.id).toBeGreaterThan(90_210);
  const brought = (await list('cafe')).find((one: { name: string }) => one.name === 'brought');
  expect(brought).toMatchObject({ id: expect.any(Number), integration_key: expect.stringMatching(/^[\w-]{43}$/) });
  expect(brought.id).toBeGreaterThan(90_210);
});

test('ids chosen and given at once never meet: one that was given meanwhile is refused', async () => {
  const chosen = Array.from({ length: 8 }, (_, i) => putSources([source('bar', `chosen ${i}`, { id: 91_000 + i })]));
  const given = Array.from({ length: 8 }, (_, i) => bring(i % 2 ? 'cafe' : 'deli', `given ${i}`));
  const statuses = (await Promise.all(chosen)).map(({ status }) => status);
  await Promise.all(given);
  const listed: { id: number; name: string }[] = await list('owner');
  const bars = new Map(listed.map(({ id, name }) => [name, id]));
  expect(statuses).toEqual(chosen.map((_, i) => (bars.get(`chosen ${i}`) === 91_000 + i ? 200 : 400)));
  expect(listed.filter(({ name }) => name.startsWith('given'))).toHaveLength(8);
  expect(new Set(listed.map(({ id }) => id)).size).toBe(listed.length);
  expect(listed).toEqual(listed.toSorted((a, b) => a.id - b.id));
  const [{ count }] = await gateway.database.store.query('SELECT count(*) FROM episode WHERE source_id = 0');
  expect(count).toBe(0);
});

test('an id above those that were given so far is the owner’s to choose, one below is everybody’s', async () => {
  await putSources([source('cafe', 'leading', { id: 95_000 })]);
  await putPolicies([source('cafe', 'leading', { id: 95_000 })]);
  for (const kind of ['alert-sources', 'escalation-policies'] as const) {
    const refused = await put(kind, [source('cafe', 'x'), source('cafe', 'y', { id: 2_000_000 })], 'north');
    expect(refused).toMatchObject({ status: 403, body: { code: 403, message: 'insufficient permissions' } });
    expect((await put(kind, [source('cafe', 'gap', { id: 94_000 })], 'north')).body.data.items).toMatchObject([{ id: 94_000 }]);
  }
});

test('while somebody records, an id that leads asks for a retry instead of stopping everybody', async () => {
  const recorder = gateway.database.store.createQueryRunner();
  await recorder.startTransaction();
  await recorder.query(`INSERT INTO alert_source (organization_id, name) SELECT id, 'long' FROM organization WHERE public_id = 'bar'`);
  const { status, headers } = await putSources([source('cafe', 'late', { id: 96_000 })]);
  await recorder.rollbackTransaction();
  await recorder.release();
  expect([status, headers.get('retry-after')]).toEqual([503, '1']);
  expect((await putSources([source('cafe', 'late', { id: 96_000 })])).status).toBe(200);
});

const pageName = (i: number): string => `Paged ${String(i).padStart(2, '0')}`;

test('lists come in pages, of what has a part in its name, or whole', async () => {
  await putSources(Array.from({ length: 25 }, (_, i) => source('bar', pageName(i))));
  const page = async (query: string) => (await admin('owner').get(`/api/alert-sources?organization_id=bar&q=pAGed${query}`)).body.data;
  const names: string[] = [];
  for (let cursor = ''; ; ) {
    const { items, next_cursor } = await page(`&limit=10${cursor && `&cursor=${cursor}`}`);
    names.push(...items.map((one: { name: string }) => one.name));
    if (next_cursor === null) break;
    cursor = next_cursor;
  }
  expect(names).toEqual(Array.from({ length: 25 }, (_, i) => pageName(i)));
  const whole = await page('');
  expect([Object.keys(whole), whole.items.length]).toEqual([['items'], 25]);
  for (const wrong of ['limit=0', 'limit=1001', 'limit=x', 'cursor=x', 'cursor=WyJ4Il0'])
    expect([wrong, (await admin('owner').get(`/api/alert-sources?${wrong}`)).status]).toEqual([wrong, 400]);
});

test('a list of thousands is sent as it is read, whole and in its envelope', async () => {
  await gateway.database.store.query(
    `INSERT INTO escalation_policy (organization_id, name) SELECT o.id, 'many ' || n FROM organization o, generate_series(1, 2500) AS n WHERE public_id = 'south'`,
  );
  const { status, body } = await admin('south').get('/api/escalation-policies?organization_id=south');
  expect([status, body.code, body.message, body.data.items.length]).toEqual([
    200,
    200,
    'escalation policies retrieved successfully',
    2_500,
  ]);
  expect(new Set(body.data.items.map((one: { id: number }) => one.id)).size).toBe(2_500);
});

test('an organization outside the tree is refused like an unknown one, and nothing of the batch is stored', async () => {
  for (const organization_id of ['bar', 'nowhere'])
    expect(await putSources([source('cafe', 'half'), source(organization_id, 'half')], 'north')).toMatchObject({
      status: 403,
      body: { code: 403, message: 'access denied: organization not in your hierarchy', data: {} },
    });
  expect((await list('owner')).map((one: { name: string }) => one.name)).not.toContain('half');
});

test('an id of another organization is refused in the same words, in the own tree and outside', async () => {
  await putSources([source('bar', 'theirs', { id: 801 }), source('deli', 'ours', { id: 802 })]);
  for (const id of [801, 802]) {
    const answer = await putSources([source('cafe', 'mine', { id })], 'north');
    expect(answer).toMatchObject({
      status: 400,
      body: { data: { type: 'validation_error', errors: [{ key: 'items.0.id', message: 'cannot be used here', value: id }] } },
    });
  }
});

test.each([
  ['an id twice', [source('cafe', 'x', { id: 811 }), source('cafe', 'y', { id: 811 })], 'items.1.id'],
  ['a name twice', [source('cafe', 'x'), source('cafe', 'x')], 'items.1.name'],
  ['the name of another id', [source('cafe', 'taken', { id: 812 }), source('cafe', 'taken', { id: 813 })], 'items.1.name'],
  ['an id below 1', [source('cafe', 'x', { id: 0 })], 'items.0.id'],
  ['an id that is no integer', [source('cafe', 'x', { id: 1.5 })], 'items.0.id'],
  ['an id beyond all bounds', [source('cafe', 'x', { id: 1e12 })], 'items.0.id'],
  ['a name with NUL', [source('cafe', 'x\0')], 'items.0.name'],
  ['no name', [{ organization_id: 'cafe' }], 'items.0.name'],
  ['a policy that is none', [source('cafe', 'x', { escalation_policy_id: 99_999 })], 'items.0.escalation_policy_id'],
  ['no items', [], 'items'],
])('a batch with %s is refused', async (_, items, key) => {
  expect(await putSources(items)).toMatchObject({ status: 400, body: { data: { errors: [{ key }] } } });
});

test('a source leads to a policy of its own organization, and alerts go there', async () => {
  const [policy, foreign] = (await putPolicies([source('shop', 'night'), source('south', 'night')])).body.data.items;
  const refused = await putSources([source('shop', 'led', { escalation_policy_id: foreign.id })], 'north');
  expect(refused).toMatchObject({ status: 400, body: { data: { errors: [{ key: 'items.0.escalation_policy_id' }] } } });
  const [led] = (await putSources([source('shop', 'led', { escalation_policy_id: policy.id })], 'north')).body.data.items;
  expect(led.escalation_policy_id).toBe(policy.id);
  expect((await putSources([source('shop', 'led')])).body.data.items[0]).toEqual(led);
  await bring('shop', 'led');
  const [alert] = await gateway.database.store.query('SELECT policy_id FROM episode WHERE source_id = $1', [led.id]);
  expect(alert).toEqual({ policy_id: policy.id });
  const [freed] = (await putSources([source('shop', 'led', { escalation_policy_id: null })])).body.data.items;
  expect(freed).toEqual({ ...led, escalation_policy_id: null });
});

test('policies have ids and names of their own', async () => {
  const { body } = await putPolicies([source('kiosk', 'Default', { id: 600 })]);
  expect(body).toMatchObject({ message: 'escalation policies saved successfully' });
  expect(body.data.items).toEqual([{ id: 600, organization_id: 'kiosk', name: 'Default', created_at: expect.any(String) }]);
  await bring('kiosk', 'somebody');
  expect(await list('kiosk', '', 'escalation-policies')).toEqual(body.data.items);
});

test('lists show the scope and no more', async () => {
  await putSources([source('north', 'own'), source('bar', 'southern')]);
  const organizations = async (organization: string, query = ''): Promise<string[]> => [
    ...new Set<string>((await list(organization, query)).map((one: { organization_id: string }) => one.organization_id)),
  ];
  expect(await organizations('north')).not.toContain('bar');
  expect(await organizations('north', '?organization_id=north')).toEqual(['north']);
  expect(await organizations('bar', '?organization_id=north')).toEqual(['bar']);
  expect((await admin('north').get('/api/alert-sources?organization_id=bar')).status).toBe(403);
});

test.each(['alert-sources', 'escalation-policies'])('%s are for administrators', async (kind) => {
  const caller = gateway.as('north', { roles: ['report_admin'] });
  expect((await caller.get(`/api/${kind}`)).status).toBe(403);
  expect((await caller.put(`/api/${kind}`, { items: [source('north', 'x')] })).status).toBe(403);
  expect((await gateway.anonymous.get(`/api/${kind}`)).status).toBe(401);
});
