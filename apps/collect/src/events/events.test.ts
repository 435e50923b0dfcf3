import { lockOrganizations } from '#persistence';
import { client } from '#test/client';
import { useCollect } from '#test/collect';
import { Limits } from '../intake/limits.js';

const collect = useCollect();
const anonymous = client(
  () => collect.url,
  () => ({}),
);
const KEYS = { pager: 'key-of-the-pager', other: 'key-of-another', north: 'key-of-north' };

// biome-ignore lint/suspicious/noExplicitAny: rows of any shape
const query = (text: string, binds: unknown[] = []): Promise<any[]> => collect.database.store.query(text, binds);
const send = (event: object, integrationKey = KEYS.pager) => anonymous.post('/api/events', { integrationKey, ...event });
const alert = (alertKey: string, more: object = {}) => send({ eventType: 'ALERT', alertKey, summary: 'The disk is full', ...more });
const episodes = (alertKey: string) => query(`SELECT * FROM episode WHERE annotations ->> 'alert_key' = $1 ORDER BY starts_at`, [alertKey]);
const timeline = async (alertKey: string) =>
  (
    await query(
      `SELECT e.kind, e.actor ->> 'user_name' AS by, e.detail ->> 'text' AS text FROM timeline e JOIN episode a ON a.id = e.alert_id
        WHERE a.annotations ->> 'alert_key' = $1 ORDER BY e.id`,
      [alertKey],
    )
  ).map(({ kind, by, text }) => [kind, by, text].filter(Boolean).join(' '));

beforeAll(async () => {
  for (const [name, organization] of [
    ['pager', 'cafe'],
    ['other', 'cafe'],
    ['north', 'north'],
  ] as const)
    await query(
      'INSERT INTO alert_source (organization_id, name, integration_key) SELECT id, $1, $2 FROM organization WHERE public_id = $3',
      [name, KEYS[name], organization],
    );
});

test('an ALERT opens an episode of the source, with what it says', async () => {
  const labels = { alertname: 'DiskFull', severity: 'critical', system_key: 'SYS-1', call_routing_number: '+49 30 1', n: 7 };
  const { status, body } = await alert('  Disk-1 ', { labels, details: { host: 'db', deep: { a: 1 } } });
  expect({ status, body }).toEqual({
    status: 202,
    body: {
      code: 202,
      message: 'event accepted',
      data: { eventType: 'ALERT', alertKey: 'disk-1', fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/) },
      alertKey: 'disk-1',
      alertUrl: `/api/alerts/activity/${body.data.fingerprint}?organization_id=cafe`,
      responseCode: 'EVENT_ACCEPTED',
    },
  });
  const [episode, ...others] = await episodes('disk-1');
  expect(others).toEqual([]);
  expect(episode).toMatchObject({
    ...{ fingerprint: body.data.fingerprint, alertname: 'DiskFull', severity: 'critical', system_key: 'SYS-1', origin: 'event' },
    ...{ ends_at: null, acknowledged_at: null, priority: 'HIGH', number: '+49 30 1', receiver: null },
    labels: { ...labels, n: '7' },
    annotations: { summary: 'The disk is full', alert_key: 'disk-1', host: 'db', deep: '{"a":1}' },
  });
  const [route] = await query('SELECT s.name, p.name AS policy FROM alert_source s, escalation_policy p WHERE s.id = $1 AND p.id = $2', [
    episode.source_id,
    episode.policy_id,
  ]);
  expect(route).toEqual({ name: 'pager', policy: 'Default' });
});

test('the same key again, in any spelling, changes the open alert and opens none', async () => {
  await alert('Again', { priority: 'HIGH' });
  await alert(' AGAIN', { summary: 'Fuller still', labels: { severity: 'warning' } });
  const found = await episodes('again');
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({
    ...{ alertname: 'Fuller still', severity: 'warning', priority: 'LOW', parts: null, ends_at: null },
    annotations: { summary: 'Fuller still' },
  });
  expect(await timeline('again')).toEqual(['fired', 'severity_changed']);
});

test('what another ALERT does not speak of stays as it was said', async () => {
  const labels = {
    alertname: 'DiskFull',
    severity: 'critical',
    system_key: 'SYS-2',
    call_routing_number: '+49 30 2',
    escalation_policy: 'Night',
  };
  await alert('terse', { priority: 'HIGH', labels, details: { host: 'db' } });
  const [before] = await episodes('terse');
  await alert('terse', { summary: 'Fuller still' });
  expect(await episodes('terse')).toEqual([
    { ...before, annotations: { ...before.annotations, summary: 'Fuller still' }, last_seen_at: expect.any(Date) },
  ]);
  await alert('terse', { priority: 'LOW' });
  expect((await episodes('terse'))[0]).toMatchObject({
    priority: 'LOW',
    severity: 'critical',
    number: '+49 30 2',
    policy_id: before.policy_id,
  });
  await alert('terse', { labels: { severity: 'info' }, details: {} });
  expect((await episodes('terse'))[0]).toMatchObject({ severity: 'info', number: '', system_key: null, labels: { severity: 'info' } });
  expect((await episodes('terse'))[0].annotations).toEqual({ summary: 'The disk is full', alert_key: 'terse' });
});

test('equal ALERTs at once give one episode, on several replicas too', async () => {
  const { url } = await collect.replica();
  const there = client(
    () => url,
    () => ({}),
  );
  const event = { integrationKey: KEYS.pager, eventType: 'ALERT', alertKey: 'twin', summary: 'Twice' };
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => (i % 2 ? there : anonymous).post('/api/events', event)));
  expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202));
  expect(await episodes('twin')).toHaveLength(1);
  expect(await timeline('twin')).toEqual(['fired']);
});

test('the same key of another source is another alert, of the same organization or not', async () => {
  await Promise.all(Object.values(KEYS).map((key) => send({ eventType: 'ALERT', alertKey: 'shared', summary: 'S' }, key)));
  await send({ eventType: 'RESOLVE', alertKey: 'shared' }, KEYS.other);
  const found = await query(
    `SELECT s.name, a.ends_at IS NULL AS open FROM episode a JOIN alert_source s ON s.id = a.source_id WHERE a.annotations ->> 'alert_key' = 'shared' ORDER BY 1`,
  );
  expect(found).toEqual([
    { name: 'north', open: true },
    { name: 'other', open: false },
    { name: 'pager', open: true },
  ]);
});

test('without a key each ALERT is its own, and the answer names it', async () => {
  const keys = [];
  for (const alertKey of [undefined, null, '', '  '])
    keys.push((await send({ eventType: 'ALERT', alertKey, summary: 'Nameless' })).body.data.alertKey);
  expect(new Set(keys).size).toBe(4);
  await send({ eventType: 'RESOLVE', alertKey: keys[0] });
  const open = await query(`SELECT FROM episode WHERE alertname = 'Nameless' AND ends_at IS NULL`);
  expect(open).toHaveLength(3);
});

test('ACCEPT is the first acknowledgement, and a later one changes nothing', async () => {
  await alert('accepted');
  await send({ eventType: 'ACCEPT', alertKey: 'ACCEPTED' });
  const [first] = await episodes('accepted');
  expect(first.acknowledged_at.getTime()).toBeGreaterThanOrEqual(first.starts_at.getTime());
  expect(Number(first.tta_ms)).toBe(first.acknowledged_at.getTime() - first.starts_at.getTime());
  await send({ eventType: 'ACCEPT', alertKey: 'accepted' });
  expect(await episodes('accepted')).toEqual([first]);
  expect(await timeline('accepted')).toEqual(['fired', 'assigned pager']);
  await alert('accepted', { summary: 'Still' });
  expect((await episodes('accepted'))[0]).toMatchObject({ acknowledged_at: first.acknowledged_at, alertname: 'Still' });
});

test('RESOLVE ends the alert, again changes nothing, and the next ALERT is a new episode', async () => {
  await alert('resolved');
  await alert('resolved');
  await send({ eventType: 'RESOLVE', alertKey: 'Resolved', comment: 'swapped the disk' });
  const [ended, ...none] = await episodes('resolved');
  expect(none).toEqual([]);
  expect(ended).toMatchObject({ resolution: 'event', ends_at: expect.any(Date), recorded_at: expect.any(Date) });
  await send({ eventType: 'RESOLVE', alertKey: 'resolved' });
  expect(await episodes('resolved')).toEqual([ended]);
  expect(await timeline('resolved')).toEqual(['fired', 'note_added pager swapped the disk', 'resolved pager']);
  await alert('resolved');
  expect((await episodes('resolved')).map(({ ends_at }) => ends_at)).toEqual([ended.ends_at, null]);
});

test('the history counts what has ended, once', async () => {
  const key = { eventType: '', alertKey: 'counted' };
  await alert('counted', { labels: { severity: 'counted' } });
  await send({ ...key, eventType: 'ACCEPT' });
  await send({ ...key, eventType: 'RESOLVE' });
  const [sums] = await query(`SELECT sum(history)::int AS history FROM ledger_delta WHERE severity = 'counted'`);
  expect(sums).toEqual({ history: 1 });
});

test('COMMENT adds its words to the timeline once', async () => {
  await alert('commented');
  for (const comment of ['looking\0 into it', 'looking\0 into it', 'found it'])
    await send({ eventType: 'COMMENT', alertKey: 'commented', comment });
  await send({ eventType: 'COMMENT', alertKey: 'commented', summary: 'in other words' });
  await send({ eventType: 'COMMENT', alertKey: 'commented' });
  expect(await timeline('commented')).toEqual([
    'fired',
    'note_added pager looking into it',
    'note_added pager found it',
    'note_added pager in other words',
  ]);
});

test.each(['ACCEPT', 'RESOLVE', 'COMMENT'])('%s without an open alert is accepted and does nothing', async (eventType) => {
  const before = await query('SELECT (SELECT count(*) FROM episode) AS alerts, (SELECT count(*) FROM outbox) AS news');
  const { status, body } = await send({ eventType, alertKey: 'nobody knows', comment: 'x' });
  expect({ status, data: body.data }).toMatchObject({ status: 202, data: { alertKey: 'nobody knows' } });
  expect(await query('SELECT (SELECT count(*) FROM episode) AS alerts, (SELECT count(*) FROM outbox) AS news')).toEqual(before);
});

test.each([
  ['no key', {}],
  ['an unknown key', { integrationKey: 'key-of-nobody' }],
  ['a key with NUL', { integrationKey: 'key\0' }],
  ['a key that is no text', { integrationKey: { $ne: null } }],
  ['an empty key', { integrationKey: '' }],
])('%s is refused before anything else', async (_, credentials) => {
  const answer = await anonymous.post('/api/events', { eventType: 'NONSENSE', ...credentials });
  expect(answer).toMatchObject({ status: 401, body: { status: 401, code: 'credentials-invalid', message: 'invalid token', data: {} } });
});

test('apiKey is another name for the key', async () => {
  const event = { apiKey: KEYS.pager, eventType: 'ALERT', summary: 'S', alertKey: 'by api key' };
  expect((await anonymous.post('/api/events', event)).status).toBe(202);
  expect(await episodes('by api key')).toHaveLength(1);
});

test('the key of a deleted organization is refused', async () => {
  await query(
    `INSERT INTO alert_source (organization_id, name, integration_key) SELECT id, 'gone', 'key-of-the-gone' FROM organization WHERE public_id = 'bar'`,
  );
  expect((await send({ eventType: 'ALERT', summary: 'S' }, 'key-of-the-gone')).status).toBe(202);
  await query(`UPDATE organization SET deleted_at = now(), scopes = '{}' WHERE public_id = 'bar'`);
  await collect.tree.refreshed();
  expect((await send({ eventType: 'ALERT', summary: 'S' }, 'key-of-the-gone')).status).toBe(401);
});

test.each([
  ['no type', { alertKey: 'x', summary: 's' }, 'eventType'],
  ['an unknown type', { eventType: 'alert', alertKey: 'x', summary: 's' }, 'eventType'],
  ['an ALERT without summary', { eventType: 'ALERT', alertKey: 'x' }, 'summary'],
  ['an ALERT with a blank summary', { eventType: 'ALERT', alertKey: 'x', summary: ' \0' }, 'summary'],
  ['an unknown priority', { eventType: 'ALERT', summary: 's', priority: 'MEDIUM' }, 'priority'],
  ['labels that are no object', { eventType: 'ALERT', summary: 's', labels: ['a'] }, 'labels'],
  ['a key that is an object', { eventType: 'ALERT', summary: 's', alertKey: {} }, 'alertKey'],
  ['a key that is too long', { eventType: 'ALERT', summary: 's', alertKey: 'x'.repeat(513) }, 'alertKey'],
  ['a RESOLVE without key', { eventType: 'RESOLVE' }, 'alertKey'],
])('%s is a 400', async (_, event, key) => {
  expect(await send(event)).toMatchObject({
    status: 400,
    body: { status: 400, code: 'validation-failed', message: 'validation failed', data: { type: 'validation_error', errors: [{ key }] } },
  });
});

test.each(['{"integrationKey":', '[]', '"text"', 'null', ''])('the body %j is a 400', async (body) => {
  expect(await anonymous.post('/api/events', body)).toMatchObject({ status: 400, body: { status: 400, message: 'validation failed' } });
});

test('poison is cleaned, and a body that is too large is refused', async () => {
  const labels = '{"__proto__":{"x":1},"constructor":"c","nul":"a\\u0000b","lone":"\\ud800","null":null}';
  const body = `{"integrationKey":"${KEYS.pager}","eventType":"ALERT","alertKey":"poi\\u0000son","summary":"s\\udfff","labels":${labels},"details":"${'d'.repeat(200_000)}"}`;
  expect((await anonymous.post('/api/events', body)).status).toBe(202);
  const [episode] = await episodes('poison');
  expect(episode).toMatchObject({ alertname: 's\ufffd', labels: { nul: 'ab', lone: '\ufffd' } });
  expect(episode.annotations.details).toHaveLength(16_384);
  expect((await anonymous.post('/api/events', ' '.repeat((16 << 20) + 1))).status).toBe(413);
});

test('an event says nothing of whose a system is', async () => {
  await alert('claim', { labels: { system_key: 'SYS-OF-OTHERS' } });
  expect(await query(`SELECT FROM series WHERE system_key = 'SYS-OF-OTHERS' AND seen_at IS NOT NULL`)).toEqual([]);
});

test('an event that waits in vain for others is a 503, and works again afterwards', async () => {
  const { url } = await collect.replica({ limits: { ...new Limits(), eventMs: 200 } });
  const hasty = client(
    () => url,
    () => ({}),
  );
  const event = { integrationKey: KEYS.pager, eventType: 'ALERT', alertKey: 'late', summary: 'S' };
  await collect.database.store.transaction(async (tx) => {
    const [{ organization_id }] = await tx.query('SELECT organization_id FROM alert_source WHERE integration_key = $1', [KEYS.pager]);
    await lockOrganizations(tx, [organization_id]);
    const answer = await hasty.post('/api/events', event);
    expect({ status: answer.status, retryAfter: answer.headers.get('retry-after') }).toEqual({ status: 503, retryAfter: '1' });
  });
  expect((await hasty.post('/api/events', event)).status).toBe(202);
  expect(await episodes('late')).toHaveLength(1);
});

test('what newer clients send is understood: incidentKey, severity, customDetails, links and routingKey', async () => {
  const more = {
    ...{ severity: 2, routingKey: 'Night shift', customDetails: { rack: 'B7' }, details: { host: 'db' } },
    links: [{ href: 'https://wiki.example/disk', text: 'Runbook' }, { href: 'https://graphs.example' }, 'x'],
  };
  expect((await send({ eventType: 'ALERT', incidentKey: ' New-1 ', summary: 'Full', ...more })).body.alertKey).toBe('new-1');
  const [episode] = await episodes('new-1');
  expect(episode).toMatchObject({
    severity: 'warning',
    labels: { severity: 'warning' },
    annotations: { rack: 'B7', host: 'db', links: 'Runbook: https://wiki.example/disk\nhttps://graphs.example' },
  });
  expect(await query('SELECT name FROM escalation_policy WHERE id = $1', [episode.policy_id])).toEqual([{ name: 'Night shift' }]);
  for (const [severity, word] of [
    [1, 'critical'],
    ['3', 'warning'],
    [5, 'info'],
    ['page', 'page'],
  ] as const) {
    await send({ eventType: 'ALERT', incidentKey: 'new-1', summary: 'Full', severity });
    expect((await episodes('new-1'))[0]).toMatchObject({ severity: word, labels: { severity: word } });
  }
  for (const severity of [0, 6, '9', {}]) expect((await alert('new-1', { severity })).status).toBe(400);
});
