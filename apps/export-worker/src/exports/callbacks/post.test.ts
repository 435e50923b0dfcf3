import { Reach } from '#runtime';
import { Receiver } from '#test/receiver';
import { until } from '#test/until';
import { post, Undelivered, type WayOut } from './post.js';

let receiver: Receiver;
const asked: string[] = [];
beforeEach(async () => {
  receiver = await Receiver.start();
  asked.length = 0;
});
afterEach(() => receiver.stop());

const way = (addresses: string[], more: Partial<WayOut> = {}): WayOut => ({
  reach: new Reach(['127.0.0.0/8']),
  ca: receiver.ca,
  deadlineMs: 20_000,
  resolve: async (hostname) => {
    asked.push(hostname);
    return addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  },
  ...more,
});
const sent = (out: WayOut, stop = new AbortController().signal): Promise<void> =>
  post({ url: `https://receiver.example:${receiver.port}/hook?a=1`, headers: { 'webhook-id': 'x' }, body: '{"é":1}' }, out, stop);

test('a body arrives at the address that was looked at, and the name is asked for once', async () => {
  await sent(way(['127.0.0.1']));
  expect(receiver.received).toEqual([{ url: '/hook?a=1', headers: expect.anything(), body: '{"é":1}' }]);
  expect(receiver.received[0]?.headers).toMatchObject({
    host: `receiver.example:${receiver.port}`,
    'content-type': 'application/json',
    'webhook-id': 'x',
  });
  expect(asked).toEqual(['receiver.example']);
});

test('an address that does not answer is followed by the next', async () => {
  await sent(way(['127.0.0.2', '127.0.0.1']));
  expect(receiver.received).toHaveLength(1);
});

test.each([[['10.0.0.1']], [['127.0.0.1', '10.0.0.1']], [['127.0.0.1', '::1']], [['::ffff:10.0.0.1']], [[]]])(
  'nothing is connected to when the name leads to %j',
  async (addresses) => {
    await expect(sent(way(addresses))).rejects.toThrow('its host has an address that is not public');
    expect(receiver.connections).toBe(0);
  },
);

test('loopback is out of reach unless an operator opened it', async () => {
  await expect(sent(way(['127.0.0.1'], { reach: new Reach([]) }))).rejects.toThrow(Undelivered);
  expect(receiver.connections).toBe(0);
});

test('a redirect is not followed', async () => {
  receiver.answer = (response) => void response.writeHead(302, { location: `https://receiver.example:${receiver.port}/other` }).end();
  await expect(sent(way(['127.0.0.1']))).rejects.toThrow('it was answered with 302');
  expect(receiver.received.map(({ url }) => url)).toEqual(['/hook?a=1']);
});

test('an answer without an end is cut off after its status', async () => {
  let open = true;
  receiver.answer = (response) => {
    response.once('close', () => {
      open = false;
    });
    response.writeHead(200).write('x'.repeat(1_000));
  };
  await sent(way(['127.0.0.1']));
  await until(() => !open);
});

test('a receiver that says nothing is given up at the deadline, a name server too', async () => {
  receiver.answer = () => undefined;
  await expect(sent(way(['127.0.0.1'], { deadlineMs: 200 }))).rejects.toThrow('no answer came in time');
  await expect(sent(way([], { deadlineMs: 50, resolve: () => new Promise(() => undefined) }))).rejects.toThrow('no answer came in time');
});

test('a certificate that nobody vouches for, or of another host, is not accepted', async () => {
  const { ca: _, ...trusting } = way(['127.0.0.1']);
  await expect(sent(trusting)).rejects.toThrow('its host cannot be reached (DEPTH_ZERO_SELF_SIGNED_CERT)');
  const other = { url: `https://other.example:${receiver.port}/`, headers: {}, body: '' };
  await expect(post(other, way(['127.0.0.1']), new AbortController().signal)).rejects.toThrow('ERR_TLS_CERT_ALTNAME_INVALID');
  expect(receiver.received).toEqual([]);
});

test('a stop ends a try without counting it as undelivered', async () => {
  const stop = new AbortController();
  receiver.answer = () => stop.abort(new Error('stopping'));
  await expect(sent(way(['127.0.0.1']), stop.signal)).rejects.toThrow('stopping');
});
