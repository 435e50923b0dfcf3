import { closeAlert, loadTree } from '#persistence';
import { useGateway } from '#test/gateway';
import { type Told, tell } from '#test/sightings';

const gateway = useGateway();
const startsAt = new Date('2026-05-12T07:00:00Z');
const alert = (fingerprint: string, more: Partial<Told> = {}): Told => ({ organization: 'cafe', fingerprint, startsAt, ...more });
const post = (verb: 'assignment' | 'notes', body: object, query = '?organization_id=cafe', caller = 'north') =>
  gateway.as(caller, { subject: `user of ${caller}` }).post(`/api/alerts/${verb}${query}`, body);
const activity = async (fingerprint: string, query = '?organization_id=cafe', caller = 'owner') =>
  gateway.as(caller).get(`/api/alerts/activity/${fingerprint}${query}`);
const actions = async (fingerprint: string): Promise<string[]> =>
  (await activity(fingerprint)).body.data.events.map((event: { action: string }) => event.action);
const stored = async (fingerprint: string) =>
  (await gateway.database.store.query('SELECT * FROM episode WHERE fingerprint = $1 ORDER BY starts_at', [fingerprint])) as {
    public_id: string;
    acknowledged_at: Date | null;
    tta_ms: number | null;
    ends_at: Date | null;
    resolution: string | null;
  }[];

test('the first assignment is the acknowledgement, and a later one changes who is in charge only', async () => {
  await tell(gateway.database.store, [alert('a')]);
  const first = await post('assignment', { fingerprint: 'a' });
  expect(first.status).toBe(200);
  expect(first.body).toMatchObject({
    code: 200,
    data: { fingerprint: 'a', assigned_to: { user_id: 'user of north', user_org_id: 'north' } },
  });
  const [before] = await stored('a');
  expect(before?.tta_ms).toBe((before?.acknowledged_at?.getTime() ?? 0) - startsAt.getTime());
  expect((await post('assignment', { fingerprint: 'a', note: 'mine now' }, '', 'cafe')).body.data.assigned_to.user_id).toBe('user of cafe');
  const [after] = await stored('a');
  expect(after?.acknowledged_at).toEqual(before?.acknowledged_at);
  expect(await actions('a')).toEqual(['note_added', 'assigned', 'unassigned', 'assigned', 'fired']);
});

test('assigning twice to the same person is one assignment, and its notes are kept', async () => {
  await tell(gateway.database.store, [alert('twice')]);
  const first = await post('assignment', { fingerprint: 'twice' });
  const again = await post('assignment', { fingerprint: 'twice', note: 'still here' });
  expect(again.body).toEqual(first.body);
  expect(await actions('twice')).toEqual(['note_added', 'assigned', 'fired']);
});

test('assignments and notes survive the next sighting of the alert', async () => {
  await tell(gateway.database.store, [alert('keeps')]);
  await post('assignment', { fingerprint: 'keeps' });
  await tell(gateway.database.store, [alert('keeps', { severity: 'warning' })]);
  const [open] = (await gateway.as('cafe').get('/api/alerts?assigned_user_id=user%20of%20north&severity=warning')).body.data.alerts;
  expect(open).toMatchObject({ fingerprint: 'keeps', assigned_to: { user_id: 'user of north' } });
  expect(await actions('keeps')).toEqual(['severity_changed', 'assigned', 'fired']);
});

test('a timeline tells what happened, when and by whom, newest first', async () => {
  await tell(gateway.database.store, [alert('tale')]);
  const { status, body } = await post('notes', { fingerprint: 'tale', text: 'looking <into> it' });
  expect([status, body.message]).toEqual([200, 'note added successfully']);
  const answer = await activity('tale');
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    code: 200,
    message: 'alert activity retrieved successfully',
    data: {
      events: [
        {
          ...{ id: expect.any(Number), organization_id: 'cafe', fingerprint: 'tale', action: 'note_added' },
          ...{ actor_user_id: 'user of north', actor_name: 'user of north', details: { text: 'looking <into> it' }, silence_id: null },
          ...{ created_at: expect.stringMatching(/Z$/), starts_at: '2026-05-12T07:00:00Z' },
        },
        {
          ...{ id: expect.any(Number), organization_id: 'cafe', fingerprint: 'tale', action: 'fired' },
          ...{ actor_user_id: null, actor_name: null, details: { severity: 'critical' }, silence_id: null },
          ...{ created_at: '2026-05-12T07:00:00Z', starts_at: '2026-05-12T07:00:00Z' },
        },
      ],
    },
  });
  expect((await activity('tale', '?organization_id=cafe&limit=1')).body.data.events).toHaveLength(1);
});

test('an alert that others inhibit says by which, and when they do not any more', async () => {
  const inhibited = { state: 'suppressed' as const, silencedBy: [], inhibitedBy: ['11a9302b0fa6526e'] };
  for (const status of [undefined, inhibited, inhibited, { ...inhibited, inhibitedBy: [] }])
    await tell(gateway.database.store, [alert('hushed', { via: 'refresher', ...(status && { status }) })]);
  expect((await actions('hushed')).sort()).toEqual(['fired', 'inhibited', 'uninhibited']);
  const { events } = (await activity('hushed', '?organization_id=cafe')).body.data;
  expect(events.find(({ action }: { action: string }) => action === 'inhibited').details).toEqual({ alerts: ['11a9302b0fa6526e'] });
});

test('silencing, resolving and firing again are told as well, and stay readable once the alert is over', async () => {
  const status = { state: 'suppressed' as const, silencedBy: ['s1'], inhibitedBy: [] };
  await tell(gateway.database.store, [alert('over', { via: 'refresher' })]);
  await tell(gateway.database.store, [alert('over', { via: 'refresher', status })]);
  await tell(gateway.database.store, [alert('over', { via: 'refresher', status: { ...status, silencedBy: [] } })]);
  await tell(gateway.database.store, [alert('over', { endsAt: new Date() })]);
  expect((await actions('over')).sort()).toEqual(['fired', 'resolved', 'silenced', 'unsilenced']);
  await tell(gateway.database.store, [alert('over', { startsAt: new Date(Date.now() + 1000) })]);
  expect((await actions('over'))[0]).toBe('fired');
});

test.each(['assignment', 'notes'] as const)('%s of what is not open, or not of that organization, is an unknown alert', async (verb) => {
  await tell(gateway.database.store, [alert('gone', { endsAt: new Date('2026-05-12T08:00:00Z') }), alert('here')]);
  const notFound = { status: 404, body: { code: 404, message: 'alert not found', data: {} } };
  const body = (fingerprint: string) => ({ fingerprint, ...(verb === 'notes' && { text: 'x' }) });
  for (const [fingerprint, query, caller] of [
    ['gone', '?organization_id=cafe', 'north'],
    ['never', '?organization_id=cafe', 'north'],
    ['here', '?organization_id=deli', 'north'],
    ['here', '?organization_id=cafe', 'deli'],
    ['here', '?organization_id=nobody', 'owner'],
  ] as const) {
    const answer = await post(verb, body(fingerprint), query, caller);
    expect({ status: answer.status, body: answer.body }).toEqual(notFound);
  }
  expect((await post(verb, body('here'), '?organization_id=bar')).status).toBe(403);
});

test('the activity of an alert that nobody ever had, or another tenant has, is unknown', async () => {
  await tell(gateway.database.store, [alert('mine')]);
  for (const [fingerprint, query, caller] of [
    ['never', '?organization_id=cafe', 'owner'],
    ['mine', '?organization_id=bar', 'owner'],
    ['mine', '', 'deli'],
    ['%00', '', 'cafe'],
  ] as const) {
    const { status, body } = await activity(fingerprint, query, caller);
    expect({ status, body }).toEqual({ status: 404, body: { code: 404, message: 'alert not found', data: {} } });
  }
  expect((await activity('mine', '?organization_id=cafe', 'south')).status).toBe(403);
  expect((await activity('mine', '', 'cafe')).status).toBe(200);
});

test('everybody but a customer names exactly one organization', async () => {
  for (const query of ['', '?organization_id=', '?organization_id=cafe&organization_id=deli', '?include=descendants']) {
    for (const answer of [
      await post('assignment', { fingerprint: 'a' }, query),
      await post('notes', { fingerprint: 'a', text: 'x' }, query),
      await activity('a', query, 'north'),
    ])
      expect([answer.status, answer.body.data.errors[0].key]).toEqual([400, 'organization_id']);
  }
  expect((await post('notes', { fingerprint: 'a', text: 'x' }, '?organization_id=cafe&organization_id=cafe')).status).toBe(200);
});

test.each([
  ['assignment', {}, 'fingerprint'],
  ['assignment', { fingerprint: '' }, 'fingerprint'],
  ['assignment', { fingerprint: ['a'] }, 'fingerprint'],
  ['assignment', { fingerprint: 'a\0' }, 'fingerprint'],
  ['assignment', { fingerprint: 'a', note: 'x'.repeat(2_001) }, 'note'],
  ['assignment', { fingerprint: 'a', note: { text: 'x' } }, 'note'],
  ['notes', { fingerprint: 'a' }, 'text'],
  ['notes', { fingerprint: 'a', text: '' }, 'text'],
  ['notes', { fingerprint: 'a', text: 'x'.repeat(2_001) }, 'text'],
  ['notes', { fingerprint: 'a', text: 'a\0b' }, 'text'],
  ['notes', { fingerprint: 'a', text: 'a\ud800b' }, 'text'],
  ['notes', { fingerprint: 'a', text: 5 }, 'text'],
] as const)('%s refuses %j', async (verb, body, key) => {
  const answer = await post(verb, body);
  expect([answer.status, answer.body.data.errors.map((error: { key: string }) => error.key)]).toEqual([400, [key]]);
});

test('2000 characters of any script are a note', async () => {
  await tell(gateway.database.store, [alert('long')]);
  expect((await post('notes', { fingerprint: 'long', text: 'é'.repeat(2_000) })).status).toBe(200);
  expect((await post('notes', { fingerprint: 'long', text: '\u{1F600}'.repeat(2_000) })).status).toBe(200);
  expect((await post('notes', { fingerprint: 'long', text: '\u{1F600}'.repeat(2_001) })).status).toBe(400);
  expect((await post('notes', { fingerprint: 'long', text: '\u{1F600}\u202E"\\' })).status).toBe(200);
});

test('an alert closed by hand stays closed while its rule fires on, and a new episode opens a new one', async () => {
  const { store } = gateway.database;
  const organization = (await loadTree(store)).tree.find('cafe')?.id ?? 0;
  const later = new Date('2026-05-12T07:10:00Z');
  await tell(store, [alert('closed'), alert('closed', { startsAt: later })]);
  const target = { publicId: (await stored('closed'))[0]?.public_id ?? '', scopes: [organization] };
  const now = new Date('2026-05-12T07:30:00Z');
  expect(await closeAlert(store, target, { reason: 'done', by: 'u7' }, now)).toMatchObject({ closed: true });
  await tell(store, [alert('closed'), alert('closed', { startsAt: later }), alert('closed', { endsAt: new Date('2026-05-12T09:00:00Z') })]);
  expect((await stored('closed')).map(({ ends_at, resolution }) => [ends_at, resolution])).toEqual([[now, 'manual']]);
  expect((await activity('closed')).body.data.events[0]).toMatchObject({ action: 'resolved', actor_user_id: 'u7', actor_name: null });
  await tell(store, [alert('closed', { startsAt: new Date('2026-05-12T10:00:00Z') })]);
  expect((await stored('closed')).map(({ ends_at }) => ends_at)).toEqual([now, null]);
});
