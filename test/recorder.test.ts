import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { internalSecret } from '#persistence';
import { createTestCollect, type TestCollect, WEBHOOK_TOKEN } from '#test/collect';
import { Command } from '#test/commands';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { build } from '#test/launcher';

let collect: TestCollect;
let gateway: TestGateway;
const dir = mkdtempSync(path.join(tmpdir(), 'alertledger-recorder-'));
beforeAll(build, 180_000);
beforeAll(async () => {
  collect = await createTestCollect();
  gateway = await createTestGateway({ database: collect.database, collectUrl: collect.url });
  expect(collect.resources.internalSecret).toBe(await internalSecret(collect.database.store));
});
afterAll(async () => {
  rmSync(dir, { recursive: true });
  await gateway?.close();
  await collect?.close();
});

const at = (minutes: number): string => new Date(Date.UTC(2026, 4, 12, 10, minutes)).toISOString();
const alert = (organization_id: string, fingerprint: string, pod: string, resolved = false) => ({
  ...{ fingerprint, name: 'PodDown', resolved, startsAt: at(0), endsAt: at(resolved ? 20 : 90), annotations: {} },
  labels: { alertname: 'PodDown', organization_id, pod },
});
const notification = (minutes: number, receiver: string, alerts: object[], more: object = {}) => ({
  ...{ '@timestamp': at(minutes), instance: 'am-0' },
  data: {
    notification: {
      ...{ alerts, groupInfo: { groupKey: '{}', receiverName: receiver }, integration: { name: 'webhook', index: '0' } },
      ...{ reason: 'NOTIFY_REASON_FIRST_NOTIFICATION', flushId: String(minutes), ...more },
    },
  },
});
const events = [
  notification(1, 'pager', [alert('cafe', '17', 'api-1'), alert('bar', '18', 'web-1')]),
  notification(2, 'mail', [alert('cafe', '17', 'api-1')], { integration: { name: 'email' } }),
  notification(21, 'pager', [alert('cafe', '17', 'api-1', true)], { reason: 'NOTIFY_REASON_ALL_ALERTS_RESOLVED' }),
];
const run = async (token: string, file: string, ...more: string[]): Promise<[number | null, string]> => {
  const args = ['dist/tools/import.js', file, '--format', 'alertmanager-events', '--url', gateway.url, ...more];
  const command = await Command.start(args, { ALERTLEDGER_TOKEN: token }, 'plain');
  return [await command.exited, command.output.split('\n').find((one) => one.includes(' received, ')) ?? command.output];
};
const list = async (who: string, query = '') => (await gateway.as(who).get(`/api/alerts/notifications${query}`)).body.data;
const counts = async (who: string, query: string) =>
  (await gateway.as(who).get(`/api/alerts/notifications/stats?${query}`)).body.data.counts;

test('a file of the recorder is imported, and twice changes nothing', async () => {
  const file = path.join(dir, 'events.jsonl');
  writeFileSync(file, `${events.map((event) => JSON.stringify(event)).join('\n')}\nnot an event\n`);
  for (const _ of [1, 2]) expect(await run(WEBHOOK_TOKEN, file)).toEqual([1, '4 received, 1 rejected']);
  expect((await list('owner')).notifications).toHaveLength(3);
});

test('notifications are listed newest first, of organizations in scope and with their alerts there', async () => {
  const { notifications, next_cursor } = await list('cafe');
  expect(next_cursor).toBeNull();
  expect(notifications.map((one: { at: string }) => one.at)).toEqual([at(21), at(2), at(1)].map((one) => one.replace('.000', '')));
  const [{ alert_id }] = (await gateway.as('cafe').get('/api/alerts/history')).body.data.alerts;
  expect(notifications[2]).toEqual({
    ...{ at: at(1).replace('.000', ''), receiver: 'pager', integration: 'webhook' },
    ...{ reason: 'first_notification', outcome: 'sent', error: null },
    alerts: [{ organization_id: 'cafe', fingerprint: '0000000000000011', alert_id, alertname: 'PodDown' }],
  });
  expect((await list('bar')).notifications).toMatchObject([{ receiver: 'pager', alerts: [{ organization_id: 'bar' }] }]);
  expect((await list('kiosk')).notifications).toEqual([]);
});

test.each([
  ['receiver=mail', 1],
  ['integration=email&integration=webhook', 3],
  ['outcome=failed', 0],
  ['reason=ALL_ALERTS_RESOLVED', 1],
  ['alertname=PodDown', 3],
  ['fingerprint=0000000000000012', 1],
  [`filter=${encodeURIComponent('pod=~"web-.*"')}`, 1],
  [`from_date=${at(2)}&to_date=${at(21)}`, 1],
])('%s narrows them', async (query, expected) => {
  expect((await list('owner', `?${query}`)).notifications).toHaveLength(expected);
});

test('pages follow each other, and what is no cursor is refused', async () => {
  const first = await list('owner', '?page_size=2');
  expect(first.notifications).toHaveLength(2);
  const second = await list('owner', `?page_size=2&cursor=${first.next_cursor}`);
  expect([second.notifications.length, second.next_cursor]).toEqual([1, null]);
  expect((await gateway.as('owner').get('/api/alerts/notifications?cursor=x')).status).toBe(400);
});

test('they are counted by what they are, most first', async () => {
  expect(await counts('owner', 'by=receiver')).toEqual([
    { key: 'pager', count: 2 },
    { key: 'mail', count: 1 },
  ]);
  expect(await counts('owner', `by=fingerprint&filter=${encodeURIComponent('pod!="api-1"')}`)).toEqual([
    { key: '0000000000000012', count: 1 },
  ]);
  for (const query of ['', 'by=pod']) expect((await gateway.as('owner').get(`/api/alerts/notifications/stats?${query}`)).status).toBe(400);
});

test('the activity of an alert tells of its notifications', async () => {
  const { events: told } = (await gateway.as('cafe').get('/api/alerts/activity/0000000000000011')).body.data;
  expect(told.map((one: { action: string }) => one.action)).toEqual(['notified', 'resolved', 'notified', 'notified', 'fired']);
  expect(told[0].details).toEqual({
    ...{ receiver: 'pager', integration: 'webhook', outcome: 'sent', reason: 'all_alerts_resolved', error: null },
  });
});

test('a caller may tell of alerts and events of the scope, and of no other', async () => {
  const told = (organization_id: string) => [
    { labels: { alertname: 'Told', organization_id }, annotations: {}, startsAt: new Date().toISOString() },
  ];
  const [member, reader] = [gateway.as('cafe'), gateway.as('cafe', { scope: 'read:systems', roles: [] })];
  for (const whose of ['cafe', 'bar']) expect((await member.post('/api/v2/alerts', told(whose))).status).toBe(200);
  expect((await reader.post('/api/v2/alerts', told('cafe'))).status).toBe(403);
  expect((await reader.post('/api/webhooks/alertmanager/events', events)).status).toBe(403);
  expect((await member.post('/api/webhooks/alertmanager/events', notification(30, 'pager', [alert('bar', '19', 'x')]))).status).toBe(204);
  const open = (await gateway.as('owner').get('/api/alerts?alertname=Told')).body.data.alerts;
  expect(open.map((one: { organization_id: string }) => one.organization_id)).toEqual(['cafe']);
  expect((await list('bar')).notifications).toHaveLength(1);
});
