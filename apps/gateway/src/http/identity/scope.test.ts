import { loadTree, saveTotals } from '#persistence';
import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

const gateway = useGateway();
const FLEET = ['owner', 'north', 'shop', 'cafe', 'deli', 'kiosk', 'south', 'bar'];
const NORTH = ['north', 'shop', 'cafe', 'deli', 'kiosk'];
const OUTSIDE = { code: 403, message: 'access denied: organization not in your hierarchy', data: {} };
const times = (n: number, value: (i: number) => string): string =>
  Array.from({ length: n }, (_, i) => `organization_id=${value(i)}`).join('&');

/** Each organization has one resolved and one open alert, and a power of two as its active counter, so that a sum tells who is in it, and how often. */
beforeAll(async () => {
  const { store } = gateway.database;
  const owner = gateway.as('owner');
  const gone = { id: 'gone', name: 'gone', role: 'customer', parent_id: 'north' };
  await owner.put('/api/organizations', { organizations: [gone] });
  await owner.delete('/api/organizations/gone');
  const { tree } = await loadTree(store);
  const totals = FLEET.map((id, i) => ({
    organization_id: tree.find(id)?.id ?? 0,
    active: 2 ** i,
    critical: 0,
    warning: 0,
    info: 0,
    muted: 0,
  }));
  await store.transaction((tx) => saveTotals(tx, totals, new Date()));
  const resolved = FLEET.map((organization) => ({ organization, fingerprint: 'a', endsAt: new Date('2026-05-12T07:05:00Z') }));
  await tell(store, [...resolved, ...FLEET.map((organization) => ({ organization, fingerprint: 'b' }))]);
});

type Surface = (caller: string, query: string) => Promise<{ status: number; body: unknown; seen: string[] }>;
const listed =
  (path: string): Surface =>
  async (caller, query) => {
    const { status, body } = await gateway.as(caller).get(`${path}?${query}`);
    const alerts: { organization_id: string }[] = body.data.alerts ?? [];
    return { status, body, seen: alerts.map(({ organization_id }) => organization_id) };
  };
const SURFACES: Record<string, Surface> = {
  totals: async (caller, query) => {
    const { status, body } = await gateway.as(caller).get(`/api/alerts/totals?${query}`);
    return { status, body, seen: FLEET.filter((_, i) => Math.floor((body.data.active ?? 0) / 2 ** i) % 2 === 1) };
  },
  history: listed('/api/alerts/history'),
  'open alerts': listed('/api/alerts'),
  organizations: async (caller, query) => {
    const { status, body } = await gateway.as(caller).get(`/api/organizations?${query}`);
    return { status, body, seen: (body.data.organizations ?? []).map(({ id }: { id: string }) => id) };
  },
};

type Row = [caller: string, query: string, seen: string[]];
const CUSTOMER: Row[] = [
  ['cafe', '', ['cafe']],
  ['cafe', 'organization_id=', ['cafe']],
  ['cafe', 'organization_id=bar', ['cafe']],
  ['cafe', 'organization_id=owner&include=descendants', ['cafe']],
  ['cafe', 'organization_id=never-was&organization_id=deli', ['cafe']],
  ['cafe', 'organization_id=cafe&include=descendants', ['cafe']],
];
const NOTHING_NAMED: Row[] = [
  ['owner', '', FLEET],
  ['north', '', NORTH],
  ['shop', '', ['shop', 'cafe', 'deli']],
  ['south', '', ['south', 'bar']],
  ['north', 'organization_id=&organization_id=', NORTH],
  ['north', 'include=descendants', NORTH],
  ['north', 'organization_id=&include=nonsense', NORTH],
];
const NAMED: Row[] = [
  ['owner', 'organization_id=north', ['north']],
  ['north', 'organization_id=north', ['north']],
  ['north', 'organization_id=shop&organization_id=kiosk', ['shop', 'kiosk']],
  ['north', 'organization_id=shop&organization_id=shop', ['shop']],
  ['north', 'organization_id=&organization_id=cafe', ['cafe']],
  ['shop', 'organization_id=cafe&include=children', ['cafe']],
  ['owner', 'organization_id=south&include=Descendants', ['south']],
];
const WITH_DESCENDANTS: Row[] = [
  ['owner', 'organization_id=north&include=descendants', NORTH],
  ['north', 'organization_id=shop&include=descendants', ['shop', 'cafe', 'deli']],
  ['north', 'organization_id=shop&organization_id=cafe&organization_id=shop&include=descendants', ['shop', 'cafe', 'deli']],
  ['owner', 'organization_id=cafe&organization_id=south&include=descendants', ['cafe', 'south', 'bar']],
  ['north', 'organization_id=kiosk&include=nonsense&include=descendants', ['kiosk']],
];
const OWNER_UNKNOWN: Row[] = [
  ['owner', 'organization_id=never-was', []],
  ['owner', 'organization_id=gone&include=descendants', []],
  ['owner', 'organization_id=never-was&organization_id=gone&organization_id=cafe', ['cafe']],
  ['owner', times(500, (i) => `x${i}`), []],
  ['owner', `${times(499, (i) => `${'long-organization-name-'.repeat(4)}${i}`)}&organization_id=bar`, ['bar']],
];
const REFUSED: [caller: string, query: string][] = ['south', 'owner', 'bar', 'never-was', 'gone', 'NORTH', 'north%20'].flatMap((id) => [
  ['north', `organization_id=${id}`],
  ['north', `organization_id=cafe&organization_id=${id}`],
  ['north', `organization_id=${id}&include=descendants`],
]);
REFUSED.push(['shop', 'organization_id=north'], ['shop', 'organization_id=kiosk&organization_id='], ['south', 'organization_id=%00']);

describe.each(Object.entries(SURFACES))('the organizations of %s', (_, surface) => {
  it.each([...CUSTOMER, ...NOTHING_NAMED, ...NAMED, ...WITH_DESCENDANTS, ...OWNER_UNKNOWN])(
    'asked by %s with "%.60s" are %j',
    async (caller, query, seen) => {
      const answer = await surface(caller, query);
      expect({ status: answer.status, seen: answer.seen.sort() }).toEqual({ status: 200, seen: [...seen].sort() });
    },
  );

  it.each(REFUSED)('are refused to %s with "%s", and nothing is answered in part', async (caller, query) => {
    const { status, body } = await surface(caller, query);
    expect({ status, body }).toEqual({ status: 403, body: OUTSIDE });
  });

  it.each(['owner', 'north', 'cafe'])('are refused to %s when more than 500 are named', async (caller) => {
    const { status, body } = await surface(
      caller,
      times(501, () => 'cafe'),
    );
    expect({ status, body }).toMatchObject({ status: 400, body: { data: { errors: [{ key: 'organization_id' }] } } });
  });
});

test('what another gateway has made is in the scope at once, for the owner as for everybody', async () => {
  const { store } = gateway.database;
  await store.query('ALTER TABLE organization DISABLE TRIGGER organization_changed');
  await store.query(
    `INSERT INTO organization (public_id, name, role, parent_id, tenant_id) SELECT 'fresh', 'fresh', 'customer', id, 'fresh' FROM organization WHERE public_id = 'north'`,
  );
  await store.query('UPDATE tree_version SET version = version + 1');
  await store.query('ALTER TABLE organization ENABLE TRIGGER organization_changed');
  const { status, body } = await gateway.as('owner').get('/api/alerts/totals?organization_id=fresh');
  expect({ status, warnings: body.data.warnings }).toEqual({ status: 200, warnings: ['totals: never refreshed for 1 organizations'] });
});

test('a tree that cannot be read is 503, never a smaller or larger scope', async () => {
  const { store } = gateway.database;
  await store.query('ALTER TABLE tree_version RENAME TO away');
  try {
    for (const [caller, id] of [
      ['north', 'never-was'],
      ['owner', 'another'],
    ] as const) {
      const { status, body } = await gateway.as(caller).get(`/api/alerts/totals?organization_id=${id}`);
      expect({ status, body }).toEqual({
        status: 503,
        body: { code: 503, message: 'the organizations cannot be read at the moment', data: {} },
      });
    }
  } finally {
    await store.query('ALTER TABLE away RENAME TO tree_version');
  }
});
