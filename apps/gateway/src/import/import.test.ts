import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { audit, foldPending, loadTree, type Observation, record } from '#persistence';
import { useGateway } from '#test/gateway';

const gateway = useGateway();
const store = () => gateway.database.store;
const idOf = async (organization: string): Promise<number> => (await loadTree(store())).tree.find(organization)?.id ?? 0;
const NDJSON = { 'content-type': 'application/x-ndjson' };

type Fields = Record<string, unknown>;
const line = (fingerprint: string, more: Fields = {}): Fields => ({
  organization_id: 'cafe',
  alertname: 'DiskFull',
  starts_at: '2026-05-12T07:00:00Z',
  ends_at: '2026-05-12T07:05:00Z',
  fingerprint,
  ...more,
});
const send = (lines: readonly (Fields | string)[], caller = 'owner') =>
  gateway
    .as(caller)
    .post('/api/alerts/import', lines.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n'), NDJSON);
const imported = async (...lines: (Fields | string)[]): Promise<Fields> => (await send(lines)).body.data;
const counts = (inserted: number, updated: number, unchanged: number, rejected = 0): Fields => ({
  received: inserted + updated + unchanged + rejected,
  inserted,
  updated,
  unchanged,
  rejected,
});
const stored = async (fingerprint: string): Promise<Fields[]> =>
  store().query('SELECT a.*, o.public_id AS owner FROM episode a JOIN organization o ON o.id = a.organization_id WHERE fingerprint = $1', [
    fingerprint,
  ]);

test('a line with every field becomes an episode, and counts at once', async () => {
  const before = (await gateway.as('owner').get('/api/alerts/totals')).body.data.history;
  const answer = await send([
    line('full', {
      acknowledged_at: '2026-05-12T07:01:00Z',
      severity: 'critical',
      priority: 'LOW',
      system_key: 'NETH-1',
      call_routing_number: '+39 0721',
      labels: { site: 'a' },
      annotations: { summary: 'full' },
      receiver: 'pager',
      created_at: '2026-05-12T09:00:00+02:00',
    }),
  ]);
  expect(answer).toMatchObject({ status: 200, body: { code: 200, message: 'alerts imported successfully' } });
  expect(answer.body.data).toEqual({ ...counts(1, 0, 0), errors: [] });
  expect(await stored('full')).toMatchObject([
    {
      owner: 'cafe',
      severity: 'critical',
      priority: 'LOW',
      system_key: 'NETH-1',
      number: '+39 0721',
      labels: { site: 'a' },
      annotations: { summary: 'full' },
      receiver: 'pager',
      resolution: 'import',
      origin: 'import',
      recorded_at: new Date('2026-05-12T07:00:00Z'),
      tta_ms: 60_000,
      ttr_ms: 300_000,
    },
  ]);
  expect((await gateway.as('owner').get('/api/alerts/totals')).body.data.history).toBe(before + 1);
});

test('the same file again inserts nothing', async () => {
  const lines = ['a1', 'a2', 'a3'].map((one) => line(one));
  expect(await imported(...lines)).toMatchObject(counts(3, 0, 0));
  expect(await imported(...lines)).toMatchObject(counts(0, 0, 3));
  expect(await imported(line('a1'), line('a1'), line('b1'), line('b1'), line('b1', { ends_at: '2026-05-12T07:09:00Z' }))).toMatchObject(
    counts(1, 1, 3),
  );
});

test('the earliest acknowledgement wins and an absent one erases nothing', async () => {
  const acknowledged = async () => (await stored('ack'))[0]?.acknowledged_at;
  const at = (time: string): Fields => line('ack', { acknowledged_at: `2026-05-12T${time}Z` });
  await imported(at('07:03:00'));
  expect(await imported(at('07:02:00'), at('07:04:00'))).toMatchObject(counts(0, 1, 1));
  expect(await acknowledged()).toEqual(new Date('2026-05-12T07:02:00Z'));
  expect(await imported(line('ack'))).toMatchObject(counts(0, 0, 1));
  expect(await acknowledged()).toEqual(new Date('2026-05-12T07:02:00Z'));
});

test('a line without an end is an open alert, and a later one ends it', async () => {
  expect(await imported(line('open', { ends_at: null }))).toMatchObject(counts(1, 0, 0));
  expect(await stored('open')).toMatchObject([{ ends_at: null, recorded_at: null }]);
  expect(await imported(line('open'))).toMatchObject(counts(0, 1, 0));
  expect(await imported(line('open', { ends_at: null }))).toMatchObject(counts(0, 0, 1));
});

test('bad lines are listed by their numbers and stop no other', async () => {
  const answer = await imported(
    line('good1'),
    '',
    '{"broken":',
    line('x', { organization_id: 'nowhere' }),
    line('x', { starts_at: 'yesterday' }),
    line('good2'),
  );
  expect(answer).toEqual({
    ...counts(2, 0, 0, 3),
    errors: [
      { line: 3, message: 'the line is not valid JSON' },
      { line: 4, message: 'organization_id is not an organization of your hierarchy' },
      { line: 5, message: expect.stringContaining('starts_at must be an RFC 3339 date and time') },
    ],
  });
});

test('every rejected line is counted and the first 1,000 are listed', async () => {
  const { rejected, errors } = await imported(...Array.from({ length: 1_200 }, () => '{}'), line('after'));
  expect([rejected, (errors as unknown[]).length, (errors as unknown[])[999]]).toEqual([
    1_200,
    1_000,
    { line: 1_000, message: 'starts_at is missing' },
  ]);
  expect(await stored('after')).toHaveLength(1);
});

test('an organization outside the own tree is refused like one that does not exist', async () => {
  for (const [caller, organization] of [
    ['shop', 'bar'],
    ['shop', 'north'],
    ['cafe', 'deli'],
    ['shop', 'nowhere'],
  ] as const) {
    const { data } = (await send([line('foreign', { organization_id: organization })], caller)).body;
    expect(data.errors).toEqual([{ line: 1, message: 'organization_id is not an organization of your hierarchy' }]);
  }
  expect(await stored('foreign')).toEqual([]);
  expect((await send([line('own', { organization_id: 'deli' })], 'shop')).body.data.inserted).toBe(1);
});

test('an explicit source and policy must be those of the organization', async () => {
  const [cafe, bar] = [await idOf('cafe'), await idOf('bar')];
  await store().query(
    `INSERT INTO alert_source (id, organization_id, name) OVERRIDING SYSTEM VALUE VALUES (900, ${cafe}, 'ours'), (901, ${bar}, 'theirs')`,
  );
  await store().query(
    `INSERT INTO escalation_policy (id, organization_id, name) OVERRIDING SYSTEM VALUE VALUES (900, ${cafe}, 'Ours'), (901, ${bar}, 'Theirs')`,
  );
  const answer = await imported(
    line('routed', { alert_source_id: 900, escalation_policy_id: 900 }),
    line('r1', { alert_source_id: 901 }),
    line('r2', { escalation_policy_id: 901 }),
    line('r3', { alert_source_id: 999 }),
  );
  expect(answer.errors).toEqual([
    { line: 2, message: 'alert_source_id is not one of the organization' },
    { line: 3, message: 'escalation_policy_id is not one of the organization' },
    { line: 4, message: 'alert_source_id is not one of the organization' },
  ]);
  expect(await stored('routed')).toMatchObject([{ source_id: 900, policy_id: 900 }]);
});

test('an imported alert is the one that a webhook reports', async () => {
  const labels = { alertname: 'DiskFull', severity: 'critical', instance: 'a' };
  await imported({ organization_id: 'cafe', alertname: 'DiskFull', starts_at: '2026-05-12T06:00:00Z', labels });
  const rows = () => store().query(`SELECT id, fingerprint FROM episode WHERE starts_at = '2026-05-12T06:00:00Z'`);
  const [before] = await rows();
  const seen: Observation = {
    via: 'webhook',
    organizationId: await idOf('cafe'),
    fingerprint: before.fingerprint,
    startsAt: new Date('2026-05-12T06:00:00Z'),
    endsAt: new Date('2026-05-12T06:30:00Z'),
    alertname: 'DiskFull',
    severity: 'critical',
    systemKey: null,
    labels,
    annotations: {},
    receiver: 'default',
    priority: 'HIGH',
    source: 'default',
    policy: null,
    number: '',
  };
  await record(store(), [seen], new Date());
  expect(await rows()).toEqual([before]);
});

test('a body may be packed, empty, or refused for its content type', async () => {
  const post = (body: Buffer | string, headers: Record<string, string>) =>
    gateway.as('owner').post('/api/alerts/import', typeof body === 'string' ? body : Readable.from([body]), headers);
  const packed = gzipSync(JSON.stringify(line('packed')));
  expect(await post(packed, { ...NDJSON, 'content-encoding': 'gzip' })).toMatchObject({ status: 200, body: { data: counts(1, 0, 0) } });
  expect(await post(packed.subarray(0, 30), { ...NDJSON, 'content-encoding': 'gzip' })).toMatchObject({ status: 400 });
  expect(await post('', NDJSON)).toMatchObject({ status: 200, body: { data: counts(0, 0, 0) } });
  expect(await post('{}', { 'content-type': 'application/json' })).toMatchObject({
    status: 415,
    body: { code: 415, message: 'send the content type application/x-ndjson' },
  });
});

test('only administrators import', async () => {
  expect((await gateway.as('owner', { roles: ['report_admin'] }).post('/api/alerts/import', '', NDJSON)).status).toBe(403);
  expect((await gateway.anonymous.post('/api/alerts/import', '', NDJSON)).status).toBe(401);
});

test('after all this every number is right', async () => {
  await foldPending(store());
  expect(await audit(store(), { mode: 'report', report: () => undefined })).toBe(0);
});
