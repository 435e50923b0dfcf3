import { fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import type { Outcome } from '../measure.js';
import { fill } from '../totals.js';
import type { World } from '../world.js';
import { end, type Place, startApps } from './apps.js';

const ABUSES = ['big bodies', 'slow bodies', 'an events flood', 'unknown keys', 'heavy reads', 'exports', 'all of these'];
/** Milliseconds that 99 of 100 answers take at most, beside anything. */
const GOAL_MS = 250;
const EVERY_MS = 25;
const SECONDS = 8;
const WARM_UP_MS = 2_000;
const agent = new Agent({ connections: 64 });

/** A cheap read and a webhook, forty times a second each: how long they take alone, and beside each abuse. */
export async function* neighbours(world: World, rounds: number): AsyncGenerator<Outcome> {
  if (rounds < 2) return;
  await fill(world);
  const { stop, ...place } = await startApps(world);
  try {
    const alone = await measure(place);
    for (const abuse of ABUSES) {
      const beside = await besides(abuse, place);
      for (const [i, what] of ['a cheap read', 'a webhook'].entries())
        yield outcome(`${what} beside ${abuse}, p99`, alone[i] ?? Number.NaN, beside[i] ?? Number.NaN);
    }
  } finally {
    await stop();
    await agent.close();
  }
}

const outcome = (work: string, limitMs: number, oursMs: number): Outcome => ({
  work,
  limit: `alone; at most ${GOAL_MS} ms`,
  oursMs,
  limitMs,
  ratio: oursMs / limitMs,
  target: Number((GOAL_MS / limitMs).toFixed(3)),
  pass: oursMs <= GOAL_MS,
});

async function besides(abuse: string, place: Place): Promise<[read: number, webhook: number]> {
  const child = fork(fileURLToPath(new URL('./abuse.js', import.meta.url)), [abuse, JSON.stringify(place)]);
  try {
    await pause(WARM_UP_MS);
    return await measure(place);
  } finally {
    await end(child);
  }
}

/** The 99th percentiles of both. A request that is refused, or lost, counts as one that never came back. */
async function measure({ gateway, token, secret }: Place): Promise<[read: number, webhook: number]> {
  const [reads, webhooks]: [Promise<number>[], Promise<number>[]] = [[], []];
  for (let i = 0; i < (SECONDS * 1_000) / EVERY_MS; i++) {
    reads.push(timed(`${gateway}/api/alerts/totals`, token, 200));
    webhooks.push(timed(`${gateway}/api/alert_history`, secret, 204, webhook(i)));
    await pause(EVERY_MS);
  }
  return [p99(await Promise.all(reads)), p99(await Promise.all(webhooks))];
}

async function timed(url: string, secret: string, status: number, body?: string): Promise<number> {
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const begun = performance.now();
  try {
    const answer = await request(url, { method: body ? 'POST' : 'GET', headers, ...(body && { body }), dispatcher: agent });
    await answer.body.dump();
    return answer.statusCode === status ? performance.now() - begun : Number.POSITIVE_INFINITY;
  } catch {
    return Number.POSITIVE_INFINITY; // no answer
  }
}

/** Two alerts of one of a hundred customers. */
const webhook = (i: number): string => {
  const one = (name: string): object => ({
    status: 'firing',
    fingerprint: `${name}-${i}`,
    labels: { alertname: name, organization_id: `c${i % 100}`, severity: 'warning', system_key: `s${i % 100}` },
    annotations: { summary: 'the usual' },
    startsAt: new Date(Date.now() - 1_000).toISOString(),
  });
  return JSON.stringify({ version: '4', receiver: 'ledger', alerts: [one('DiskFull'), one('HostDown')] });
};

const p99 = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.99) - 1] ?? Number.NaN;
