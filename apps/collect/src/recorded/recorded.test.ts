import { useCollect } from '#test/collect';

const collect = useCollect();
const EVENTS = '/api/webhooks/alertmanager/events';
const day = (time: string): string => `2026-05-12T${time}:00.123456789Z`;
const pairs = (labels: Record<string, string>) => ({ labels: Object.entries(labels).map(([key, value]) => ({ key, value })) });

type Written = (labels: Record<string, string>) => object;
/** An alert as 0.33 writes it, and as later releases do. */
const snapshot = (
  written: Written,
  fingerprint: string,
  startsAt: string,
  endsAt: string,
  more: object = {},
  labels: Record<string, string> = {},
) => ({
  ...{ fingerprint, name: 'DiskFull', startsAt: day(startsAt), endsAt: day(endsAt) },
  labels: written({ alertname: 'DiskFull', severity: 'critical', organization_id: 'cafe', ...labels }),
  annotations: written({ summary: 'full' }),
  ...more,
});
const event = (time: string, data: object) => ({ '@timestamp': day(time), instance: 'am-0', data, clusterPosition: 0 });
const hex = (fingerprint: string): string => BigInt(fingerprint).toString(16).padStart(16, '0');
const muted = (time: string, fingerprint: string, written: Written = pairs) =>
  event(time, {
    silenceMutedAlert: {
      silence: { id: 'a-silence', matchers: [], createdBy: 'ann' },
      mutedAlert: { labels: written({ alertname: 'DiskFull', organization_id: 'cafe' }), fingerprint },
    },
  });
const inhibited = (time: string, fingerprint: string) =>
  event(time, {
    inhibitionMutedAlert: {
      inhibitRules: [],
      mutedAlert: { labels: pairs({ alertname: 'DiskFull', organization_id: 'cafe' }), fingerprint },
      inhibitingFingerprints: ['1241'],
    },
  });
const notification = (time: string, alerts: object[], more: object = {}) =>
  event(time, {
    notification: {
      alerts: alerts.map((details) => ({ hash: '77', details })),
      firingAlerts: [{ hash: '77' }],
      groupInfo: { groupKey: '{}:{alertname="DiskFull"}', receiverName: 'pager', groupUuid: 'u' },
      reason: 'NOTIFY_REASON_FIRST_NOTIFICATION',
      flushId: '3',
      integration: { name: 'webhook' },
      ...more,
    },
  });

const post = async (body: unknown): Promise<void> => expect((await collect.sender.post(EVENTS, body)).status).toBe(204);
const query = (sql: string, values: unknown[] = []) => collect.database.store.query(sql, values);
const episodes = async (fingerprint: string): Promise<string[]> =>
  (await query('SELECT starts_at, ends_at, resolution FROM episode WHERE fingerprint = $1 ORDER BY 1', [hex(fingerprint)])).map(
    ({ starts_at, ends_at, resolution }: { starts_at: Date; ends_at: Date | null; resolution: string }) =>
      `${starts_at.toISOString().slice(11, 16)}-${ends_at?.toISOString().slice(11, 16) ?? ''} ${resolution ?? 'open'}`,
  );
const story = async (fingerprint: string): Promise<string[]> =>
  (
    await query(
      'SELECT t.at, t.kind FROM timeline t WHERE t.alert_id IN (SELECT id FROM episode WHERE fingerprint = $1) ORDER BY t.at, t.kind',
      [hex(fingerprint)],
    )
  ).map(({ at, kind }: { at: Date; kind: string }) => `${at.toISOString().slice(11, 16)} ${kind}`);
const stateOf = async (fingerprint: string) =>
  (await query('SELECT state, silenced_by, inhibited_by FROM open_alert WHERE fingerprint = $1', [hex(fingerprint)]))[0];

test.each<[string, Written, (alert: object) => object]>([
  ['0.33', pairs, (details) => ({ hash: '77', details })],
  ['later releases', (labels) => labels, (alert) => alert],
])('an alert has the start and the end that %s recorded, also while it was silenced', async (release, written, grouped) => {
  const fingerprint = release === '0.33' ? '4660' : '18446744073709551615';
  const whole = [
    event('10:31', { alertResolved: { alert: grouped(snapshot(written, fingerprint, '10:00', '10:30', { resolved: true })) } }),
    muted('10:05', fingerprint, written),
    event('10:00', { alertCreated: { alert: snapshot(written, fingerprint, '10:00', '10:04') } }),
    muted('10:10', fingerprint, written),
    event('09:00', { alertmanagerStartupEvent: { version: '0.33.0' } }),
  ];
  for (const one of whole) await post(one);
  expect(await episodes(fingerprint)).toEqual(['10:00-10:30 webhook']);
  expect(await story(fingerprint)).toEqual(['10:00 fired', '10:05 silenced', '10:30 resolved']);
  await post([...whole, ...whole].reverse());
  expect(await episodes(fingerprint)).toEqual(['10:00-10:30 webhook']);
  expect(await story(fingerprint)).toEqual(['10:00 fired', '10:05 silenced', '10:30 resolved']);
});

test('a running alert is suppressed by what holds it, however often a flush repeats that, until a notification tells of it', async () => {
  const alert = snapshot(pairs, '99', '10:00', '23:59');
  await post(muted('10:05', '99'));
  await post(event('10:00', { alertCreated: { alert } }));
  expect(await stateOf('99')).toEqual({ state: 'suppressed', silenced_by: ['a-silence'], inhibited_by: [] });
  await post([muted('10:05', '99'), muted('10:10', '99'), inhibited('10:15', '99')]);
  expect(await stateOf('99')).toEqual({ state: 'suppressed', silenced_by: ['a-silence'], inhibited_by: [hex('1241')] });
  await post(notification('10:20', [alert]));
  expect(await stateOf('99')).toEqual({ state: 'active', silenced_by: [], inhibited_by: [] });
  await post(muted('10:25', '99'));
  expect(await stateOf('99')).toMatchObject({ state: 'suppressed', silenced_by: ['a-silence'] });
  expect(await story('99')).toEqual([
    '10:00 fired',
    '10:05 silenced',
    '10:15 inhibited',
    '10:20 notified',
    '10:20 uninhibited',
    '10:20 unsilenced',
    '10:25 silenced',
  ]);
});

test('a notification is kept once, with its receiver, reason and outcome', async () => {
  const alert = snapshot(pairs, '512', '10:00', '23:59');
  for (const _ of [1, 2])
    await post([notification('10:01', [alert]), notification('10:02', [alert], { flushId: '4', error: 'no route to host' })]);
  expect(
    await query(
      `SELECT receiver, integration, outcome, reason, error FROM notification WHERE id IN (SELECT notification_id FROM notified_alert WHERE fingerprint = $1) ORDER BY at`,
      [hex('512')],
    ),
  ).toEqual([
    { receiver: 'pager', integration: 'webhook', outcome: 'sent', reason: 'first_notification', error: null },
    { receiver: 'pager', integration: 'webhook', outcome: 'failed', reason: 'first_notification', error: 'no route to host' },
  ]);
});

test('what nobody can place is set aside once, and the others are stored', async () => {
  const lost = event('10:00', { alertCreated: { alert: snapshot(pairs, '1', '10:00', '23:59', {}, { organization_id: 'nowhere' }) } });
  await post([lost, lost, event('10:00', { alertCreated: { alert: snapshot(pairs, '2', '10:00', '23:59') } }), { data: 'none' }]);
  expect(await episodes('2')).toEqual(['10:00- open']);
  expect(await query(`SELECT count(*)::int AS n FROM alert_quarantine`)).toEqual([{ n: 1 }]);
});

test.each([{}, { data: { alertCreated: {} } }, 'x', [{}], null])('%j is no event', async (body) => {
  expect((await collect.sender.post(EVENTS, body)).status).toBe(400);
});
