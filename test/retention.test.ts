import { audit, foldPending, retain, unnumbered } from '#persistence';
import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

const gateway = useGateway();
const store = () => gateway.database.store;
const now = new Date('2026-05-12T03:00:00Z');
const at = (text: string): Date => new Date(`${text}Z`);

const numbers = async () => {
  await foldPending(store());
  const asOwner = gateway.as('owner');
  const { history } = (await asOwner.get('/api/alerts/totals')).body.data;
  const listed = (await asOwner.get('/api/alerts/history?page_size=200')).body.data;
  const shop = (await gateway.as('shop').get('/api/alerts/totals')).body.data.history;
  return { history, listed: listed.alerts.length, counted: listed.pagination.total_count, shop };
};
const all = (history: number, shop: number) => ({ history, listed: history, counted: history, shop });
const differences = () => audit(store(), { mode: 'report', report: () => undefined });
const months = async (): Promise<string[]> =>
  (await store().query(`SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'alert'::regclass ORDER BY 1`)).map(
    (row: { name: string }) => row.name,
  );
const fingerprints = async (): Promise<string[]> =>
  (await store().query('SELECT fingerprint FROM episode ORDER BY 1')).map((row: { fingerprint: string }) => row.fingerprint);

beforeAll(async () => {
  const ended = (organization: string, fingerprint: string, start: string, end: string | null) => ({
    organization,
    fingerprint,
    startsAt: at(start),
    endsAt: end === null ? null : at(end),
    ...(end !== null && { recordedAt: at(end) }),
  });
  await tell(
    store(),
    [
      ended('cafe', 'old', '2025-02-10T00:00:00', '2025-02-10T01:00:00'),
      ended('bar', 'old', '2025-02-28T23:00:00', '2025-03-01T02:00:00'),
      ended('cafe', 'old, and ended lately', '2025-02-11T00:00:00', '2026-05-01T00:00:00'),
      ended('deli', 'old, and open', '2025-03-15T00:00:00', null),
      ended('cafe', 'old, but its month is not', '2025-04-05T00:00:00', '2025-04-05T01:00:00'),
      ended('bar', 'new', '2026-05-11T00:00:00', '2026-05-11T01:00:00'),
      ended('cafe', 'from before there were months', '1999-12-31T00:00:00', '2000-01-01T01:00:00'),
    ],
    now,
  );
});

test('without a limit everything is kept', async () => {
  expect(await retain(store(), 0, now)).toEqual({ alerts: 0, months: 0 });
  expect(await numbers()).toEqual(all(6, 4));
});

test('months that are old as a whole go, with what has ended in them, and every number follows', async () => {
  expect(await months()).toEqual(expect.arrayContaining(['alert_202502', 'alert_202503', 'alert_202504', 'alert_past']));
  expect(await retain(store(), 13, now)).toEqual({ alerts: 3, months: 1 });
  expect(await months()).toEqual(expect.not.arrayContaining(['alert_202503']));
  expect(await months()).toEqual(expect.arrayContaining(['alert_202502', 'alert_202504', 'alert_past']));
  expect(await fingerprints()).toEqual(['new', 'old, and ended lately', 'old, and open', 'old, but its month is not']);
  expect(await numbers()).toEqual(all(3, 2));
  expect(await differences()).toBe(0);
});

test('what described dropped alerts and nothing else is forgotten, and who follows the feed is told', async () => {
  expect(await store().query('SELECT fingerprint FROM series ORDER BY 1')).toEqual(
    ['new', 'old, and ended lately', 'old, and open', 'old, but its month is not'].map((fingerprint) => ({ fingerprint })),
  );
  const told = (await unnumbered(store())).filter(({ kind }) => kind === 'deleted');
  expect(told.map(({ startsAt }) => startsAt.toISOString()).sort()).toEqual([
    '1999-12-31T00:00:00.000Z',
    '2025-02-10T00:00:00.000Z',
    '2025-02-28T23:00:00.000Z',
  ]);
});

test('what hangs on dropped alerts goes with them, and what describes none', async () => {
  const [orphans] = await store().query(
    `SELECT (SELECT count(*) FROM alert_event e WHERE NOT EXISTS (SELECT FROM episode a WHERE a.id = e.alert_id)) AS events,
            (SELECT count(*) FROM series s WHERE NOT EXISTS (SELECT FROM episode a WHERE a.series_id = s.id)) AS series`,
  );
  expect(orphans).toEqual({ events: 0, series: 0 });
});

test('doing it again changes nothing', async () => {
  expect(await retain(store(), 13, now)).toEqual({ alerts: 0, months: 0 });
  expect(await numbers()).toEqual(all(3, 2));
});

test('an old alert that was open is dropped when it has ended for long enough, and the month it began in is made again for it', async () => {
  await tell(
    store(),
    [{ organization: 'deli', fingerprint: 'old, and open', startsAt: at('2025-03-15T00:00:00'), endsAt: at('2026-05-12T02:00:00') }],
    now,
  );
  expect(await numbers()).toEqual(all(4, 3));
  const later = new Date('2027-07-13T03:00:00Z');
  await retain(store(), 13, later);
  expect(await fingerprints()).toEqual([]);
  expect((await months()).filter((name) => name < 'alert_202606')).toEqual([]);
  expect(await numbers()).toEqual(all(0, 0));
  expect(await differences()).toBe(0);
  expect(await store().query('SELECT scope, n FROM history_day UNION ALL SELECT scope, n FROM history_quarter')).toEqual([]);
});

test('alerts that are recorded while old ones are dropped are kept, and counted', async () => {
  const old = Array.from({ length: 300 }, (_, i) => ({
    organization: ['cafe', 'deli', 'bar'][i % 3] ?? '',
    fingerprint: `o${i}`,
    startsAt: at('2025-01-10T00:00:00'),
    endsAt: at('2025-01-10T01:00:00'),
    recordedAt: at('2025-01-10T01:00:00'),
  }));
  await tell(store(), old, now);
  const recording = Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      tell(
        store(),
        [
          { organization: 'cafe', fingerprint: `n${i}`, startsAt: now, endsAt: now },
          { ...old[i * 3], acknowledgedAt: now } as (typeof old)[0],
        ],
        now,
      ),
    ),
  );
  await retain(store(), 13, now);
  await recording;
  await retain(store(), 13, now);
  expect(await numbers()).toMatchObject({ history: 20, counted: 20 });
  expect(await differences()).toBe(0);
});

test('a host and a monitor are listed as long as an alert of theirs is kept, whichever series stood for them', async () => {
  const seen = (fingerprint: string, alertname: string, systemKey: string, day: string) => ({
    ...{ organization: 'kiosk', fingerprint, alertname, systemKey, labels: { mackerel_type: 'connectivity' } },
    ...{ startsAt: at(`${day}T00:00:00`), endsAt: at(`${day}T01:00:00`) },
  });
  await tell(store(), [seen('h1', 'Old', 'gone', '2025-01-10'), seen('h2', 'Both', 'stays', '2025-01-10')], at('2025-01-10T02:00:00'));
  await tell(store(), [seen('h3', 'Both', 'stays', '2026-05-11')], now);
  const kiosk = await gateway.withKey({ organization_id: 'kiosk', permissions: ['read'] });
  const listed = async (): Promise<string[]> => [
    ...(await kiosk.get('/api/v0/hosts')).body.hosts.map(({ name }: { name: string }) => name),
    ...(await kiosk.get('/api/v0/monitors')).body.monitors.map(({ name }: { name: string }) => name),
  ];
  expect(await listed()).toEqual(['gone', 'stays', 'Both', 'Old']);
  await retain(store(), 13, now);
  expect(await listed()).toEqual(['stays', 'Both']);
});
