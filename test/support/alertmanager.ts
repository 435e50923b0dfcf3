import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Respond = (request: IncomingMessage, response: ServerResponse) => unknown;

/** Stands in for the Alertmanagers of many tenants: what each answers, and who was asked for. */
export type FakeAlertmanager = {
  url: string;
  /** By tenant: its alerts, or how to answer. Who is not in it has none. */
  answers: Map<string, readonly object[] | Respond>;
  asked: { tenant: string; path: string }[];
  close(): Promise<void>;
};

export async function startFakeAlertmanager(): Promise<FakeAlertmanager> {
  const answers: FakeAlertmanager['answers'] = new Map();
  const asked: FakeAlertmanager['asked'] = [];
  const server = createServer((request, response) => {
    const tenant = String(request.headers['x-scope-orgid']);
    asked.push({ tenant, path: request.url ?? '' });
    const answer = answers.get(tenant) ?? [];
    if (typeof answer === 'function') answer(request, response);
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url: `http://127.0.0.1:${port}`, answers, asked, close };
}

/** An alert as API v2 shows it. */
export const shown = (fingerprint: string, labels: object = {}, more: object = {}): object => ({
  fingerprint,
  labels: { alertname: 'DiskFull', severity: 'critical', ...labels },
  annotations: { summary: 'full' },
  startsAt: '2026-05-12T07:46:50.123Z',
  endsAt: '2026-05-12T12:00:00.000Z',
  updatedAt: '2026-05-12T09:59:00.000Z',
  receivers: [{ name: 'ledger' }],
  status: { state: 'active', silencedBy: [], inhibitedBy: [] },
  ...more,
});
export const silenced = { status: { state: 'suppressed', silencedBy: ['a-silence'], inhibitedBy: [] } };
export const inhibited = { status: { state: 'suppressed', silencedBy: [], inhibitedBy: ['other'] } };
