import { fingerprintOf, foldPending } from '#persistence';
import { createTestCollect, type TestCollect, WEBHOOK_TOKEN } from '#test/collect';
import { type RealAlertmanager, startAlertmanager } from '#test/real-alertmanager';
import { until } from '#test/until';

const program = process.env.TEST_ALERTMANAGER_BIN;

// Needs the real Alertmanager; the set-up of the tests says loudly when there is none.
(program ? describe : describe.skip)('an alert of the real Alertmanager', () => {
  const labels = { alertname: 'DiskFull', severity: 'critical', organization_id: 'cafe', system_key: 'NETH-1' };
  const startsAt = new Date(Math.floor(Date.now()) - 60_000);
  let alertmanager: RealAlertmanager;
  let collect: TestCollect;
  let refresh: () => Promise<unknown>;
  let silenceId = '';

  beforeAll(async () => {
    const receiver = await createTestCollect();
    alertmanager = await startAlertmanager(program ?? '', {
      url: `${receiver.url}/api/webhooks/alertmanager`,
      token: WEBHOOK_TOKEN,
    });
    const polling = await receiver.replica({ alertmanagerUrl: alertmanager.url, refreshIntervalSeconds: 1 });
    collect = receiver;
    refresh = () => polling.refresher.refresh();
  });
  afterAll(async () => {
    await alertmanager?.stop();
    await collect?.close();
  });

  const post = (more: object = {}) =>
    alertmanager.call('POST', 'alerts', [{ labels, annotations: { summary: 'full' }, startsAt, ...more }]);
  const query = (sql: string) => collect.database.store.query(sql);
  const stored = async () =>
    (await query('SELECT fingerprint, starts_at, ends_at, receiver, resolution, state, labels, annotations FROM episode'))[0];
  const totals = () =>
    query(
      'SELECT o.public_id AS id, t.active, t.critical, t.muted FROM alerts_totals_by_org t JOIN organization o ON o.id = t.organization_id WHERE t.active > 0',
    );

  test('comes by webhook into the ledger', async () => {
    await post();
    await until(async () => (await stored()) !== undefined);
    expect(await stored()).toEqual({
      fingerprint: fingerprintOf(labels),
      starts_at: startsAt,
      ends_at: null,
      receiver: 'ledger',
      resolution: null,
      state: 'active',
      labels,
      annotations: { summary: 'full' },
    });
  });

  test('is counted by the refresher, for its organization and for no other', async () => {
    await refresh();
    expect(await totals()).toEqual([{ id: 'cafe', active: 1, critical: 1, muted: 0 }]);
    expect(await query('SELECT count(*) AS n FROM episode')).toEqual([{ n: 1 }]);
  });

  test('is muted by a silence', async () => {
    const silence = {
      matchers: [{ name: 'alertname', value: 'DiskFull', isRegex: false, isEqual: true }],
      startsAt: new Date(),
      endsAt: new Date(Date.now() + 3_600_000),
      createdBy: 'mira',
      comment: 'being mended',
    };
    silenceId = ((await alertmanager.call('POST', 'silences', silence)) as { silenceID: string }).silenceID;
    await until(async () => {
      await refresh();
      return (await totals())[0]?.muted === 1;
    });
    expect(await totals()).toEqual([{ id: 'cafe', active: 1, critical: 1, muted: 1 }]);
    expect(await stored()).toMatchObject({ state: 'suppressed', ends_at: null });
  });

  test('that resolves goes to history, and counts no more', async () => {
    await alertmanager.call('DELETE', `silence/${silenceId}`);
    const endsAt = new Date();
    await post({ endsAt });
    await until(async () => (await stored()).resolution === 'webhook');
    await until(async () => {
      await refresh();
      return (await totals()).length === 0;
    });
    await foldPending(collect.database.store);
    const [row] = await query(
      'SELECT organization_id, system_key, alertname, severity, status, starts_at, ends_at, summary, resolution FROM alert_history',
    );
    expect(row).toEqual({
      organization_id: 'cafe',
      system_key: 'NETH-1',
      alertname: 'DiskFull',
      severity: 'critical',
      status: 'resolved',
      starts_at: startsAt,
      ends_at: endsAt,
      summary: 'full',
      resolution: 'webhook',
    });
    expect(await query(`SELECT history FROM scope_totals s JOIN organization o ON o.id = s.scope WHERE o.role = 'owner'`)).toEqual([
      { history: 1 },
    ]);
  });
});
