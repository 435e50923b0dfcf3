import { foldPending } from '#persistence';
import { createTestCollect, type TestCollect } from '#test/collect';
import { createTestGateway, type TestGateway } from '#test/gateway';

let collect: TestCollect;
let gateway: TestGateway;
beforeAll(async () => {
  collect = await createTestCollect();
  gateway = await createTestGateway({ database: collect.database, collectUrl: collect.url });
});
afterAll(async () => {
  await gateway?.close();
  await collect?.close();
});

test('a source made by API sends events through the gateway, and lists, timelines and reports show them', async () => {
  const [admin, owner] = [gateway.as('cafe'), gateway.as('owner')];
  const item = { organization_id: 'cafe', name: 'pagers' };
  const policies = (await owner.put('/api/escalation-policies', { items: [{ ...item, name: 'night', id: 77 }] })).body.data.items;
  const [source] = (await owner.put('/api/alert-sources', { items: [{ ...item, id: 4711, escalation_policy_id: 77 }] })).body.data.items;
  expect([policies[0].id, source.id]).toEqual([77, 4711]);

  const from = new Date().toISOString();
  const send = (event: object) =>
    gateway.anonymous.post('/api/events', { integrationKey: source.integration_key, alertKey: 'D1', ...event });
  const opened = await send({ eventType: 'ALERT', summary: 'The disk is full', labels: { call_routing_number: '+4930' } });
  expect({ status: opened.status, key: opened.body.data.alertKey }).toEqual({ status: 202, key: 'd1' });
  const { fingerprint } = opened.body.data;
  expect((await admin.get('/api/alerts')).body.data.alerts).toMatchObject([{ fingerprint, labels: { call_routing_number: '+4930' } }]);

  for (const eventType of ['ACCEPT', 'COMMENT', 'RESOLVE']) expect((await send({ eventType, comment: 'on my way' })).status).toBe(202);
  const { events } = (await admin.get(`/api/alerts/activity/${fingerprint}`)).body.data;
  expect(events.map((one: { action: string }) => one.action)).toEqual(['resolved', 'note_added', 'assigned', 'fired']);
  expect(events[0]).toMatchObject({ actor_user_id: null, actor_name: 'pagers' });
  expect((await admin.get('/api/alerts/history')).body.data.alerts).toMatchObject([
    { fingerprint, resolution: 'event', summary: 'The disk is full', acknowledged_at: expect.stringMatching(/Z$/) },
  ]);

  await foldPending(collect.database.store);
  const until = new Date(Date.now() + 30_000).toISOString();
  const report = await admin.get(`/reports/alerts/summary?from=${from}&until=${until}&sources=4711`);
  expect(report.body).toEqual([
    expect.objectContaining({ alertSourceId: 4711, escalationPolicyId: 77, callRoutingNumberPhoneNumber: '+4930', count: 1 }),
  ]);
});

test('the gateway passes on what collect refuses', async () => {
  expect(await gateway.anonymous.post('/api/events', { integrationKey: 'nobodys', eventType: 'ALERT', summary: 'S' })).toMatchObject({
    status: 401,
    body: { status: 401, code: 'credentials-invalid', message: 'invalid token', data: {} },
  });
});
