import path from 'node:path';
import { type Amtool, amtool } from '#test/amtool';
import { createTestCollect, type TestCollect } from '#test/collect';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { type RealAlertmanager, startAlertmanager } from '#test/real-alertmanager';
import { FixedConfig } from '../apps/collect/src/config/config-file.js';
import { shortForm } from '../apps/collect/src/config/short-form.js';

const program = process.env.TEST_ALERTMANAGER_BIN ?? '';
const run = program ? describe : describe.skip;
type Silence = { id: string; status: { state: string }; matchers: { name: string; value: string }[]; comment: string; endsAt: string };
type Alert = { labels: Record<string, string>; status: { state: string; silencedBy: string[] }; endsAt: string };

run('amtool, pointed at the gateway', () => {
  let alertmanager: RealAlertmanager;
  let collect: TestCollect;
  let gateway: TestGateway;
  const tools: Amtool[] = [];
  const as = async (organization: string): Promise<Amtool> => {
    const key = await gateway.as('owner').post('/api/api-keys', {
      ...{ name: organization, organization_id: organization, permissions: ['read', 'write'] },
      ...{ scopes: ['read:systems', 'manage:systems'], roles: [] },
    });
    const tool = amtool(path.join(path.dirname(program), 'amtool'), gateway.url, key.body.data.key);
    tools.push(tool);
    return tool;
  };
  const json = async <T>(tool: Amtool, ...words: string[]): Promise<T> => {
    const { code, out, err } = await tool.run(...words, '--output', 'json');
    if (code !== 0) throw new Error(err);
    return JSON.parse(out);
  };
  const upstream = async () => (await alertmanager.call('GET', 'silences')) as Silence[];
  const labels = (organization_id: string, more: object = {}) => ({
    alertname: 'DiskFull',
    severity: 'critical',
    organization_id,
    ...more,
  });

  beforeAll(async () => {
    alertmanager = await startAlertmanager(program);
    collect = await createTestCollect({ alertmanagerUrl: alertmanager.url });
    gateway = await createTestGateway({ database: collect.database, collectUrl: collect.url });
    const alerts = [
      labels('cafe'),
      labels('deli'),
      labels('bar', { team: 'core' }),
      labels('cafe', { alertname: 'HighLoad', severity: 'warning' }),
    ];
    await alertmanager.call(
      'POST',
      'alerts',
      alerts.map((one) => ({ labels: one, annotations: { summary: 'it is full' } })),
    );
    await collect.refresher.refresh(new Date());
  });
  afterAll(async () => {
    for (const tool of tools) tool.close();
    await gateway.close();
    await collect.close();
    await alertmanager.stop();
  });

  test('shows the alerts of every tenant in scope, and of nobody else', async () => {
    const of = async (organization: string, ...words: string[]) =>
      (await json<Alert[]>(await as(organization), 'alert', 'query', ...words))
        .map(({ labels: l }) => `${l.organization_id} ${l.alertname}`)
        .sort();
    expect(await of('owner')).toEqual(['bar DiskFull', 'cafe DiskFull', 'cafe HighLoad', 'deli DiskFull']);
    expect(await of('north')).toEqual(['cafe DiskFull', 'cafe HighLoad', 'deli DiskFull']);
    expect(await of('owner', 'severity=~crit.*', 'organization_id!=bar')).toEqual(['cafe DiskFull', 'deli DiskFull']);
    expect(await of('cafe', 'HighLoad')).toEqual(['cafe HighLoad']);
    const [alert] = await json<Alert[]>(await as('bar'), 'alert', 'query');
    expect(Date.parse(alert?.endsAt ?? '')).toBeGreaterThan(Date.now());
    expect((await (await as('cafe')).run('alert', 'query', '--receiver', 'led.*')).out).toContain('DiskFull');
    expect((await (await as('cafe')).run('alert', 'query', '--receiver', 'other')).out).not.toContain('DiskFull');
  });

  test('makes a silence in the Alertmanager of the organization it names, shows it at once, changes it and ends it', async () => {
    const tool = await as('north');
    const made = await tool.run(
      'silence',
      'add',
      'alertname=DiskFull',
      'organization_id=cafe',
      '--comment',
      'moving disks',
      '--author',
      'ann',
    );
    expect([made.code, made.err]).toEqual([0, '']);
    const id = made.out.trim();
    expect(await upstream()).toMatchObject([{ id, status: { state: 'active' }, comment: 'moving disks', createdBy: 'ann' }]);
    expect((await upstream())[0]?.matchers.map(({ name, value }) => `${name}=${value}`).sort()).toEqual([
      'alertname=DiskFull',
      'organization_id=cafe',
    ]);
    expect(await json<Silence[]>(tool, 'silence', 'query')).toMatchObject([{ id, comment: 'moving disks' }]);
    expect(await json<Silence[]>(tool, 'silence', 'query', 'alertname=Other')).toEqual([]);
    const held = async () =>
      (await json<Alert[]>(tool, 'alert', 'query', '--silenced')).flatMap(({ labels: { organization_id }, status }) =>
        status.silencedBy.includes(id) ? [organization_id] : [],
      );
    expect(await held()).toEqual(['cafe']);
    expect((await gateway.as('cafe').get('/api/alerts/totals')).body.data.muted).toBe(1);
    const updated = await tool.run('silence', 'update', id, '--duration', '5h', '--comment', 'it takes longer');
    expect([updated.code, updated.err]).toEqual([0, '']);
    expect(await upstream()).toMatchObject([{ id, comment: 'it takes longer' }]);
    const [longer] = await json<Silence[]>(tool, 'silence', 'query');
    expect([longer?.id, longer?.endsAt]).toEqual([id, (await upstream())[0]?.endsAt]);
    expect((await tool.run('silence', 'expire', id)).code).toBe(0);
    expect(await upstream()).toMatchObject([{ id, status: { state: 'expired' } }]);
    expect([await json<Silence[]>(tool, 'silence', 'query'), await held()]).toEqual([[], []]);
    expect(await json<Silence[]>(tool, 'silence', 'query', '--expired')).toMatchObject([{ id }]);
  });

  test('leaves the label out where the organization has its tenant to itself, and shows it all the same', async () => {
    const tool = await as('bar');
    const id = (await tool.run('silence', 'add', 'team=core', '--comment', 'c')).out.trim();
    expect((await upstream()).find((one) => one.id === id)?.matchers).toMatchObject([{ name: 'team', value: 'core' }]);
    expect((await json<Silence[]>(tool, 'silence', 'query', 'organization_id=bar')).map((one) => one.id)).toEqual([id]);
    const everything = (await (await as('owner')).run('silence', 'add', 'organization_id=bar', '--comment', 'all of it')).out.trim();
    expect((await upstream()).find((one) => one.id === everything)?.matchers).toMatchObject([{ name: 'alertname', value: '.+' }]);
    expect((await (await as('owner')).run('silence', 'update', everything, '--duration', '3h')).code).toBe(0);
    expect((await json<Silence[]>(await as('cafe'), 'silence', 'query')).map((one) => one.id)).toEqual([]);
    for (const one of [id, everything]) expect((await tool.run('silence', 'expire', one)).code).toBe(0);
  });

  test('sends the label on where the Alertmanager knows no tenants', async () => {
    const [upstream0] = shortForm({ alertmanagerUrl: alertmanager.url }).upstreams;
    if (!upstream0) throw new Error('there is no upstream');
    const config = new FixedConfig({ upstreams: [{ ...upstream0, tenantHeader: '' }], intake: [], acknowledgeBySilence: false });
    const { url } = await collect.replica({ config });
    const other = await createTestGateway({ database: collect.database, collectUrl: url, keys: gateway.keys });
    const body = { matchers: [{ name: 'team', value: 'core', isRegex: false }], createdBy: 'ann', comment: 'c' };
    const times = { startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 60_000).toISOString() };
    const { silenceID } = (await other.as('bar').post('/api/v2/silences', { ...body, ...times })).body;
    const made = (await upstream()).find(({ id }) => id === silenceID);
    expect(made?.matchers.map(({ name, value }) => `${name}=${value}`).sort()).toEqual(['organization_id=bar', 'team=core']);
    expect((await other.as('bar').delete(`/api/v2/silence/${silenceID}`)).status).toBe(200);
    await other.close();
  });

  test('is refused what is not its own, and no Alertmanager hears of it', async () => {
    const before = await upstream();
    const tool = await as('north');
    for (const words of [
      ['alertname=DiskFull'],
      ['organization_id=bar'],
      ['organization_id=nobody'],
      ['organization_id=~cafe'],
      ['organization_id=cafe', 'organization_id=deli'],
    ]) {
      const { code, err } = await tool.run('silence', 'add', 'severity=critical', ...words, '--comment', 'c');
      expect([words, code, err]).toEqual([words, 1, expect.stringContaining('organization_id')]);
    }
    expect(await upstream()).toEqual(before);
  });

  test('finds the cluster and the version', async () => {
    const { body } = await gateway.as('cafe').get('/api/v2/status');
    expect(body).toMatchObject({
      cluster: { status: 'disabled' },
      config: { original: '' },
      versionInfo: { version: expect.stringMatching(/^0\./) },
    });
    expect((await (await as('cafe')).run('cluster', 'show')).code).toBe(0);
  });
});
