import fc from 'fast-check';
import { foldPending } from '#persistence';
import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const day = 86_400_000;
const from = Date.UTC(2026, 2, 30);
/** Few values for every key, so that most rows tie. */
const instant = fc.tuple(fc.nat(6), fc.constantFrom(0, 1, 3_600_000, day - 1)).map(([days, rest]) => new Date(from + days * day + rest));
const rows = fc.record({
  organization: fc.constantFrom('owner', 'north', 'shop', 'cafe', 'deli', 'kiosk', 'south', 'bar'),
  alertname: fc.constantFrom('DiskFull', 'diskfull', 'Zed', 'é', 'z\u{1F600}', '\uFF5E'),
  severity: fc.constantFrom('critical', 'warning', 'info', 'bogus', null),
  systemKey: fc.constantFrom('NETH-1', 'NETH-2', null),
  startsAt: instant,
  length: fc.constantFrom(0, 1, 60_000),
  recordedAt: instant,
});
const SORTS = ['id', 'alertname', 'severity', 'status', 'starts_at', 'ends_at', 'created_at'] as const;
const KEYS: Record<(typeof SORTS)[number], string> = {
  id: 'id',
  status: 'id',
  alertname: 'alertname COLLATE "C"',
  severity: `array_position(ARRAY['info', 'warning', 'critical'], severity)`,
  starts_at: 'starts_at',
  ends_at: 'ends_at',
  created_at: 'created_at',
};
/** Scopes of one level, of several, of single organizations, and those that begin above a whole tree. */
const SCOPES = {
  '': ['owner', 'north', 'shop', 'cafe', 'deli', 'kiosk', 'south', 'bar'],
  '&organization_id=north&include=descendants': ['north', 'shop', 'cafe', 'deli', 'kiosk'],
  '&organization_id=shop&organization_id=south&organization_id=kiosk&include=descendants': [
    'shop',
    'cafe',
    'deli',
    'south',
    'bar',
    'kiosk',
  ],
  '&organization_id=owner&organization_id=north&organization_id=cafe&organization_id=bar': ['owner', 'north', 'cafe', 'bar'],
  '&organization_id=kiosk': ['kiosk'],
};
const FILTERS = {
  '': 'true',
  '&severity=critical&severity=info': `severity IN ('critical', 'info')`,
  '&severity=warning&from_date=2026-03-31T00:00:00Z&to_date=2026-04-03T00:00:00Z': `severity = 'warning' AND created_at >= '2026-03-31Z' AND created_at < '2026-04-03Z'`,
  '&from_date=2026-03-30T00:30:00Z': `created_at >= '2026-03-30T00:30Z'`,
  '&from_date=2026-04-01T00:00:00.001Z&to_date=2026-04-02T01:00:00Z': `created_at >= '2026-04-01T00:00:00.001Z' AND created_at < '2026-04-02T01:00Z'`,
  '&from_date=2026-04-01T00:00:00.001Z&to_date=2026-04-01T01:00:00.001Z': `created_at >= '2026-04-01T00:00:00.001Z' AND created_at < '2026-04-01T01:00:00.001Z'`,
  '&system_key=NETH-1&alertname=Zed&alertname=DiskFull': `system_key = 'NETH-1' AND alertname IN ('Zed', 'DiskFull')`,
};
const cases = fc.record({
  sort: fc.constantFrom(...SORTS),
  direction: fc.constantFrom('asc', 'desc'),
  scope: fc.constantFrom(...(Object.keys(SCOPES) as (keyof typeof SCOPES)[])),
  filter: fc.constantFrom(...(Object.keys(FILTERS) as (keyof typeof FILTERS)[])),
  size: fc.constantFrom(1, 7, 50, 200),
});
type Case = { sort: (typeof SORTS)[number]; direction: string; scope: keyof typeof SCOPES; filter: keyof typeof FILTERS; size: number };

beforeAll(async () => {
  const told = fc
    .sample(rows, { numRuns: 180, seed: 7 })
    .map(
      ({ length, ...row }, i): Told => ({ ...row, via: 'import', fingerprint: `f${i}`, endsAt: new Date(row.startsAt.getTime() + length) }),
    );
  await tell(gateway.database.store, told.slice(0, 90));
  await foldPending(gateway.database.store);
  await tell(gateway.database.store, told.slice(90));
});

const expected = async ({ sort, direction, scope, filter }: Case): Promise<number[]> => {
  const found: { id: number }[] = await gateway.database.store.query(
    `SELECT id FROM alert_history WHERE organization_id = ANY ($1) AND ${FILTERS[filter]}
      ORDER BY coalesce(${KEYS[sort]}${sort === 'severity' ? ', 0' : ''}) ${direction}, id ${direction}`,
    [SCOPES[scope]],
  );
  return found.map(({ id }) => id);
};
const read = async ({ sort, direction, scope, filter, size }: Case, more: string) => {
  const query = `page_size=${size}&sort_by=${sort}&sort_direction=${direction}${scope}${filter}${more}`;
  const { status, body } = await gateway.as('owner').get(`/api/alerts/history?${query}`);
  expect({ status, query }).toEqual({ status: 200, query });
  return { ids: body.data.alerts.map((alert: { id: number }) => alert.id) as number[], pagination: body.data.pagination };
};

async function byPage(one: Case): Promise<number[]> {
  const ids: number[] = [];
  for (let page = 1; ; page++) {
    const { ids: found, pagination } = await read(one, `&page=${page}`);
    ids.push(...found);
    if (!pagination.has_next) return ids;
  }
}

async function byCursor(one: Case): Promise<number[]> {
  const ids: number[] = [];
  for (let cursor = ''; ; ) {
    const { ids: found, pagination } = await read(one, cursor);
    ids.push(...found);
    expect(pagination.has_next).toBe(pagination.next_cursor !== null);
    if (!pagination.has_next) return ids;
    cursor = `&cursor=${pagination.next_cursor}`;
  }
}

test.each(SORTS.flatMap((sort) => ['asc', 'desc'].map((direction) => [sort, direction] as const)))(
  'by %s %s pages and cursors show every row of several levels exactly once and in order',
  async (sort, direction) => {
    const scope = '&organization_id=shop&organization_id=south&organization_id=kiosk&include=descendants';
    const one: Case = { sort, direction, scope, filter: '', size: 13 };
    const wanted = await expected(one);
    expect(wanted.length).toBeGreaterThan(100);
    expect(await byPage(one)).toEqual(wanted);
    expect(await byCursor(one)).toEqual(wanted);
  },
);

test('so do they for any order, scope, filter and page size, and the total is exact on every page', async () => {
  await fc.assert(
    fc.asyncProperty(cases, fc.nat(20), async (one, far) => {
      const size = Math.max(one.size, 7);
      const wanted = await expected(one);
      expect(await byCursor({ ...one, size })).toEqual(wanted);
      const { ids, pagination } = await read(one, `&page=${far + 1}`);
      expect(ids).toEqual(wanted.slice(far * one.size, (far + 1) * one.size));
      expect(pagination).toMatchObject({ total_count: wanted.length, total_pages: Math.ceil(wanted.length / one.size) });
      expect(pagination.has_next).toBe(wanted.length > (far + 1) * one.size);
    }),
    { numRuns: 20, seed: 11 },
  );
});

test('a walk by cursor shows each row once while new ones arrive', async () => {
  const one: Case = { sort: 'created_at', direction: 'desc', scope: '', filter: '', size: 50 };
  const wanted = await expected(one);
  const first = await read(one, '');
  const late = { via: 'import' as const, organization: 'bar', fingerprint: 'late', startsAt: new Date(from), endsAt: new Date(from) };
  await tell(gateway.database.store, [{ ...late, recordedAt: new Date(from + 30 * day) }]);
  const rest: number[] = [];
  for (let cursor = first.pagination.next_cursor; cursor; ) {
    const { ids, pagination } = await read(one, `&cursor=${cursor}`);
    rest.push(...ids);
    cursor = pagination.next_cursor;
  }
  expect([...first.ids, ...rest]).toEqual(wanted);
});
