import fc from 'fast-check';
import { halfUp, labelAt } from '#metrics';
import { endSilence, keepSilence, loadTree, replaceTenantSilences, saveTenantSilences, type TenantSilence } from '#persistence';
import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const MINUTE = 60_000;
const [FROM, UNTIL] = [Date.parse('2026-03-28T12:00:00Z'), Date.parse('2026-03-31T09:30:00Z')];
const ZONE = 'Europe/Rome';
const RANGE = `from=${new Date(FROM).toISOString()}&until=${new Date(UNTIL).toISOString()}&timezone=${ZONE}`;
const at = (minute: number): Date => new Date(FROM + minute * MINUTE);

const KINDS = ['silence', 'inhibitor', 'mute'] as const;
type Kind = (typeof KINDS)[number];
type Held = Readonly<Record<Kind, readonly string[]>>;
/** An alert with what polls showed of it, the first of them some minutes after it began; `steps` are those minutes apart. */
type Planted = { organization: string; fingerprint: string; starts: number; steps: { after: number; held: Held }[]; isOpen: boolean };

/** Inhibiting alerts by fingerprint; the second is of an organization that not everybody sees, the third is unknown. */
const NAMES: Record<string, string> = { 'in-cafe': 'Uplink', 'in-deli': 'Power' };
const some = (...all: string[]) => fc.oneof(fc.constant([]), fc.subarray(all));
const planted: Planted[] = fc
  .sample(
    fc.record({
      organization: fc.constantFrom('cafe', 'deli', 'bar'),
      starts: fc.integer({ min: -2_000, max: 4_000 }),
      steps: fc.array(
        fc.record({
          after: fc.integer({ min: 1, max: 900 }),
          held: fc.record({
            silence: some('s1', 's2', 'brief'),
            inhibitor: some('in-cafe', 'in-deli', 'unknown'),
            mute: some('nights', 'weekend'),
          }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      isOpen: fc.boolean(),
    }),
    { numRuns: 60, seed: 3 },
  )
  .map((one, nth) => ({ ...one, fingerprint: `held ${nth}` }));

const silence = (id: string, from: number, until: number, more: Partial<TenantSilence> = {}): TenantSilence => ({
  ...{ id, matchers: [], created_by: `${id} maker`, comment: `why ${id}`, starts_at: at(from), ends_at: at(until), updated_at: at(from) },
  ...more,
});
const named = (organization: string) => ({ matchers: [{ name: 'organization_id', value: organization, isRegex: false, isEqual: true }] });
/** `s2` is no longer shown when `brief` still is. `idle` held nothing in the range, `past` was over before it. */
const LASTED: Record<string, [from: number, until: number]> = {
  s1: [-9_000, 9_000],
  s2: [-100, 2_500],
  brief: [300, 1_000],
  idle: [500, 2_000],
};

const toldOf = ({ organization, fingerprint, starts }: Planted, more: Partial<Told>): Told => ({
  ...{ via: 'refresher', organization, fingerprint, alertname: 'Held', startsAt: at(starts), labels: { fingerprint } },
  ...more,
});
const momentsOf = ({ starts, steps }: Planted): number[] => {
  let moment = starts;
  return steps.map(({ after }) => (moment += after));
};

beforeAll(async () => {
  const { store } = gateway.database;
  for (const [organization, fingerprint] of [
    ['cafe', 'in-cafe'],
    ['deli', 'in-deli'],
  ] as const)
    await tell(store, [{ organization, fingerprint, alertname: NAMES[fingerprint] ?? '', startsAt: at(-9_000) }]);
  for (const one of planted) {
    const moments = momentsOf(one);
    for (const [nth, { held }] of one.steps.entries()) {
      const lists = { silencedBy: held.silence, inhibitedBy: held.inhibitor, mutedBy: held.mute };
      await tell(store, [toldOf(one, { status: { state: 'suppressed', ...lists } })], at(moments[nth] ?? 0));
    }
    const end = (moments.at(-1) ?? 0) + 100;
    if (!one.isOpen) await tell(store, [toldOf(one, { via: 'webhook', endsAt: at(end) })], at(end));
  }
  for (const tenant of ['t-shop', 't-bar']) {
    const all = Object.entries(LASTED).map(([id, [from, until]]) => silence(id, from, until));
    await saveTenantSilences(store, tenant, [...all, silence('past', -9_000, -8_000)]);
    await replaceTenantSilences(
      store,
      tenant,
      all.filter(({ id }) => id !== 's2'),
      at(9_000),
    );
  }
  await saveTenantSilences(store, 't-shop', [silence('of deli', 0, 100, named('deli'))]);
});

type Stretch = { alert: Planted; key: string; from: number; until: number };
const minutesOf = ({ steps, isOpen, ...one }: Planted): number =>
  isOpen ? Number.POSITIVE_INFINITY : (momentsOf({ ...one, steps, isOpen }).at(-1) ?? 0) + 100;

/** Minute by minute of what was said, as anybody would lay it down: who held whom, from when, until when. */
function stretchesOf(kind: Kind, alerts: readonly Planted[], nameOf: (key: string) => string): Stretch[] {
  return alerts.flatMap((alert) => {
    const moments = momentsOf(alert).map((moment, nth) => (nth === 0 ? alert.starts : moment));
    return alert.steps.flatMap(({ held }, nth) =>
      [...new Set(held[kind].map(nameOf))].flatMap((key) => {
        const [begins, ends] = (kind === 'silence' ? LASTED[key] : undefined) ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
        const from = Math.max(moments[nth] ?? 0, begins);
        const until = Math.min(moments[nth + 1] ?? minutesOf(alert), minutesOf(alert), ends);
        return from < until ? [{ alert, key, from, until }] : [];
      }),
    );
  });
}

const LAST = (UNTIL - FROM) / MINUTE;
/** Bounds of the buckets in minutes, found by asking every minute for its label. */
function bucketsOf(grouping: string): { label: string; from: number; until: number }[] {
  if (grouping === 'NONE') return [{ label: '', from: 0, until: LAST }];
  const labels = Array.from({ length: LAST }, (_, minute) => labelAt(FROM + minute * MINUTE, ZONE, grouping as 'DAY'));
  return [...new Set(labels)].map((label) => ({ label, from: labels.indexOf(label), until: labels.lastIndexOf(label) + 1 }));
}

function naive(kind: Kind, grouping: string, alerts: readonly Planted[], nameOf: (key: string) => string, idle: readonly string[]) {
  const stretches = stretchesOf(kind, alerts, nameOf);
  return bucketsOf(grouping).flatMap(({ label, from, until }) => {
    const within = stretches.filter((one) => one.from < until && one.until > from);
    const lasting = idle.filter((id) => (LASTED[id]?.[0] ?? 0) < until && (LASTED[id]?.[1] ?? 0) > from);
    const keys = [...new Set([...within.map(({ key }) => key), ...lasting])].sort();
    return keys.map((key) => {
      const own = within.filter((one) => one.key === key);
      const held = [...new Set(own.map(({ alert }) => alert))];
      const minutes = own.reduce((sum, one) => sum + Math.min(one.until, until) - Math.max(one.from, from), 0);
      const whole = (alert: Planted) =>
        stretches.filter((one) => one.alert === alert && one.key === key).reduce((sum, one) => sum + one.until - one.from, 0);
      return {
        ...{ key, bucket: label },
        ...(kind === 'silence' && LASTED[key] && { creator: `${key} maker`, comment: `why ${key}` }),
        ...{ alerts: held.length, suppressed_seconds: Number(halfUp(BigInt(minutes * MINUTE), 1000n)) },
        unseen: held.filter((alert) => !alert.isOpen && whole(alert) === minutesOf(alert) - alert.starts).length,
      };
    });
  });
}

const get = async (query: string, caller = 'owner') => {
  const { status, body } = await gateway.as(caller).get(`/reports/suppression?${RANGE}&${query}`);
  expect({ status, body: status === 200 ? undefined : body }).toEqual({ status: 200, body: undefined });
  return body;
};
const inSight = (...organizations: string[]) => planted.filter(({ organization }) => organizations.includes(organization));

test.each(['NONE', 'DAY', 'WEEK', 'MONTH'])(
  'by %s what silences held is what was seen, no longer than they lasted, idle ones too',
  async (grouping) => {
    const rows = await get(`group-by=${grouping}&organization_id=bar`);
    expect(rows).toEqual(naive('silence', grouping, inSight('bar'), (key) => key, Object.keys(LASTED)));
    expect(rows.map(({ key }: { key: string }) => key)).toContain('idle');
    expect(rows.some(({ unseen }: { unseen: number }) => unseen > 0)).toBe(true);
  },
);

test.each(['NONE', 'DAY'])('by %s inhibiting alerts are told by their names, where they are in scope', async (grouping) => {
  const inShop = (key: string) => NAMES[key] ?? key;
  expect(await get(`by=inhibitor&group-by=${grouping}&organization_id=shop&include=descendants`)).toEqual(
    naive('inhibitor', grouping, inSight('cafe', 'deli'), inShop, []),
  );
  const inCafe = (key: string) => (key === 'in-cafe' ? 'Uplink' : key);
  expect(await get(`by=inhibitor&group-by=${grouping}`, 'cafe')).toEqual(naive('inhibitor', grouping, inSight('cafe'), inCafe, []));
});

test.each(['NONE', 'WEEK'])('by %s mute times are told by name, over all tenants', async (grouping) => {
  expect(await get(`by=mute&group-by=${grouping}`)).toEqual(naive('mute', grouping, planted, (key) => key, []));
});

test('who sees a part of a tenant hears neither who made its silences nor of those that held nothing', async () => {
  const rows = await get('', 'cafe');
  const anonymous = naive('silence', 'NONE', inSight('cafe'), (key) => key, []).map(({ creator: _, comment: __, ...row }) => row);
  expect(rows).toEqual(anonymous);
  const [own] = (await get('', 'deli')).filter(({ key }: { key: string }) => key === 'of deli');
  expect(own).toEqual({
    key: 'of deli',
    bucket: '',
    creator: 'of deli maker',
    comment: 'why of deli',
    alerts: 0,
    suppressed_seconds: 0,
    unseen: 0,
  });
});

test('filters narrow the alerts, and pages are the whole', async () => {
  const whole = await get('by=mute&group-by=DAY');
  const { headers, body } = await gateway.as('owner').get(`/reports/suppression?${RANGE}&by=mute&group-by=DAY&limit=2`);
  const [, next = ''] = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '') ?? [];
  expect([...body, ...(await gateway.as('owner').get(next)).body]).toEqual(whole.slice(0, 4));
  const one = planted.find(({ steps }) => steps.length > 2 && steps.every(({ held }) => held.mute.length > 0));
  const filtered = await get(`by=mute&filter=${encodeURIComponent(`fingerprint="${one?.fingerprint}"`)}`);
  expect(filtered).toEqual(naive('mute', 'NONE', one ? [one] : [], (key) => key, []));
  expect(await get('by=mute&filter=fingerprint=nothing')).toEqual([]);
  expect((await gateway.as('owner').get(`/reports/suppression?${RANGE}&by=receiver`)).status).toBe(400);
});

test('the time under a second silence counts when the first has ended, and a timeline does not show it', async () => {
  const { store } = gateway.database;
  const one = { ...{ organization: 'kiosk', fingerprint: 'twice', starts: 10 }, steps: [], isOpen: true };
  const seen = (minute: number, silencedBy: string[]) =>
    tell(store, [toldOf(one, { alertname: 'Twice', status: { state: 'suppressed', silencedBy, inhibitedBy: [] } })], at(minute));
  await tell(store, [toldOf(one, { alertname: 'Twice', via: 'webhook' })], at(10));
  await seen(20, ['a']);
  await seen(30, ['a', 'b']);
  await seen(50, ['b']);
  await seen(80, []);
  expect(await get('organization_id=kiosk')).toEqual([
    { key: 'a', bucket: '', alerts: 1, suppressed_seconds: 1_800, unseen: 0 },
    { key: 'b', bucket: '', alerts: 1, suppressed_seconds: 3_000, unseen: 0 },
  ]);
  const { events } = (await gateway.as('kiosk').get('/api/alerts/activity/twice')).body.data;
  expect(events.map(({ action }: { action: string }) => action)).toEqual(['unsilenced', 'silenced', 'fired']);
});

test('of two silences made here the time under either is silenced', async () => {
  const { store } = gateway.database;
  const one = { ...{ organization: 'north', fingerprint: 'made', starts: 0 }, steps: [], isOpen: true };
  const told = { alertname: 'Made', systemKey: 'N', via: 'webhook' } as const;
  await tell(store, [toldOf(one, told)], at(0));
  const organization = (await loadTree(store)).tree.find('north')?.id ?? 0;
  const actor = { user_id: 'u', user_name: 'U', user_org_id: 'north', user_org_name: 'north' };
  const made = (id: string) => ({
    ...{ organization, fingerprint: 'made', id, matchers: [], comment: '', created_by: actor },
    ...{ starts_at: at(0), ends_at: new Date('2100-01-01T00:00:00Z') },
  });
  await keepSilence(store, made('m1'), actor, at(10));
  await keepSilence(store, made('m2'), actor, at(20));
  await endSilence(store, made('m1'), actor, at(40));
  await endSilence(store, made('m2'), actor, at(60));
  await tell(store, [toldOf(one, { ...told, endsAt: at(100) })], at(100));
  expect(await get('organization_id=north')).toEqual([
    { key: 'm1', bucket: '', alerts: 1, suppressed_seconds: 1_800, unseen: 0 },
    { key: 'm2', bucket: '', alerts: 1, suppressed_seconds: 2_400, unseen: 0 },
  ]);
  const { body } = await gateway.as('owner').get(`/reports/availability?${RANGE}&organization_id=north&exclude=silenced`);
  expect(body).toMatchObject([{ key: 'N', alert_seconds: 50 * 60 }]);
});
