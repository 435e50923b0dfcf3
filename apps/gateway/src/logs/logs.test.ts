import { useGateway } from '#test/gateway';

const gateway = useGateway();
const write = (organization: string, ...events: object[]) => gateway.as(organization).post('/api/logs/system-events', { events });
const read = async (organization: string, query = '') =>
  (await gateway.as(organization).get(`/logs/system-events?source=test&${query}`)).body;
const event = (id: string, timestamp: string, more: object = {}) => ({
  id,
  timestamp,
  severity: 'info',
  message: id,
  source: 'test',
  ...more,
});

beforeAll(async () => {
  const { status, body } = await write(
    'north',
    event('first', '2026-05-12T07:00:00Z'),
    event('third', '2026-05-12T09:00:00+00:00', { severity: 'error', organization_id: 'cafe' }),
    event('second', '2026-05-12T08:00:00.250Z', { severity: 'warning' }),
  );
  expect({ status, body }).toEqual({ status: 200, body: { received: 3, inserted: 3 } });
});

test('events are listed newest first, those of the organizations below too', async () => {
  expect(await read('north')).toEqual({
    events: [
      { timestamp: '2026-05-12T09:00:00Z', severity: 'error', message: 'third', source: 'test' },
      { timestamp: '2026-05-12T08:00:00.250Z', severity: 'warning', message: 'second', source: 'test' },
      { timestamp: '2026-05-12T07:00:00Z', severity: 'info', message: 'first', source: 'test' },
    ],
    page: 1,
    total_pages: 1,
  });
  expect((await read('cafe')).events.map((one: { message: string }) => one.message)).toEqual(['third']);
  expect(await read('south')).toEqual({ events: [], page: 1, total_pages: 0 });
});

test.each([
  ['limit=2', ['third', 'second'], 2],
  ['limit=2&page=2', ['first'], 2],
  ['page=9', [], 1],
  ['severity=warning', ['second'], 1],
  ['from=2026-05-12T08:00:00.250Z', ['third', 'second'], 1],
  ['until=2026-05-12T08:00:00.250Z', ['first'], 1],
  ['organization_id=cafe', ['third'], 1],
])('%s is answered', async (query, messages, total_pages) => {
  const body = await read('north', query);
  expect([body.events.map((one: { message: string }) => one.message), body.total_pages]).toEqual([messages, total_pages]);
});

test.each(['limit=0', 'limit=1001', 'page=0', 'severity=fatal', 'from=yesterday', 'from=2026-05-12T08:00:00Z&until=2026-05-12T08:00:00Z'])(
  '%s is refused',
  async (query) => {
    const { status, body } = await gateway.as('north').get(`/logs/system-events?${query}`);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { status: 400, code: 'BAD_REQUEST', errors: [{ message: expect.any(String) }] },
    });
  },
);

test('an event whose id is known is not written again', async () => {
  expect((await write('north', event('first', '2026-05-12T07:00:00Z'))).body).toEqual({ received: 1, inserted: 0 });
});

test('an event without a time happens now', async () => {
  await write('bar', event('timeless', 'now', { timestamp: null }));
  const [{ timestamp }] = (await read('bar')).events;
  expect(Math.abs(Date.parse(timestamp) - Date.now())).toBeLessThan(60_000);
});

test('an event of no organization in particular is of the caller’s', async () => {
  const { status } = await write('south', event('of whom', '2026-05-12T07:00:00Z', { organization_id: null, id: null }));
  expect([status, (await read('south')).events.map(({ message }: { message: string }) => message)]).toEqual([
    200,
    expect.arrayContaining(['of whom']),
  ]);
});

test('a foreign organization refuses the batch, and nothing of it is written', async () => {
  expect(
    await write('north', event('innocent', '2026-05-12T07:00:00Z'), event('spy', '2026-05-12T07:00:00Z', { organization_id: 'bar' })),
  ).toMatchObject({
    status: 403,
    body: { code: 'FORBIDDEN', message: 'access denied: organization not in your hierarchy' },
  });
  expect((await read('north')).events).toHaveLength(3);
});
