import fc from 'fast-check';
import { civilAt, halfUp, labelAt } from '#metrics';
import { loadTree } from '#persistence';
import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const MINUTE = 60_000;
const [FROM, UNTIL] = [Date.parse('2026-03-20T10:00:00Z'), Date.parse('2026-04-10T09:30:00.500Z')];
const ZONE = 'Europe/Rome';
const RANGE = `from=${new Date(FROM).toISOString()}&until=${new Date(UNTIL).toISOString()}&timezone=${ZONE}`;

type Kept = {
  organization: string;
  fingerprint: string;
  alertname: string;
  system: string;
  severity: string;
  starts: number;
  ends: number | null;
  acknowledged: number | null;
  assignee: string | null;
  closed: boolean;
  resolution: string;
  priority: string;
};
/** Some hundred alerts of a few series, crowded so that they overlap, touch, follow each other and begin together. */
const planted: Told[] = fc
  .sample(
    fc.record({
      nth: fc.integer({ min: 0, max: 39 }),
      start: fc.integer({ min: -2_000, max: 33_000 }),
      length: fc.oneof(fc.constantFrom(0, 1, 5, 60), fc.integer({ min: 0, max: 3_000 })),
      isOpen: fc.integer({ min: 0, max: 19 }),
      isAcknowledged: fc.integer({ min: 0, max: 5 }),
    }),
    { numRuns: 500, seed: 11 },
  )
  .map(({ nth, start, length, isOpen, isAcknowledged }, i) => {
    const startsAt = new Date(FROM + start * MINUTE + i);
    return {
      via: 'import',
      organization: ['cafe', 'deli', 'bar', 'shop'][nth % 4] ?? '',
      fingerprint: `series ${nth}`,
      alertname: `Name${nth % 5}`,
      systemKey: nth % 7 === 0 ? null : `SYS-${nth % 3}`,
      severity: ['critical', 'warning', 'info'][nth % 3] ?? '',
      priority: nth % 2 === 0 ? 'HIGH' : 'LOW',
      startsAt,
      endsAt: isOpen === 0 ? null : new Date(startsAt.getTime() + length * MINUTE + 499),
      acknowledgedAt: isAcknowledged === 0 ? new Date(startsAt.getTime() + 30_000) : null,
    };
  });

beforeAll(async () => {
  for (const one of planted) await tell(gateway.database.store, [one]);
});

const ledger = (): Promise<Kept[]> =>
  gateway.database.store.query(`
    SELECT o.public_id AS organization, fingerprint, alertname, coalesce(system_key, '') AS system, severity, (extract(epoch FROM starts_at) * 1000)::bigint AS starts,
           (extract(epoch FROM ends_at) * 1000)::bigint AS ends, (extract(epoch FROM acknowledged_at) * 1000)::bigint AS acknowledged, assigned_to ->> 'user_id' AS assignee,
           closed_by IS NOT NULL AS closed, resolution, e.priority
      FROM episode e JOIN organization o ON o.id = e.organization_id`);

const get = async (path: string, caller = 'owner') => {
  const { status, body } = await gateway.as(caller).get(`/reports/${path}`);
  expect({ status, body: status === 200 ? undefined : body }).toEqual({ status: 200, body: undefined });
  return body;
};
const inScope = async (caller: string): Promise<Kept[]> => {
  const { tree } = await loadTree(gateway.database.store);
  const root = tree.find(caller);
  const ids = root ? [...tree.subtree(root)].map((node) => node.publicId) : [];
  return (await ledger()).filter((one) => ids.includes(one.organization));
};
const begun = (alerts: readonly Kept[]): Kept[] => alerts.filter(({ starts }) => starts >= FROM && starts < UNTIL);
const seconds = (ms: number): number => Number(halfUp(BigInt(ms), 1000n));
const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The length of the union of spans and of its longest stretch, by laying them down one after the other. */
function union(spans: readonly (readonly [number, number])[]): { sum: number; longest: number } {
  let [sum, longest, begin, end] = [0, 0, 0, Number.NEGATIVE_INFINITY];
  for (const [from, until] of [...spans].sort((a, b) => a[0] - b[0])) {
    if (from > end) begin = from;
    sum += Math.max(0, until - Math.max(from, end));
    end = Math.max(end, until);
    longest = Math.max(longest, end - begin);
  }
  return { sum, longest };
}

/** Bounds of the buckets, found by asking every minute for its label. */
function bucketsOf(grouping: string): { label: string; from: number; until: number }[] {
  if (grouping === 'NONE') return [{ label: '', from: FROM, until: UNTIL }];
  const found: { label: string; from: number; until: number }[] = [];
  for (let at = FROM; at < UNTIL; at = Math.min(UNTIL, (Math.floor(at / MINUTE) + 1) * MINUTE)) {
    const label = labelAt(at, ZONE, grouping as 'DAY');
    const next = Math.min(UNTIL, (Math.floor(at / MINUTE) + 1) * MINUTE);
    const last = found.at(-1);
    if (last?.label === label) last.until = next;
    else found.push({ label, from: at, until: next });
  }
  return found;
}

const KEYS: Record<string, (one: Kept) => string> = {
  system: ({ organization, system }) => `${system}\n${organization}`,
  organization: ({ organization }) => `${organization}\n`,
  alertname: ({ alertname }) => `${alertname}\n`,
};

test.each(
  ['system', 'organization', 'alertname'].flatMap((by) =>
    ['NONE', 'DAY', 'WEEK', 'MONTH'].map((grouping) => [by, grouping, by === 'system' ? 'north' : 'owner'] as const),
  ),
)('availability by %s and %s is the union of what overlaps', async (by, grouping, caller) => {
  const rows = await get(`availability?${RANGE}&by=${by}&group-by=${grouping}`, caller);
  const alerts = await inScope(caller);
  const expected = bucketsOf(grouping).flatMap(({ label, from, until }) => {
    const groups = new Map<string, [number, number][]>();
    for (const one of alerts) {
      const ends = one.ends ?? UNTIL;
      if (one.starts < until && ends > from && one.starts < UNTIL) {
        const key = KEYS[by]?.(one) ?? '';
        groups.set(key, [...(groups.get(key) ?? []), [Math.max(one.starts, from), Math.min(ends, until)]]);
      }
    }
    return [...groups]
      .sort(([a], [b]) => byText(a, b))
      .map(([key, spans]) => {
        const [name = '', organization_id = ''] = key.split('\n');
        const { sum, longest } = union(spans);
        return {
          key: name,
          ...(by === 'system' && { organization_id }),
          bucket: label,
          alert_seconds: seconds(sum),
          availability: Math.round((1 - sum / (until - from)) * 1e6) / 1e6,
          episodes: spans.length,
          longest_seconds: seconds(longest),
        };
      });
  });
  expect(rows.length).toBeGreaterThan(3);
  expect(rows).toEqual(expected);
});

test('an alert without length counts in the bucket that it began in, at its edges too', async () => {
  const edge = new Date('2025-05-02T00:00:00Z');
  await tell(gateway.database.store, [{ via: 'import', organization: 'kiosk', fingerprint: 'edge', startsAt: edge, endsAt: edge }]);
  const days = (from: string, until: string) =>
    get(`availability?from=2025-05-${from}T00:00:00Z&until=2025-05-${until}T00:00:00Z&timezone=UTC&group-by=DAY`, 'kiosk');
  const row = { bucket: '2025-05-02', episodes: 1, alert_seconds: 0, availability: 1, longest_seconds: 0 };
  expect(await days('01', '04')).toMatchObject([row]);
  expect(await days('02', '04')).toMatchObject([row]);
  expect(await days('01', '02')).toEqual([]);
});

test('the time under a silence can be left out of availability, the alert not', async () => {
  const store = gateway.database.store;
  const startsAt = new Date(FROM + 20 * MINUTE);
  const told: Told = { organization: 'kiosk', fingerprint: 'held', alertname: 'Held', systemKey: 'K', startsAt };
  await tell(store, [told], startsAt);
  const [{ id }] = await store.query(`SELECT id FROM episode WHERE fingerprint = 'held'`);
  for (const [minute, kind] of [
    [40, 'silenced'],
    [70, 'unsilenced'],
    [90, 'silenced'],
  ])
    await store.query('INSERT INTO alert_event (alert_id, at, kind) VALUES ($1, $2, $3)', [
      id,
      new Date(FROM + Number(minute) * MINUTE),
      kind,
    ]);
  await tell(store, [{ ...told, endsAt: new Date(FROM + 100 * MINUTE) }], new Date(FROM + 100 * MINUTE));
  const [whole] = await get(`availability?${RANGE}`, 'kiosk');
  expect(whole).toMatchObject({ key: 'K', alert_seconds: 80 * 60, longest_seconds: 80 * 60, episodes: 1 });
  const [free] = await get(`availability?${RANGE}&exclude=silenced`, 'kiosk');
  expect(free).toMatchObject({ key: 'K', alert_seconds: 40 * 60, longest_seconds: 20 * 60, episodes: 1 });
  expect(await get(`availability?${RANGE}&severity=info`, 'kiosk')).toEqual([]);
});

const rank = (values: readonly number[], share: number): number | undefined =>
  [...values].sort((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)];

test('tuning counts what other rules would have spared', async () => {
  const rows = await get(`tuning?${RANGE}`, 'north');
  const alerts = await inScope('north');
  const series = (one: Kept) =>
    alerts
      .filter((other) => other.organization === one.organization && other.fingerprint === one.fingerprint)
      .sort((a, b) => a.starts - b.starts);
  const names = [...new Set(begun(alerts).map((one) => one.alertname))].map((alertname) => {
    const own = begun(alerts).filter((one) => one.alertname === alertname);
    const resolved = own.filter((one) => one.ends !== null);
    const lengths = resolved.map((one) => (one.ends ?? 0) - one.starts);
    const neighbour = (one: Kept, by: number) => series(one)[series(one).indexOf(one) + by];
    const gaps = resolved.flatMap((one) => {
      const next = neighbour(one, 1);
      return next ? [Math.max(0, next.starts - (one.ends ?? 0))] : [];
    });
    const times = [1, 2, 5, 10, 15, 30, 60].map((minutes) => {
      const short = resolved.filter((one) => (one.ends ?? 0) - one.starts < minutes * MINUTE);
      const kept = own.filter((one) => {
        const last = neighbour(one, -1)?.ends;
        return last !== undefined && last !== null && one.starts - last <= minutes * MINUTE;
      });
      return {
        seconds: minutes * 60,
        avoided: short.length,
        lost: short.filter((one) => one.acknowledged !== null).length,
        kept: kept.length,
      };
    });
    const [p50, p90, gap] = [rank(lengths, 0.5), rank(lengths, 0.9), rank(gaps, 0.5)];
    return {
      alertname,
      episodes: own.length,
      resolved: resolved.length,
      acknowledged: own.filter((one) => one.acknowledged !== null).length,
      duration: { p50: seconds(p50 ?? 0), p90: seconds(p90 ?? 0) },
      gap: gap === undefined ? {} : { p50: seconds(gap) },
      for: times.map(({ kept: _, ...time }) => time),
      keep_firing: times.map(({ seconds: after, kept }) => ({ seconds: after, avoided: kept })),
    };
  });
  names.sort((a, b) => b.episodes - a.episodes || byText(a.alertname, b.alertname));
  expect(rows).toHaveLength(names.length);
  expect(rows).toMatchObject(names);
  expect(await get(`tuning?${RANGE}&top=2`, 'north')).toEqual(rows.slice(0, 2));
});

test('bursts are chains of starts of one name on many systems, the newest first, and what lies outside is counted', async () => {
  const body = await get(`bursts?${RANGE}&window=3600&minimum=3&outside=true`);
  const alerts = begun(await inScope('owner'));
  const chains = [...new Set(alerts.map((one) => one.alertname))].flatMap((alertname) => {
    const starts = alerts.filter((one) => one.alertname === alertname).sort((a, b) => a.starts - b.starts);
    const found: Kept[][] = [];
    for (const one of starts) {
      const last = found.at(-1);
      if (last && one.starts - (last.at(-1)?.starts ?? 0) <= 3_600_000) last.push(one);
      else found.push([one]);
    }
    return found.filter((chain) => new Set(chain.map((one) => KEYS.system?.(one))).size >= 3);
  });
  const shown = chains.map((chain) => ({
    alertname: chain[0]?.alertname,
    from: Number(chain[0]?.starts),
    until: Number(chain.at(-1)?.starts),
    alerts: chain.length,
    systems: new Set(chain.map((one) => KEYS.system?.(one))).size,
    organizations: new Set(chain.map((one) => one.organization)).size,
  }));
  shown.sort((a, b) => b.from - a.from || byText(a.alertname ?? '', b.alertname ?? ''));
  expect(shown.length).toBeGreaterThan(2);
  const read = body.bursts.map((one: { from: string; until: string }) => ({
    ...one,
    from: Date.parse(one.from),
    until: Date.parse(one.until),
  }));
  expect(read).toEqual(shown);
  expect(body.outside.count).toBe(alerts.length - chains.flat().length);
  expect(await get(`bursts?${RANGE}`)).not.toHaveProperty('outside');
});

test('interruptions go by the hours that the clocks of the zone showed', async () => {
  const body = await get(`interruptions?${RANGE}&business=Mon-Fri%2009:00-17:30&group-by=WEEK`, 'north');
  const alerts = begun(await inScope('north')).filter((one) => one.priority === 'HIGH');
  const kindOf = ({ starts }: Kept): 'business' | 'off' | 'sleep' => {
    const { hour, minute, weekday } = civilAt(starts, ZONE);
    const at = hour * 60 + minute;
    if (at >= 22 * 60 || at < 8 * 60) return 'sleep';
    return weekday < 5 && at >= 9 * 60 && at < 17 * 60 + 30 ? 'business' : 'off';
  };
  const buckets = [...new Set(alerts.map((one) => labelAt(one.starts, ZONE, 'WEEK')))].sort().map((bucket) => {
    const own = alerts.filter((one) => labelAt(one.starts, ZONE, 'WEEK') === bucket).map(kindOf);
    const n = (kind: string) => own.filter((one) => one === kind).length;
    return { bucket, business: n('business'), off: n('off'), sleep: n('sleep') };
  });
  expect(body.buckets).toEqual(buckets);
  expect(body.assignees).toHaveLength(1);
  expect(body.assignees[0].user_id).toBeNull();
});

test.each([
  ['availability', 'by=tenant', 'by'],
  ['availability', 'group-by=YEAR', 'group-by'],
  ['availability', 'exclude=all', 'exclude'],
  ['tuning', 'top=501', 'top'],
  ['bursts', 'window=59', 'window'],
  ['bursts', 'minimum=2', 'minimum'],
  ['interruptions', 'business=Mon-Fri', 'business'],
  ['interruptions', 'sleep=25:00-08:00', 'sleep'],
  ['interruptions', 'priority=HIGH', 'priority'],
])('%s refuses %s', async (path, query, key) => {
  const { status, body } = await gateway.as('owner').get(`/reports/${path}?${RANGE}&${query}`);
  expect(status).toBe(400);
  expect(body.errors.map((one: { key: string }) => one.key)).toEqual([key]);
});

test('the tree rule holds here too', async () => {
  for (const path of ['availability', 'tuning', 'bursts', 'interruptions']) {
    expect((await gateway.as('north').get(`/reports/${path}?${RANGE}&organization_id=bar`)).status).toBe(403);
    expect((await gateway.as('cafe', { scope: 'read:systems' }).get(`/reports/${path}?${RANGE}`)).status).toBe(403);
  }
});

/** Follows the links from page to page. */
async function* pagesOf(path: string) {
  for (let next: string | undefined = path; next !== undefined; ) {
    const { status, headers, body } = await gateway.as('owner').get(next);
    expect(status).toBe(200);
    yield body;
    const [, link] = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? [];
    next = link;
  }
}

test.each([
  ['availability', `availability?${RANGE}&by=system&group-by=WEEK`, 'limit=7'],
  ['tuning', `tuning?${RANGE}&top=4`, 'limit=3'],
])('the pages of %s are the whole, row by row', async (_, path, limit) => {
  const whole = await get(path);
  const pages = [];
  for await (const page of pagesOf(`/api/reports/${path}&${limit}`)) pages.push(page);
  expect(pages.length).toBe(Math.ceil(whole.length / Number(limit.split('=')[1])));
  expect(pages.flat()).toEqual(whole);
});

test('the pages of bursts and of interruptions are the whole, list by list', async () => {
  const [bursts, interruptions] = [`bursts?${RANGE}&minimum=3&window=3600`, `interruptions?${RANGE}&group-by=WEEK`];
  const found = [];
  for await (const page of pagesOf(`/reports/${bursts}&limit=2`)) found.push(...page.bursts);
  expect(found).toEqual((await get(bursts)).bursts);
  expect(found.length).toBeGreaterThan(2);
  const [buckets, assignees] = [[], []] as [unknown[], unknown[]];
  for await (const page of pagesOf(`/reports/${interruptions}&limit=2`)) {
    expect(page.buckets.length + page.assignees.length).toBeLessThanOrEqual(2);
    buckets.push(...page.buckets);
    assignees.push(...page.assignees);
  }
  expect({ buckets, assignees }).toEqual(await get(interruptions));
});

test.each(['limit=0', 'limit=1001', 'limit=x', 'limit=2&limit=3', 'limit=2&cursor=x', 'limit=2&cursor=WzFd'])(
  '?%s is refused',
  async (query) => {
    for (const path of ['availability', 'tuning', 'bursts', 'interruptions']) {
      const { status, body } = await gateway.as('owner').get(`/reports/${path}?${RANGE}&${query}`);
      expect([status, body.errors.length]).toEqual([400, 1]);
    }
  },
);
