import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { numberNews } from '#persistence';
import { mintDevToken } from '#runtime';
import { CLAIMS, createTestGateway, useGateway } from '#test/gateway';
import { tell } from '#test/sightings';
import { createAlertledger, type StreamEvent, StreamRefused } from '../packages/client/client.js';

const gateway = useGateway({ streams: { perToken: 1, perGateway: 10 } });

const fire = async (...fingerprints: string[]): Promise<void> => {
  await tell(
    gateway.database.store,
    fingerprints.map((fingerprint) => ({ organization: 'cafe', fingerprint, startsAt: new Date() })),
  );
  await numberNews(gateway.database.store);
};
let callers = 0;
const tokenOf = (subject: string): Promise<string> =>
  mintDevToken(gateway.keys, { organization: 'cafe', subject, ttl: '1h', scope: 'read:systems', roles: [], claims: CLAIMS });
const somebody = (): (() => Promise<string>) => {
  const subject = `client-${callers++}`;
  return () => tokenOf(subject);
};
const clientOf = (url: () => string, token: () => string | Promise<string> = somebody()) =>
  createAlertledger({ url: gateway.url, token, fetch: (request) => fetch(new Request(request.url.replace(gateway.url, url()), request)) });

test('an iteration goes on at another gateway where the first one stopped, and misses nothing', async () => {
  const first = await createTestGateway({ database: gateway.database, keys: gateway.keys });
  let at = first.url;
  const seen: string[] = [];
  const events: StreamEvent[] = [];
  for await (const one of clientOf(() => at).stream({ kind: ['fired'] })) {
    events.push(one);
    if (one.event === 'hello' && seen.length === 0) await fire('a', 'b');
    if (one.event === 'alert') seen.push(String(one.data.fingerprint));
    if (seen.join() === 'a,b' && at === first.url) {
      await first.close();
      at = gateway.url;
      await fire('c', 'd');
    }
    if (seen.length === 4) break;
  }
  expect(seen).toEqual(['a', 'b', 'c', 'd']);
  expect(events.filter(({ event }) => event === 'bye').map(({ data }) => data)).toEqual([{ reason: 'restart' }]);
  expect(events.filter(({ event }) => event === 'hello').map(({ data }) => data)).toEqual([
    expect.objectContaining({ resumed: false }),
    expect.objectContaining({ resumed: true }),
  ]);
});

test('who breaks off makes room, and goes on later from a position', async () => {
  let position = 0;
  const client = clientOf(() => gateway.url);
  for await (const { id } of client.stream()) {
    position = id;
    break;
  }
  await fire('meanwhile');
  for await (const one of client.stream({ after: position })) {
    if (one.event !== 'alert') continue;
    expect(one.data.fingerprint).toBe('meanwhile');
    break;
  }
});

test('a caller who is not let in is told so, and one who asks for what there is not', async () => {
  const refusalOf = async (token: () => string | Promise<string>, options: object): Promise<number> => {
    try {
      for await (const _ of clientOf(() => gateway.url, token).stream(options)) return 200;
    } catch (error) {
      if (error instanceof StreamRefused) return error.status;
      throw error;
    }
    return 0;
  };
  expect(await refusalOf(() => 'nobody', {})).toBe(401);
  expect(await refusalOf(somebody(), { filter: ['team=~"("'] })).toBe(400);
});

test('a connection that has fallen silent is made anew, and a signal ends it all', async () => {
  const silent = createServer((socket) => void socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const nowhere = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
  const asked: string[] = [];
  const stop = new AbortController();
  const client = clientOf(() => {
    asked.push(asked.length === 0 ? nowhere : gateway.url);
    return asked.at(-1) ?? '';
  });
  const events: StreamEvent[] = [];
  for await (const one of client.stream({ silenceMs: 1_000, signal: stop.signal })) {
    events.push(one);
    stop.abort();
  }
  expect(asked.slice(0, 2)).toEqual([nowhere, gateway.url]);
  expect(events.map(({ event }) => event)).toEqual(['hello']);
  silent.close();
});
