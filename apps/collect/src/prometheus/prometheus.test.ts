import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { upstreamAt } from '../config/short-form.js';
import { Prometheus } from './prometheus.js';

type Metric = Record<string, string>;
type Answer = (tenants: string[], response: ServerResponse) => void;

let server: Server;
let answer: Answer;
let asked: string[] = [];
let prometheus: Prometheus;

beforeAll(async () => {
  server = createServer((request, response) => {
    const tenant = String(request.headers['x-scope-orgid']);
    asked.push(tenant);
    answer(tenant.split('|'), response);
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
});
afterAll(() => server.close());
beforeEach(() => {
  asked = [];
  prometheus = new Prometheus(upstreamAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/prometheus`));
});
afterEach(() => prometheus.close());

const firing = (name: string, more: Metric = {}): object[] => [
  { metric: { __name__: 'ALERTS', alertstate: 'firing', alertname: name, ...more }, value: [1_778_572_000, '1'] },
  { metric: { __name__: 'ALERTS_FOR_STATE', alertname: name, ...more }, value: [1_778_572_000, '1778571000'] },
];
const vector = (response: ServerResponse, result: object[], more: object = {}): void =>
  void response.end(JSON.stringify({ status: 'success', data: { resultType: 'vector', result }, ...more }));
const shown = (name: string): object => ({
  labels: { alertname: name },
  annotations: {},
  startsAt: '2026-05-12T07:30:00.000Z',
  status: null,
});
const alertsOf = async (tenant: string): Promise<unknown> => JSON.parse(await prometheus.alerts(tenant));
/** As Mimir does: a tenant label where several were asked for. */
const federating: Answer = (tenants, response) =>
  vector(
    response,
    tenants.flatMap((tenant) => firing(`of ${tenant}`, tenants.length > 1 ? { __tenant_id__: tenant } : {})),
  );

test('tenants that are asked for at the same time are one query, and each gets its own alerts', async () => {
  answer = federating;
  const tenants = Array.from({ length: 250 }, (_, i) => `t${i}`);
  expect(await Promise.all(tenants.map(alertsOf))).toEqual(tenants.map((tenant) => [shown(`of ${tenant}`)]));
  expect(asked.map((header) => header.split('|').length).sort()).toEqual([200, 50]);
});

test('a tenant alone needs no label', async () => {
  answer = federating;
  expect(await alertsOf('t1')).toEqual([shown('of t1')]);
});

test('a server that refuses several tenants is asked for each alone, and not together again', async () => {
  answer = (tenants, response) =>
    tenants.length > 1 ? response.writeHead(422).end('multiple org IDs present') : federating(tenants, response);
  expect(await Promise.all(['a', 'b'].map(alertsOf))).toEqual([[shown('of a')], [shown('of b')]]);
  expect(await Promise.all(['a', 'b'].map(alertsOf))).toEqual([[shown('of a')], [shown('of b')]]);
  expect(asked.sort()).toEqual(['a', 'a', 'a|b', 'b', 'b']);
});

test('a server that knows no tenants gives everything to each', async () => {
  answer = (_, response) => vector(response, firing('common'));
  expect(await Promise.all(['a', 'b'].map(alertsOf))).toEqual([[shown('common')], [shown('common')]]);
});

test('alerts that only differ in a label have each their own start, and one whose start is not known has none', async () => {
  const [alert, start] = firing('x', { instance: 'a' }) as [{ metric: Metric }, object];
  answer = (_, response) => vector(response, [alert, { ...alert, metric: { ...alert.metric, instance: 'b' } }, start]);
  expect(await alertsOf('a')).toEqual([
    { ...shown('x'), labels: { alertname: 'x', instance: 'a' } },
    { labels: { alertname: 'x', instance: 'b' }, annotations: {}, status: null },
  ]);
});

test.each<[string, Answer, string]>([
  ['an error', (_, response) => response.writeHead(503).end(), 'it answers with status 503'],
  ['too many questions', (_, response) => response.writeHead(429).end(), 'it answers with status 429'],
  ['no JSON', (_, response) => response.end('<html>'), 'its answer is not JSON'],
  ['a failed query', (_, response) => response.end('{"status":"error","error":"x"}'), 'its answer is no result of a query'],
  ['no vector', (_, response) => vector(response, [{ metric: {}, values: [] }]), 'its answer is no vector'],
  ['half an answer of VictoriaMetrics', (_, response) => vector(response, [], { isPartial: true }), 'its answer is not whole'],
  ['half an answer', (_, response) => vector(response, firing('x'), { warnings: ['a store is down'] }), 'its answer is not whole'],
])('%s fails every tenant of the query, and nothing is taken for an end', async (_, given, message) => {
  answer = given;
  const outcomes = await Promise.allSettled(['a', 'b'].map((tenant) => prometheus.alerts(tenant)));
  expect(outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason.message)).toEqual([message, message]);
  expect(asked.sort()).toEqual(message.endsWith('429') ? ['a|b'] : ['a', 'a|b', 'b']);
});

test('a tenant that fails the query of several is asked for alone from then on, and the others are answered together', async () => {
  answer = (tenants, response) => (tenants.includes('bad') ? response.writeHead(500).end() : federating(tenants, response));
  const ask = () => Promise.allSettled(['a', 'bad', 'b'].map(alertsOf));
  const outcome = [
    expect.objectContaining({ value: [shown('of a')] }),
    expect.objectContaining({ status: 'rejected' }),
    expect.objectContaining({ value: [shown('of b')] }),
  ];
  expect(await ask()).toEqual(outcome);
  asked = [];
  expect(await ask()).toEqual(outcome);
  expect(asked.sort()).toEqual(['a|b', 'bad']);
});

test('an id that would name several tenants is not asked for', async () => {
  await expect(prometheus.alerts('a|b')).rejects.toThrow('its id stands for several tenants');
  expect(asked).toEqual([]);
});

test('external labels are put on alerts that lack them', async () => {
  prometheus = new Prometheus({
    ...upstreamAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    externalLabels: { cluster: 'eu', instance: 'x' },
  });
  answer = (_, response) => vector(response, firing('x', { instance: 'a' }));
  expect(await alertsOf('a')).toEqual([{ ...shown('x'), labels: { alertname: 'x', instance: 'a', cluster: 'eu' } }]);
});
