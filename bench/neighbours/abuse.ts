// A neighbour without manners: does one kind of abuse over and over until it is ended. Started by neighbours.ts, which says where and what.
import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Place } from './apps.js';

const MIB = 1 << 20;
const agent = new Agent({ connections: 256 });
const [, , kind = '', place = '{}'] = process.argv;
const { gateway, collect, token, tenant, key } = JSON.parse(place) as Place;

type Headers = Readonly<Record<string, string>>;
const bearer = (secret: string): Headers => ({ authorization: `Bearer ${secret}`, 'content-type': 'application/json' });

async function send(method: 'GET' | 'POST' | 'PUT', url: string, headers: Headers, body?: string): Promise<void> {
  const answer = await request(url, { method, headers, ...(body !== undefined && { body }), dispatcher: agent });
  await answer.body.dump();
}

/** The same work by many at once, for ever; what fails is begun again. */
const always = (many: number, work: (i: number) => Promise<unknown>): Promise<unknown> =>
  Promise.all(
    Array.from({ length: many }, async (_, i) => {
      for (;;) await work(i).catch(() => pause(50));
    }),
  );

const alert = (i: number): object => ({
  status: 'firing',
  fingerprint: `abuse-${i}`,
  labels: { alertname: 'Abuse', organization_id: 'c0', instance: `i${i}` },
  annotations: { summary: 'x'.repeat(800) },
  startsAt: new Date(Date.now() - 60_000).toISOString(),
});

/** A webhook that is not whole: a byte comes every two seconds. */
async function drip(url: string, route: string): Promise<void> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(
    `POST ${route} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${tenant}\r\ncontent-type: application/json\r\ncontent-length: 9999\r\n\r\n{`,
  );
  const dripping = setInterval(() => socket.write(' '), 2_000);
  await new Promise((closed) => socket.resume().once('close', closed));
  clearInterval(dripping);
}

const event = (integrationKey: string): string => JSON.stringify({ integrationKey, eventType: 'COMMENT', alertKey: 'none', comment: 'c' });
const JSON_TYPE = { 'content-type': 'application/json' };

const ABUSES: Readonly<Record<string, () => Promise<unknown>>> = {
  'big bodies': () => {
    const [unknown, webhook] = [
      `"${'x'.repeat(31 * MIB)}"`,
      JSON.stringify({ alerts: Array.from({ length: 15_000 }, (_, i) => alert(i)) }),
    ];
    const users = JSON.stringify({
      users: Array.from({ length: 50_000 }, (_, i) => ({ id: `u${i}`, organization_id: 7, junk: 'x'.repeat(90) })),
    });
    return always(6, (i) => {
      if (i % 3 === 0) return send('POST', `${gateway}/nope`, JSON_TYPE, unknown);
      return i % 3 === 1
        ? send('POST', `${gateway}/api/alert_history`, bearer(tenant), webhook)
        : send('PUT', `${gateway}/api/users`, bearer(token), users);
    });
  },
  'slow bodies': () => always(300, (i) => drip(i % 2 ? gateway : collect, i % 3 ? '/api/alert_history' : '/api/events')),
  'an events flood': () => always(128, () => send('POST', `${gateway}/api/events`, JSON_TYPE, event(key))),
  'unknown keys': () =>
    always(64, (i) =>
      i % 2
        ? send('POST', `${gateway}/api/events`, JSON_TYPE, event(`unknown-${Math.random()}`))
        : send('GET', `${gateway}/api/alerts/totals`, bearer(`forged.${Math.random()}`)),
    ),
  'heavy reads': () => {
    const range = `from=${new Date(Date.now() - 300 * 86_400_000).toISOString()}&until=${new Date().toISOString()}`;
    const asked = [
      `/reports/alerts/insights?${range}`,
      '/api/alerts/stats',
      '/api/alerts/history?alertname=DiskFull',
      '/api/alerts/history?sort_by=alertname&page=1000',
    ];
    return always(32, (i) => send('GET', gateway + asked[i % asked.length], bearer(token)));
  },
  exports: () => {
    const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
    const order = { report_type: 'alert-history', format: 'csv', start_date: day(300), end_date: day(1) };
    return always(2, async () => {
      await send('POST', `${gateway}/reports/export`, bearer(token), JSON.stringify(order));
      await pause(1_000);
    });
  },
};

process.on('SIGTERM', () => process.exit(0));
await (kind === 'all of these' ? Promise.all(Object.values(ABUSES).map((abuse) => abuse())) : ABUSES[kind]?.());
