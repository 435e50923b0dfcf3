import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { devKeys, mintDevToken } from '#runtime';
import { Command } from '#test/commands';
import { useDatabase } from '#test/database';
import { CLAIMS } from '#test/gateway';
import { build } from '#test/launcher';
import { until } from '#test/until';

type Span = { name: string; traceId: string; spanId: string; parentSpanId?: string; service: string };
type Attribute = { key: string; value: { stringValue?: string } };
type Export = { resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[] };

/** What a collector would be sent. */
const spans: Span[] = [];
const collector = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const body: Export = JSON.parse(Buffer.concat(chunks).toString());
    for (const { resource, scopeSpans } of body.resourceSpans) {
      const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
      spans.push(...scopeSpans.flatMap((scope) => scope.spans).map((span) => ({ ...span, service })));
    }
    response.setHeader('content-type', 'application/json').end('{}');
  });
});

const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-tracing-'));
const database = useDatabase();
beforeAll(async () => {
  build();
  collector.listen(0, '127.0.0.1');
  await once(collector, 'listening');
}, 180_000);
afterAll(() => {
  collector.close();
  rmSync(dir, { recursive: true });
});

const start = async (app: string, endpoint: string): Promise<Command> => {
  const env = { DATABASE_URL: database.url, DATA_DIR: dir, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, LOG_LEVEL: 'warn' };
  const command = await Command.start(['docker/alertledger.mjs', app], env, 'plain');
  await command.ready();
  return command;
};

test("the order of an export and the writing of its file are one trace, which goes on with the caller's own", async () => {
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
  const [gateway, worker] = [await start('gateway', endpoint), await start('export-worker', endpoint)];
  const who = {
    organization: 'owner',
    subject: 'mira',
    scope: 'read:analytics read:systems',
    roles: ['report_admin'],
    ttl: '1h',
    claims: CLAIMS,
  };
  const authorization = `Bearer ${await mintDevToken(await devKeys(dir), who)}`;
  const traceId = 'a'.repeat(32);
  const answer = await fetch(`${gateway.url}/reports/export`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', traceparent: `00-${traceId}-${'b'.repeat(16)}-01` },
    body: JSON.stringify({ report_type: 'alert-history', format: 'csv', start_date: '2026-01-01', end_date: '2026-01-31' }),
  });
  expect(answer.status).toBe(202);
  const { job_id }: { job_id: string } = JSON.parse(await answer.text());
  await until(async () => {
    const status = await fetch(`${gateway.url}/reports/export/${job_id}`, { headers: { authorization } });
    return JSON.parse(await status.text()).status === 'completed';
  });
  expect([await gateway.stop(), await worker.stop()]).toEqual([0, 0]);
  const [order, writing] = ['POST /reports/export', 'export'].map((name) => spans.find((span) => span.name === name));
  expect(order).toMatchObject({ traceId, parentSpanId: 'b'.repeat(16), service: 'alertledger-gateway' });
  expect(writing).toMatchObject({ traceId, parentSpanId: order?.spanId, service: 'alertledger-export-worker' });
}, 60_000);

test('an app stops in time although nobody takes its spans', async () => {
  const gateway = await start('gateway', 'http://127.0.0.1:9');
  expect((await fetch(`${gateway.url}/nowhere`)).status).toBe(404);
  expect(await gateway.stop()).toBe(0);
}, 60_000);
