import { useGateway } from '#test/gateway';
import { tell } from '#test/sightings';

const gateway = useGateway();
const act = async (as: string, action: string, more: object, ...fingerprints: string[]) =>
  gateway
    .as(as)
    .post('/api/alerts/actions', { action, items: fingerprints.map((fingerprint) => ({ organization_id: 'cafe', fingerprint })), ...more });
const outcomes = async (...asked: Parameters<typeof act>): Promise<string[]> =>
  (await act(...asked)).body.data.results.map(({ outcome }: { outcome: string }) => outcome);
const inCharge = async (fingerprint: string): Promise<string | undefined> => {
  const { body } = await gateway.as('cafe').get('/api/alerts');
  return body.data.alerts.find((one: { fingerprint: string }) => one.fingerprint === fingerprint)?.assigned_to?.user_id;
};
const actions = async (fingerprint: string): Promise<string[]> =>
  (await gateway.as('cafe').get(`/api/alerts/activity/${fingerprint}`)).body.data.events.map(({ action }: { action: string }) => action);

beforeAll(async () => {
  const labels = { alertname: 'DiskFull' };
  const open = ['a', 'b', 'c', 'd'].map((fingerprint) => ({ organization: 'cafe', fingerprint, labels }));
  await tell(gateway.database.store, [...open, { organization: 'bar', fingerprint: 'a', labels }]);
});

test('many alerts are taken in charge at once, each with its own outcome in the order asked, and given back', async () => {
  expect(await outcomes('shop', 'assign', { note: 'mine' }, 'a', 'nothing', 'b')).toEqual(['done', 'not-found', 'done']);
  expect(await inCharge('a')).toBe('user-of-shop');
  expect(await outcomes('shop', 'assign', {}, 'a', 'c')).toEqual(['unchanged', 'done']);
  expect(await outcomes('shop', 'release', {}, 'a', 'd', 'nothing')).toEqual(['done', 'unchanged', 'not-found']);
  expect(await inCharge('a')).toBeUndefined();
  expect((await actions('a')).slice(0, 3)).toEqual(['unassigned', 'note_added', 'assigned']);
});

test('a note is kept with its text', async () => {
  expect(await outcomes('cafe', 'note', { text: 'a look at it' }, 'b')).toEqual(['done']);
  const { body } = await gateway.as('cafe').get('/api/alerts/activity/b');
  expect(body.data.events[0]).toMatchObject({ action: 'note_added', details: { text: 'a look at it' } });
});

test('a close ends the alert, and closing it again changes nothing', async () => {
  expect(await outcomes('north', 'close', { reason: 'replaced' }, 'd', 'nothing')).toEqual(['done', 'not-found']);
  expect(await outcomes('north', 'close', {}, 'd')).toEqual(['unchanged']);
  expect((await actions('d'))[0]).toBe('resolved');
});

test('a silence that no Alertmanager takes is refused for that alert, and ending none changes nothing', async () => {
  const { body } = await act('cafe', 'silence', { duration_minutes: 60 }, 'a', 'nothing');
  expect(body.data.results).toMatchObject([
    { outcome: 'refused', message: expect.stringContaining('Alertmanager') },
    { outcome: 'not-found' },
  ]);
  expect(await outcomes('cafe', 'unsilence', {}, 'a', 'nothing')).toEqual(['unchanged', 'not-found']);
});

test('a customer speaks of its own alerts, whatever it says', async () => {
  const { body } = await gateway
    .as('bar')
    .post('/api/alerts/actions', { action: 'assign', items: [{ fingerprint: 'a' }, { organization_id: 'cafe', fingerprint: 'b' }] });
  expect(body.data.results).toMatchObject([
    { organization_id: 'bar', outcome: 'done' },
    { organization_id: 'bar', outcome: 'not-found' },
  ]);
});

test('with an organization outside the own tree nothing is done', async () => {
  const items = [
    { organization_id: 'cafe', fingerprint: 'c' },
    { organization_id: 'bar', fingerprint: 'a' },
  ];
  expect((await gateway.as('north').post('/api/alerts/actions', { action: 'release', items })).status).toBe(403);
  expect(await inCharge('c')).toBe('user-of-shop');
});

test.each([
  ['an unknown action', 'erase', {}],
  ['a note without a text', 'note', {}],
  ['a silence without an end', 'silence', {}],
  ['a silence with two', 'silence', { duration_minutes: 5, end_at: '2199-01-01T00:00:00Z' }],
  ['a silence that is over', 'silence', { end_at: '2020-01-01T00:00:00Z' }],
  ['a text that is too long', 'note', { text: 'x'.repeat(2_001) }],
])('%s is a 400', async (_, action, more) => {
  expect((await act('cafe', action, more, 'a')).status).toBe(400);
});

test.each([0, 101])('%i alerts at once are a 400', async (n) => {
  expect((await act('cafe', 'assign', {}, ...Array.from({ length: n }, (_, i) => `f${i}`))).status).toBe(400);
});
