import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { type FakeAlertmanager, shown, startFakeAlertmanager } from '#test/alertmanager';
import { upstreamAt } from '../config/short-form.js';
import { PollFailure } from '../http/asker.js';
import { Alertmanager } from './alertmanager.js';

let fake: FakeAlertmanager;
let elsewhere: FakeAlertmanager;
let patient: Alertmanager;
let hurried: Alertmanager;

beforeAll(async () => {
  [fake, elsewhere] = await Promise.all([startFakeAlertmanager(), startFakeAlertmanager()]);
  patient = new Alertmanager(upstreamAt(fake.url));
  hurried = new Alertmanager({ ...upstreamAt(fake.url), timeoutMs: 100 });
});
afterAll(async () => {
  await Promise.all([patient.close(), hurried.close()]);
  await Promise.all([fake.close(), elsewhere.close()]);
});

type Respond = (request: IncomingMessage, response: ServerResponse) => void;
const large = Buffer.from(`["${'x'.repeat(33 << 20)}"]`);
const gzip = { 'content-encoding': 'gzip' };
const fails = async (asking: Promise<unknown>, message: string): Promise<void> => {
  const error = await asking.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(PollFailure);
  expect(error).toMatchObject({ message });
};
const ask = (respond: Respond, from = patient): Promise<string> => {
  fake.answers.set('t', respond);
  return from.alerts('t');
};

test('an answer comes as it is, plain or compressed', async () => {
  const text = JSON.stringify([shown('a'), shown('b', { team: 'Größe' })]);
  expect(await ask((_, response) => response.end(text))).toEqual(text);
  expect(await ask((_, response) => response.writeHead(200, gzip).end(gzipSync(text)))).toEqual(text);
});

test('an Alertmanager that is not configured has no alerts', async () => {
  expect(await ask((_, response) => response.writeHead(404).end('the Alertmanager is not configured'))).toEqual('[]');
});

test.each<[string, Respond, string]>([
  ['status 500', (_, response) => response.writeHead(500).end('[]'), 'it answers with status 500'],
  ['status 401', (_, response) => response.writeHead(401).end('no org id'), 'it answers with status 401'],
  ['status 204', (_, response) => response.writeHead(204).end(), 'it answers with status 204'],
  ['an unknown path', (_, response) => response.writeHead(404).end('404 page not found'), 'it answers with status 404'],
  ['more than 32 MiB', (_, response) => response.end(large), 'its answer is larger than 32 MiB'],
  [
    'more than 32 MiB once unpacked',
    (_, response) => response.writeHead(200, gzip).end(gzipSync(large)),
    'its answer is larger than 32 MiB',
  ],
  [
    'nothing but brackets',
    (_, response) => response.end(`[${Array(2_000_001).fill('[]').join()}]`),
    'its answer holds more than 2000000 keys and elements',
  ],
  ['a broken archive', (_, response) => response.writeHead(200, gzip).end('no archive'), 'its answer cannot be unpacked'],
  ['a connection that ends', (_, response) => response.destroy(), 'it cannot be reached'],
  ['a body that breaks off', (_, response) => response.write('[', () => response.destroy()), 'it cannot be reached'],
])('%s is a failure', async (_, respond, reason) => {
  await fails(ask(respond), reason);
});

test.each<[string, Respond]>([
  ['no answer', () => undefined],
  ['headers only', (_, response) => response.writeHead(200).flushHeaders()],
  ['a body that drips', (_, response) => drip(response)],
  ['an archive that drips', (_, response) => drip(response.writeHead(200, gzip), gzipSync(randomBytes(4_000)))],
])('%s within the time limit is a failure', async (_, respond) => {
  await fails(ask(respond, hurried), 'no answer in time');
});

function drip(response: ServerResponse, bytes = Buffer.alloc(4_000, ' ')): void {
  let at = 0;
  const timer = setInterval(() => response.write(bytes.subarray(at, ++at)), 5);
  response.on('close', () => clearInterval(timer));
}

test('a redirect is a failure, and nobody else hears of the tenant', async () => {
  for (const status of [301, 302, 307, 308])
    await expect(ask((_, response) => response.writeHead(status, { location: `${elsewhere.url}/` }).end())).rejects.toThrow(
      `it answers with status ${status}`,
    );
  expect(elsewhere.asked).toEqual([]);
});

test('an address where nobody listens is a failure, and so is a tenant that no header can carry', async () => {
  const nobody = new Alertmanager(upstreamAt('http://127.0.0.1:9'));
  await fails(nobody.alerts('t'), 'it cannot be reached');
  await nobody.close();
  await fails(patient.alerts('t\n'), 'it cannot be reached');
});

test('closing ends a poll under way', async () => {
  const closing = new Alertmanager(upstreamAt(fake.url));
  fake.answers.set('t', () => void closing.close());
  await fails(closing.alerts('t'), 'it cannot be reached');
});
