import { audit, foldPending } from '#persistence';
import { createTestCollect, type TestCollect, WEBHOOK_TOKEN } from '#test/collect';
import { type RealPrometheus, startPrometheus } from '#test/real-prometheus';
import { until } from '#test/until';
import { Expiry } from '../apps/collect/src/telling/expiry.js';

const program = process.env.TEST_PROMETHEUS_BIN;

// Needs the real Prometheus; the set-up of the tests says loudly when there is none.
(program ? describe : describe.skip)('alerts of the real Prometheus', () => {
  const disk = { severity: 'critical', organization_id: 'cafe', system_key: 'NETH-1' };
  const load = { severity: 'warning', organization_id: 'bar' };
  const begun = Date.now();
  let prometheus: RealPrometheus;
  let collect: TestCollect;

  beforeAll(async () => {
    prometheus = await startPrometheus(program ?? '', { DiskFull: disk, LoadHigh: load });
    collect = await createTestCollect({ prometheusUrl: prometheus.url, refreshIntervalSeconds: 1 });
  });
  afterAll(async () => {
    await prometheus?.stop();
    await collect?.close();
  });

  const query = (sql: string) => collect.database.store.query(sql);
  const alerts = () =>
    query(
      'SELECT o.public_id AS id, a.alertname, a.severity, a.starts_at, a.ends_at, a.resolution FROM episode a JOIN organization o ON o.id = a.organization_id ORDER BY 2',
    );
  const totals = () =>
    query(
      'SELECT o.public_id AS id, t.active, t.critical, t.warning, t.muted FROM alerts_totals_by_org t JOIN organization o ON o.id = t.organization_id WHERE t.active > 0 ORDER BY 1',
    );

  test('are counted and opened in their organizations, with the start that Prometheus tells', async () => {
    await until(async () => {
      await collect.refresher.refresh();
      return (await totals()).length === 2;
    });
    expect(await totals()).toEqual([
      { id: 'bar', active: 1, critical: 0, warning: 1, muted: 0 },
      { id: 'cafe', active: 1, critical: 1, warning: 0, muted: 0 },
    ]);
    expect(await alerts()).toEqual([
      { id: 'cafe', alertname: 'DiskFull', severity: 'critical', starts_at: expect.any(Date), ends_at: null, resolution: null },
      { id: 'bar', alertname: 'LoadHigh', severity: 'warning', starts_at: expect.any(Date), ends_at: null, resolution: null },
    ]);
    for (const { starts_at } of await alerts()) {
      expect(starts_at.getTime()).toBeGreaterThanOrEqual(begun - 1_000);
      expect(starts_at.getTime()).toBeLessThanOrEqual(Date.now());
    }
  });

  test('stay the same alerts at every poll', async () => {
    const before = await alerts();
    const polled = async () => (await query('SELECT min(polled_at) AS at FROM tenant_poll'))[0].at.getTime();
    const first = await polled();
    await until(async () => {
      await collect.refresher.refresh();
      return (await polled()) > first;
    });
    expect(await alerts()).toEqual(before);
  });

  test('end when Prometheus shows them no more', async () => {
    await prometheus.load({ LoadHigh: load });
    await until(async () => {
      await collect.refresher.refresh();
      return (await alerts())[0].ends_at !== null;
    });
    expect(await alerts()).toMatchObject([
      { alertname: 'DiskFull', resolution: 'inferred' },
      { alertname: 'LoadHigh', ends_at: null },
    ]);
    await foldPending(collect.database.store);
    expect(await audit(collect.database.store, { mode: 'report', report: () => undefined })).toBe(0);
  });
});

(program ? describe : describe.skip)('a real Prometheus that names us beside its Alertmanagers', () => {
  let prometheus: RealPrometheus;
  let collect: TestCollect;

  beforeAll(async () => {
    collect = await createTestCollect();
    const target = { url: collect.url, prefix: '/tenants/t-bar', token: WEBHOOK_TOKEN };
    prometheus = await startPrometheus(program ?? '', { DiskFull: { severity: 'critical' }, LoadHigh: {} }, { target });
  });
  afterAll(async () => {
    await prometheus?.stop();
    await collect?.close();
  });

  const alerts = () =>
    collect.database.store.query(
      `SELECT o.public_id AS id, a.alertname, a.starts_at, a.ends_at, a.resolution, (SELECT max(told_at) FROM telling WHERE a.id = ANY (alerts)) AS told_at
         FROM episode a JOIN organization o ON o.id = a.organization_id ORDER BY 2`,
    );

  test('opens its alerts, and tells them again without making news of it', async () => {
    await until(async () => (await alerts()).length === 2);
    const first = await alerts();
    expect(first).toMatchObject([
      { id: 'bar', alertname: 'DiskFull', ends_at: null },
      { id: 'bar', alertname: 'LoadHigh', ends_at: null },
    ]);
    const news = async () => (await collect.database.store.query('SELECT count(*)::int AS n FROM outbox'))[0].n;
    const before = await news();
    await until(async () => (await alerts()).every(({ told_at }: { told_at: Date }, i: number) => told_at > first[i].told_at));
    expect(await news()).toBe(before);
  });

  test('ends when it was last told what it tells no more, and nothing else', async () => {
    await prometheus.load({ LoadHigh: {} });
    await until(async () => {
      await collect.app.get(Expiry).expire(new Date());
      return (await alerts())[0].ends_at !== null;
    });
    expect(await alerts()).toMatchObject([
      { alertname: 'DiskFull', resolution: 'inferred' },
      { alertname: 'LoadHigh', ends_at: null },
    ]);
    await prometheus.stop();
    const [, { told_at }] = await alerts();
    await collect.app.get(Expiry).expire(new Date(Date.now() + 600_000));
    expect(await alerts()).toMatchObject([{}, { ends_at: told_at, resolution: 'inferred' }]);
    await foldPending(collect.database.store);
    expect(await audit(collect.database.store, { mode: 'report', report: () => undefined })).toBe(0);
  });
});
