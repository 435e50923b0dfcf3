import { startAlertmanager } from '#test/real-alertmanager';
import { startSimulator } from './simulator.js';

type Shown = {
  fingerprint: string;
  labels: Record<string, string>;
  status: { state: string; silencedBy: string[]; inhibitedBy: string[] };
  startsAt: string;
};
type Running = { url: string; stop(): Promise<void>; step?(): Promise<void> };

const realProgram = process.env.TEST_ALERTMANAGER_BIN;
const candidates: [string, () => Promise<Running>][] = [
  ['simulated', () => startSimulator({ port: 0, owner: 'owner', refused: () => {}, clock: () => new Date() })],
  ...(realProgram ? [['real', () => startAlertmanager(realProgram)] satisfies [string, () => Promise<Running>]] : []),
];

// The same expectations of the simulated Alertmanager and of the real one.
describe.each(candidates)('the %s Alertmanager', (_, start) => {
  const headers = { 'x-scope-orgid': 'owner', 'content-type': 'application/json' };
  const labels = { alertname: 'Ünusual', severity: 'critical', system_key: 'SYS-1', empty: '' };
  let server: Running;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.stop());

  const call = (method: string, where: string, body?: unknown): Promise<Response> =>
    fetch(`${server.url}/api/v2/${where}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const list = async (query = ''): Promise<Shown[]> => JSON.parse(await (await call('GET', `alerts${query}`)).text());
  const mine = async (query = ''): Promise<Shown[]> => (await list(query)).filter((alert) => alert.labels.alertname === labels.alertname);
  const hour = (n: number): string => new Date(Date.now() + n * 3_600_000).toISOString();
  const silence = (more = {}) => ({
    matchers: [{ name: 'system_key', value: 'SYS-.', isRegex: true }],
    startsAt: hour(0),
    endsAt: hour(1),
    createdBy: 'mira',
    comment: 'testing',
    ...more,
  });
  const setSilence = async (wanted: object): Promise<{ silenceID: string }> =>
    JSON.parse(await (await call('POST', 'silences', wanted)).text());
  const getSilence = async (id: string): Promise<{ startsAt: string }> => JSON.parse(await (await call('GET', `silence/${id}`)).text());
  /** Until the state is reached; the test's own timeout ends the wait. */
  async function untilState(state: string): Promise<Shown> {
    for (;;) {
      await server.step?.();
      const found = (await mine()).find((alert) => alert.status.state === state);
      if (found) return found;
    }
  }

  it('lists a posted alert with the fingerprint of its labels', async () => {
    expect((await call('POST', 'alerts', [{ labels, annotations: { summary: 'odd' }, startsAt: hour(-1) }])).status).toBe(200);
    const shown = await untilState('active');
    expect(shown).toMatchObject({
      fingerprint: '36a4cee95e7a536f',
      status: { silencedBy: [], inhibitedBy: [] },
      annotations: { summary: 'odd' },
    });
    expect(shown.labels).not.toHaveProperty('empty');
  });

  it('keeps the earlier start of an alert that is posted again', async () => {
    await call('POST', 'alerts', [{ labels, startsAt: hour(0) }]);
    expect(Date.parse((await mine())[0]?.startsAt ?? '')).toBeLessThan(Date.parse(hour(-0.9)));
  });

  it('selects by matchers and refuses what is none', async () => {
    expect(await mine(`?filter=${encodeURIComponent('severity=~"crit.*"')}`)).toHaveLength(1);
    expect(await mine(`?filter=${encodeURIComponent('severity!="critical"')}`)).toHaveLength(0);
    expect((await call('GET', `alerts?filter=${encodeURIComponent('severity')}`)).status).toBe(400);
  });

  it('suppresses a silenced alert until the silence is deleted', async () => {
    const { silenceID } = await setSilence(silence());
    expect((await untilState('suppressed')).status.silencedBy).toEqual([silenceID]);
    expect(await mine('?silenced=false')).toHaveLength(0);
    expect(await mine('?active=false')).toHaveLength(1);
    expect(await getSilence(silenceID)).toMatchObject({
      id: silenceID,
      status: { state: 'active' },
      createdBy: 'mira',
    });
    expect((await call('DELETE', `silence/${silenceID}`)).status).toBe(200);
    await untilState('active');
    expect(await getSilence(silenceID)).toMatchObject({ status: { state: 'expired' } });
  });

  it('replaces a silence when its matchers change and keeps its id when only its end does', async () => {
    const { silenceID } = await setSilence(silence());
    const { startsAt } = await getSilence(silenceID);
    expect(await setSilence(silence({ id: silenceID, startsAt, endsAt: hour(2) }))).toEqual({ silenceID });
    const matchers = [{ name: 'system_key', value: 'another', isRegex: false }];
    const changed = await setSilence(silence({ id: silenceID, startsAt, matchers }));
    expect(changed.silenceID).not.toBe(silenceID);
    expect(await getSilence(silenceID)).toMatchObject({ status: { state: 'expired' } });
    await untilState('active');
  });

  it('refuses silences that cannot be, and does not know others', async () => {
    expect((await call('POST', 'silences', silence({ matchers: [] }))).status).toBe(422);
    expect((await call('POST', 'silences', silence({ startsAt: hour(-2), endsAt: hour(-1) }))).status).toBe(400);
    expect((await call('GET', 'silence/6b1f1d3c-8a3e-4b8e-9a54-0d7c0f8f2a11')).status).toBe(404);
  });

  it('refuses alerts without labels', async () => {
    expect((await call('POST', 'alerts', [{ labels: {} }])).status).toBe(400);
    expect((await call('POST', 'alerts', { labels })).status).toBe(400);
  });

  it('no longer lists an alert that has ended', async () => {
    await call('POST', 'alerts', [{ labels, endsAt: hour(0) }]);
    expect(await mine()).toHaveLength(0);
  });
});
