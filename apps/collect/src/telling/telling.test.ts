import { audit, createWebhookToken, foldPending } from '#persistence';
import { client } from '#test/client';
import { useCollect } from '#test/collect';
import { Expiry } from './expiry.js';

const collect = useCollect();
const MINUTE = 60_000;
const begun = new Date(Math.floor(Date.now() / 1_000) * 1_000 - 10 * MINUTE);
const after = (ms: number, from = new Date()): Date => new Date(from.getTime() + ms);

/** As a Prometheus sends it: no status, no fingerprint. */
const alert = (alertname: string, more: object = {}, labels: object = {}) => ({
  labels: { alertname, severity: 'critical', organization_id: 'cafe', ...labels },
  annotations: { summary: 'full' },
  startsAt: begun.toISOString(),
  endsAt: after(4 * MINUTE).toISOString(),
  generatorURL: 'http://prometheus-0:9090/graph?g0.expr=up',
  ...more,
});
const tell = async (...alerts: unknown[]): Promise<void> => {
  const { status, body } = await collect.sender.post('/api/v2/alerts', alerts);
  expect([status, body]).toEqual([200, '']);
};
const query = (sql: string, values: unknown[] = []) => collect.database.store.query(sql, values);
const episodes = (alertname: string) =>
  query(
    `SELECT o.public_id AS organization, a.starts_at, a.ends_at, a.resolution FROM episode a JOIN organization o ON o.id = a.organization_id
      WHERE alertname = $1 ORDER BY starts_at`,
    [alertname],
  );
const lastTold = async (alertname: string): Promise<Date> =>
  (await query('SELECT max(told_at) AS at FROM telling t JOIN episode e ON e.id = ANY (t.alerts) WHERE alertname = $1', [alertname]))[0].at;
const writtenRows = async (): Promise<unknown> =>
  (
    await query(
      'SELECT (SELECT count(*) FROM outbox)::int AS news, (SELECT max(number) FROM feed_end)::int AS folded, (SELECT sum(xmin::text::bigint) FROM open_alert)::text AS versions',
    )
  )[0];
const expire = (now: Date): Promise<void> => collect.app.get(Expiry).expire(now);

test('an alert that is told runs, with the fingerprint that an Alertmanager gives it', async () => {
  await tell(alert('Runs'));
  expect(await episodes('Runs')).toEqual([{ organization: 'cafe', starts_at: begun, ends_at: null, resolution: null }]);
  expect(
    await query(
      `SELECT fingerprint, generator_url, annotations, reporters ? 'prometheus prometheus-0:9090' AS is_named FROM episode WHERE alertname = 'Runs'`,
    ),
  ).toEqual([
    {
      fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
      generator_url: 'http://prometheus-0:9090/graph?g0.expr=up',
      annotations: { summary: 'full' },
      is_named: true,
    },
  ]);
});

test('told again it changes nothing, and holds longer', async () => {
  await tell(alert('Again'), alert('AgainToo', {}, { empty: '' }));
  const before = await writtenRows();
  const first = await lastTold('Again');
  await tell(alert('Again', { endsAt: after(20 * MINUTE).toISOString() }), alert('AgainToo'));
  expect(await writtenRows()).toEqual(before);
  expect((await lastTold('Again')).getTime()).toBeGreaterThan(first.getTime());
  await expire(after(10 * MINUTE));
  expect(await episodes('Again')).toMatchObject([{ ends_at: null }]);
});

test('what is told no more ends as inferred when it was last told, once the end it named has passed', async () => {
  await tell(alert('Silent'));
  await tell(alert('Silent'));
  const told = await lastTold('Silent');
  await expire(after(3 * MINUTE));
  expect(await episodes('Silent')).toMatchObject([{ ends_at: null }]);
  await expire(after(5 * MINUTE));
  expect(await episodes('Silent')).toMatchObject([{ ends_at: told, resolution: 'inferred' }]);
});

test('an earlier word that holds longer keeps it running, and it ends when it was last told', async () => {
  await tell(alert('Longer', { endsAt: after(30 * MINUTE).toISOString() }));
  await tell(alert('Longer', { endsAt: after(2 * MINUTE).toISOString() }));
  const told = await lastTold('Longer');
  await expire(after(10 * MINUTE));
  expect(await episodes('Longer')).toMatchObject([{ ends_at: null }]);
  await expire(after(40 * MINUTE));
  expect(await episodes('Longer')).toMatchObject([{ ends_at: told, resolution: 'inferred' }]);
});

test('without an end it runs for five minutes', async () => {
  await tell(alert('Endless', { endsAt: undefined }));
  await expire(after(4.9 * MINUTE));
  expect(await episodes('Endless')).toMatchObject([{ ends_at: null }]);
  await expire(after(5.1 * MINUTE));
  expect(await episodes('Endless')).toMatchObject([{ resolution: 'inferred' }]);
});

test('without a start it runs since it was first told, however often it is told', async () => {
  const startless = (more: object = {}) => alert('Startless', { startsAt: '0001-01-01T00:00:00Z', ...more });
  await tell(startless());
  const [{ starts_at }] = await episodes('Startless');
  await tell(startless());
  await tell(startless({ annotations: { summary: 'fuller' } }));
  expect(await episodes('Startless')).toMatchObject([{ starts_at, ends_at: null }]);
  await tell(startless({ endsAt: after(-1).toISOString() }));
  expect(await episodes('Startless')).toMatchObject([{ starts_at, ends_at: expect.any(Date), resolution: 'webhook' }]);
});

test('an end that has passed is a told one, and counts more than one inferred before', async () => {
  await tell(alert('Ends'));
  await expire(after(5 * MINUTE));
  const endsAt = after(-MINUTE);
  for (const _ of [1, 2]) await tell(alert('Ends', { endsAt: endsAt.toISOString() }));
  expect(await episodes('Ends')).toEqual([{ organization: 'cafe', starts_at: begun, ends_at: endsAt, resolution: 'webhook' }]);
});

test('told again after a silence the same alert runs again', async () => {
  await tell(alert('Back'));
  await expire(after(5 * MINUTE));
  expect(await episodes('Back')).toMatchObject([{ resolution: 'inferred' }]);
  await tell(alert('Back'));
  expect(await episodes('Back')).toMatchObject([{ starts_at: begun, ends_at: null }]);
  await expire(after(5 * MINUTE));
  expect(await episodes('Back')).toMatchObject([{ resolution: 'inferred' }]);
});

test('two replicas of a Prometheus tell one alert, and either keeps it running', async () => {
  const other = { generatorURL: 'http://prometheus-1:9090/graph?g0.expr=up' };
  await tell(alert('Pair'));
  await tell(alert('Pair', { ...other, endsAt: after(9 * MINUTE).toISOString() }));
  const before = await writtenRows();
  await tell(alert('Pair'));
  await tell(alert('Pair', other));
  expect(await writtenRows()).toEqual(before);
  await expire(after(6 * MINUTE));
  expect(await episodes('Pair')).toMatchObject([{ ends_at: null }]);
});

test('what another Alertmanager has told since does not end by this silence', async () => {
  const told = alert('Elsewhere');
  await tell(told);
  const { fingerprint } = (await query(`SELECT fingerprint FROM episode WHERE alertname = 'Elsewhere'`))[0];
  const body = { externalURL: 'http://am', receiver: 'ledger', alerts: [{ ...told, fingerprint, status: 'firing' }] };
  await collect.sender.post('/api/alert_history', body);
  await expire(after(5 * MINUTE));
  expect(await episodes('Elsewhere')).toMatchObject([{ ends_at: null }]);
});

test('the tenant of the path places alerts without the label, and its own token speaks for no other', async () => {
  const unlabelled = (alertname: string) => [alert(alertname, { labels: { alertname } })];
  expect((await collect.sender.post('/tenants/t-bar/api/v2/alerts', unlabelled('ByPath'))).status).toBe(200);
  expect(await episodes('ByPath')).toMatchObject([{ organization: 'bar' }]);
  const { token } = await createWebhookToken(collect.database.store, 't-bar');
  const own = client(
    () => collect.url,
    () => ({ authorization: `Bearer ${token}` }),
  );
  expect((await own.post('/api/v2/alerts', unlabelled('ByToken'))).status).toBe(200);
  expect(await episodes('ByToken')).toMatchObject([{ organization: 'bar' }]);
  const foreign = await own.post('/tenants/t-shop/api/v2/alerts', unlabelled('Foreign'));
  expect([foreign.status, foreign.body]).toEqual([403, 'insufficient permissions']);
});

test('what nobody can place or read is set aside, and the others are stored', async () => {
  await tell(alert('Stored'), alert('Nowhere', {}, { organization_id: 'nowhere' }), 'no alert');
  expect(await episodes('Stored')).toHaveLength(1);
  expect(await episodes('Nowhere')).toEqual([]);
  expect(await query(`SELECT reason FROM alert_quarantine ORDER BY 1`)).toEqual([
    { reason: 'the alert is no object' },
    { reason: 'the organization is unknown' },
  ]);
});

test.each([
  [{}, 400],
  ['[{"labels":', 400],
])('%j is no list of alerts', async (body, expected) => {
  const { status, body: said } = await collect.sender.post('/api/v2/alerts', body);
  expect([status, typeof said]).toEqual([expected, 'string']);
});

test('after all of it the audit finds nothing, and what was told long ago is forgotten', async () => {
  await expire(after(60 * MINUTE));
  expect(await query('SELECT count(*)::int AS n FROM telling')).toEqual([{ n: 0 }]);
  await foldPending(collect.database.store);
  expect(await audit(collect.database.store, { mode: 'report', report: () => undefined })).toBe(0);
});
