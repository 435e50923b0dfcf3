import { foldPending } from '#persistence';
import { createTestCollect, type TestCollect } from '#test/collect';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { type RealAlertmanager, startAlertmanager } from '#test/real-alertmanager';

const program = process.env.TEST_ALERTMANAGER_BIN ?? '';
const run = program ? describe : describe.skip;
const labels = { alertname: 'DiskFull', severity: 'critical', organization_id: 'cafe', path: '/srv "a" \\ b' };

type AmSilence = { id: string; status: { state: string }; matchers: { name: string; value: string; isRegex: boolean }[]; endsAt: string };

run('a silence', () => {
  let alertmanager: RealAlertmanager;
  let collect: TestCollect;
  let gateway: TestGateway;
  let fingerprint = '';
  let id = '';

  beforeAll(async () => {
    alertmanager = await startAlertmanager(program);
    collect = await createTestCollect({ alertmanagerUrl: alertmanager.url });
    gateway = await createTestGateway({ database: collect.database, collectUrl: collect.url });
    await alertmanager.call('POST', 'alerts', [{ labels }, { labels: { ...labels, organization_id: 'deli' } }]);
    await refresh();
    fingerprint = (await open()).fingerprint;
  });
  afterAll(async () => {
    await gateway.close();
    await collect.close();
    await alertmanager.stop();
  });

  let minute = 1;
  const refresh = () => collect.refresher.refresh(new Date(Date.now() + 60_000 * minute++));
  const cafe = () => gateway.as('cafe');
  const open = async () => (await cafe().get('/api/alerts')).body.data.alerts[0];
  const muted = async (): Promise<number> => (await cafe().get('/api/alerts/totals')).body.data.muted;
  const actions = async (): Promise<string[]> =>
    (await cafe().get(`/api/alerts/activity/${fingerprint}`)).body.data.events.map((event: { action: string }) => event.action);
  const upstream = async () => (await alertmanager.call('GET', 'silences')) as AmSilence[];

  test('is made in the Alertmanager, matches the labels of the alert exactly, and shows at once in list, timeline and totals', async () => {
    expect(await muted()).toBe(0);
    const { status, body } = await cafe().post('/api/alerts/silences', { fingerprint, duration_minutes: 60, comment: 'moving disks' });
    expect({ status, body }).toMatchObject({ status: 200, body: { code: 200, message: 'silence created successfully' } });
    id = body.data.silence_id;
    const matchers = Object.entries(labels).map(([name, value]) => ({ name, value, isRegex: false, isEqual: true }));
    expect(body.data).toMatchObject({ id, fingerprint, organization_id: 'cafe', comment: 'moving disks', status: { state: 'active' } });
    expect(await open()).toMatchObject({ status: { state: 'suppressed', silencedBy: [id], inhibitedBy: [] } });
    expect(await muted()).toBe(1);
    expect((await actions())[0]).toBe('silenced');
    const [made] = await upstream();
    expect(made).toMatchObject({ id, status: { state: 'active' }, comment: 'moving disks', createdBy: 'user-of-cafe' });
    expect(new Set(made?.matchers)).toEqual(new Set(matchers));
  });

  test('is what the next refresh finds as well', async () => {
    const before = await actions();
    await refresh();
    await foldPending(gateway.database.store);
    expect([await muted(), await actions()]).toEqual([1, before]);
    expect((await open()).status.silencedBy).toEqual([id]);
    expect((await gateway.as('owner').get('/api/alerts/totals')).body.data).toMatchObject({ active: 2, muted: 1 });
  });

  test('can end at another time, and stays the same silence', async () => {
    const end_at = new Date(Date.now() + 7_200_000).toISOString();
    const { status, body } = await cafe().put(`/api/alerts/silences/${id}`, { end_at });
    expect({ status, data: body.data }).toMatchObject({ status: 200, data: { id, comment: 'moving disks', endsAt: end_at } });
    expect(await upstream()).toMatchObject([{ id, endsAt: end_at, status: { state: 'active' } }]);
    expect([await muted(), (await open()).status.silencedBy]).toEqual([1, [id]]);
  });

  test('is over once deleted, in the Alertmanager and here, and deleting it again changes nothing', async () => {
    const { status, body } = await cafe().delete(`/api/alerts/silences/${id}`);
    expect([status, body.data.status.state]).toEqual([200, 'expired']);
    expect(await open()).toMatchObject({ status: { state: 'active', silencedBy: [] } });
    expect([await muted(), (await actions())[0]]).toEqual([0, 'unsilenced']);
    expect(await upstream()).toMatchObject([{ id, status: { state: 'expired' } }]);
    const again = await cafe().delete(`/api/alerts/silences/${id}`);
    expect([again.status, again.body.data]).toEqual([200, body.data]);
    await refresh();
    expect([await muted(), (await actions())[0]]).toEqual([0, 'unsilenced']);
  });

  test('that is over begins again under another id', async () => {
    const { body } = await cafe().put(`/api/alerts/silences/${id}`, { duration_minutes: 5 });
    expect(body.data.silence_id).not.toBe(id);
    expect((await open()).status.silencedBy).toEqual([body.data.id]);
    expect([await muted(), body.data.comment]).toEqual([1, 'moving disks']);
    const second = (await cafe().post('/api/alerts/silences', { fingerprint, duration_minutes: 5 })).body.data.id;
    expect(await muted()).toBe(1);
    await cafe().delete(`/api/alerts/silences/${body.data.id}`);
    expect([await muted(), (await open()).status]).toEqual([
      1,
      { state: 'suppressed', silencedBy: [second], inhibitedBy: [], mutedBy: [] },
    ]);
    await cafe().delete(`/api/alerts/silences/${second}`);
    expect([await muted(), (await open()).status.state]).toEqual([0, 'active']);
  });

  test('that somebody ended in the Alertmanager itself can be deleted here', async () => {
    const made = (await cafe().post('/api/alerts/silences', { fingerprint, duration_minutes: 5 })).body.data.id;
    await alertmanager.call('DELETE', `silence/${made}`);
    expect((await cafe().delete(`/api/alerts/silences/${made}`)).status).toBe(200);
    expect(await muted()).toBe(0);
  });

  test('that held an alert from its start to its end is told by the report, with who made it and why', async () => {
    const exactly = (name: string, value: string) => ({ name, value, isRegex: false, isEqual: true });
    const matchers = [exactly('alertname', 'Quiet'), exactly('organization_id', 'deli')];
    const [startsAt, endsAt] = [new Date().toISOString(), new Date(Date.now() + 7_200_000).toISOString()];
    const silence = { matchers, startsAt, endsAt, createdBy: 'ann', comment: 'known noise' };
    const { silenceID } = (await alertmanager.call('POST', 'silences', silence)) as { silenceID: string };
    await alertmanager.call('POST', 'alerts', [{ labels: { alertname: 'Quiet', organization_id: 'deli' } }]);
    const held = async () => (await gateway.as('deli').get('/api/alerts?alertname=Quiet')).body.data.alerts;
    await refresh();
    expect(await held()).toMatchObject([{ status: { silencedBy: [silenceID] } }]);
    await refresh();
    await alertmanager.call('POST', 'alerts', [
      { labels: { alertname: 'Quiet', organization_id: 'deli' }, endsAt: new Date().toISOString() },
    ]);
    await refresh();
    await refresh();
    expect(await held()).toEqual([]);
    const query = `from=${new Date(Date.now() - 3_600_000).toISOString()}&until=${new Date(Date.now() + 30_000).toISOString()}`;
    const { body } = await gateway.as('deli').get(`/reports/suppression?${query}`);
    expect(body.find(({ key }: { key: string }) => key === silenceID)).toEqual({
      ...{ key: silenceID, bucket: '', creator: 'ann', comment: 'known noise' },
      ...{ alerts: 1, suppressed_seconds: expect.any(Number), unseen: 1 },
    });
  });
});
