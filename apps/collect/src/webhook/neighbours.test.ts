import { useCollect } from '#test/collect';

const collect = useCollect({ alertmanagerUrl: 'http://127.0.0.1:9/alertmanager' });

const alert = (fingerprint: string, status: 'firing' | 'resolved', startsAt: string, endsAt = '0001-01-01T00:00:00Z') => ({
  ...{ status, fingerprint, labels: { alertname: 'DiskFull', organization_id: 'cafe' }, annotations: { summary: 'full' } },
  ...{ startsAt: `2026-05-12T${startsAt}:00Z`, endsAt: endsAt.includes('T') ? endsAt : `2026-05-12T${endsAt}:00Z` },
});
const send = async (alerts: object[], more: object = {}): Promise<void> => {
  const body = { version: '4', receiver: 'ledger', externalURL: 'http://grafana', alerts, ...more };
  expect((await collect.sender.post('/api/alert_history', body)).status).toBe(204);
};
const query = (sql: string, values: unknown[] = []) => collect.database.store.query(sql, values);
const episodes = async (fingerprint: string): Promise<string[]> =>
  (await query('SELECT starts_at, ends_at, resolution FROM episode WHERE fingerprint = $1 ORDER BY 1', [fingerprint])).map(
    ({ starts_at, ends_at, resolution }: { starts_at: Date; ends_at: Date | null; resolution: string }) =>
      `${starts_at.toISOString().slice(11, 16)}-${ends_at?.toISOString().slice(11, 16) ?? ''} ${resolution ?? 'open'}`,
  );

test('Grafana resolves under a start that is the end: it is the alert that runs', async () => {
  await send([alert('grafana', 'firing', '10:00')]);
  await send([alert('grafana', 'resolved', '11:00', '11:00')]);
  expect(await episodes('grafana')).toEqual(['10:00-11:00 webhook']);
});

test('a Prometheus and an Alertmanager that were both restarted tell of one alert', async () => {
  await send([alert('restart', 'firing', '10:00')]);
  await send([alert('restart', 'firing', '10:20')]);
  await send([alert('restart', 'resolved', '10:20', '11:00')]);
  expect(await episodes('restart')).toEqual(['10:00-11:00 webhook']);
});

test('a bridge that resolves without an end means now, and an end that is told counts more', async () => {
  await send([alert('bridge', 'firing', '10:00')]);
  await send([alert('bridge', 'resolved', '10:00')]);
  const [told] = await query(`SELECT now() - ends_at < interval '1 minute' AS is_now FROM episode WHERE fingerprint = 'bridge'`);
  expect(told).toEqual({ is_now: true });
  await send([alert('bridge', 'resolved', '10:00')]);
  expect(await query(`SELECT count(*)::int AS n FROM episode WHERE fingerprint = 'bridge'`)).toEqual([{ n: 1 }]);
});

test('two receivers give the same report in any order', async () => {
  const both = async (fingerprint: string, receivers: string[]) => {
    for (const status of ['firing', 'resolved'] as const)
      for (const receiver of receivers)
        await send([alert(fingerprint, status, '10:00', status === 'resolved' ? '10:30' : undefined)], { receiver });
    return query('SELECT s.name FROM episode a JOIN alert_source s ON s.id = a.source_id WHERE fingerprint = $1', [fingerprint]);
  };
  expect(await both('ab', ['pager', 'mail'])).toEqual([{ name: 'mail' }]);
  expect(await both('ba', ['mail', 'pager'])).toEqual([{ name: 'mail' }]);
});

test('alerts that the Alertmanager left out are counted in a system event', async () => {
  await send([alert('cut', 'firing', '10:00')], { truncatedAlerts: 15 });
  expect(await query(`SELECT times, severity FROM system_event WHERE message LIKE '%max_alerts%'`)).toEqual([
    { times: 15, severity: 'warning' },
  ]);
});

test('a forged system key takes nothing over', async () => {
  const labelled = (organization: string, fingerprint: string, tenant: string) => {
    const { labels, ...rest } = alert(fingerprint, 'firing', '10:00');
    const body = { version: '4', alerts: [{ ...rest, labels: { ...labels, organization_id: organization, system_key: 'SYS-1' } }] };
    return collect.sender.post(`/api/alert_history?tenant=${tenant}`, body);
  };
  await labelled('cafe', 'claim', 't-shop');
  await labelled('bar', 'forged', 't-bar');
  await send([{ ...alert('lost', 'firing', '10:00'), labels: { alertname: 'DiskFull', system_key: 'SYS-1' } }]);
  expect(await episodes('lost')).toEqual([]);
});

test('a webhook that names the upstream, or one of its external URLs, is its own', async () => {
  await send([alert('own', 'firing', '10:00')], { externalURL: 'http://127.0.0.1:9/alertmanager/' });
  await send([alert('other', 'firing', '10:00')]);
  const reporters = async (fingerprint: string) =>
    Object.keys((await query('SELECT reporters FROM open_alert WHERE fingerprint = $1', [fingerprint]))[0].reporters).sort();
  expect(await reporters('own')).toEqual(['own alertmanager', 'upstream alertmanager']);
  expect(await reporters('other')).toEqual(['webhook http://grafana']);
});
