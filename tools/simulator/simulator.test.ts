import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { demoFleet, SILENT_TENANT } from '../demo/fleet.js';
import { allLines, current, occurrences } from '../demo/story.js';
import { startSimulator } from './simulator.js';

type Sent = { status: string; fingerprint: string; startsAt: string; endsAt: string; labels: Record<string, string> };
type Delivery = {
  tenant: string;
  token: string;
  body: { version: string; status: string; groupLabels: Record<string, string>; alerts: Sent[] };
};
type Shown = { fingerprint: string; labels: Record<string, string>; startsAt: string; status: { state: string } };

const HOUR_MS = 3_600_000;

describe('the simulated fleet', () => {
  const fleet = demoFleet('owner');
  const lines = allLines(fleet);
  let now = new Date('2026-05-12T08:00:00Z');
  let answer = 204;
  let deliveries: Delivery[] = [];
  const refusals: string[] = [];
  let receiver: Server;
  let simulator: Awaited<ReturnType<typeof startSimulator>>;

  beforeAll(async () => {
    receiver = createServer(async (asked, done) => {
      const chunks: Buffer[] = [];
      for await (const chunk of asked) chunks.push(chunk);
      const tenant = new URL(asked.url ?? '', 'http://x').searchParams.get('tenant') ?? '';
      deliveries.push({ tenant, token: asked.headers.authorization ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) });
      done.writeHead(answer).end();
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    const address = receiver.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const webhook = { url: `http://127.0.0.1:${port}/hook`, token: 'secret' };
    simulator = await startSimulator({ port: 0, owner: 'owner', webhook, refused: (tenant) => refusals.push(tenant), clock: () => now });
  });
  afterAll(async () => {
    await simulator.stop();
    receiver.closeAllConnections();
    receiver.close();
  });

  const get = (tenant: string): Promise<Response> =>
    fetch(`${simulator.url}/alertmanager/api/v2/alerts`, { headers: tenant ? { 'x-scope-orgid': tenant } : {} });
  const alertsOf = async (tenant: string): Promise<Shown[]> => JSON.parse(await (await get(tenant)).text());
  const tenants = [...new Set(fleet.organizations.map((one) => one.tenantId))].filter((tenant) => tenant !== SILENT_TENANT);
  const shown = async (): Promise<Shown[]> => (await Promise.all(tenants.map(alertsOf))).flat();

  it('has 40 customers below 5 resellers below 2 distributors below one owner', () => {
    const count = (role: string): number => fleet.organizations.filter((one) => one.role === role).length;
    expect(['owner', 'distributor', 'reseller', 'customer'].map(count)).toEqual([1, 2, 5, 40]);
    expect(new Set(fleet.organizations.map((one) => one.id)).size).toBe(48);
  });

  it('does not answer for one reseller, in which nothing is monitored', async () => {
    expect((await get(SILENT_TENANT)).status).toBe(503);
    expect(lines.filter((line) => line.system.organization.tenantId === SILENT_TENANT)).toEqual([]);
  });

  it('shows each tenant its own alerts, and what fires is what the story says', async () => {
    for (const tenant of tenants)
      for (const alert of await alertsOf(tenant))
        expect(fleet.organizations.find((one) => one.id === alert.labels.organization_id)?.tenantId).toBe(tenant);
    const wanted = lines.flatMap((line) => current(line, now) ?? []).map((one) => `${one.line.name} ${one.startsAt.toISOString()}`);
    expect((await shown()).map((alert) => `${alert.labels.system_key}/${alert.labels.alertname} ${alert.startsAt}`).sort()).toEqual(
      wanted.sort(),
    );
    expect(wanted.length).toBeGreaterThan(80);
  });

  it('refuses a call without a tenant and says of an unknown one that it is not configured', async () => {
    expect((await get('')).status).toBe(401);
    expect((await get('nobody')).status).toBe(404);
  });

  it('delivers firing alerts grouped by name, but not the silenced ones', async () => {
    await simulator.step();
    const sent = deliveries.flatMap(({ body }) => body.alerts);
    const active = (await shown()).filter((alert) => alert.status.state === 'active');
    expect(sent.map((alert) => alert.fingerprint).sort()).toEqual(active.map((alert) => alert.fingerprint).sort());
    expect((await shown()).filter((alert) => alert.status.state === 'suppressed').length).toBeGreaterThan(0);
    for (const { token, body } of deliveries) {
      expect(token).toBe('Bearer secret');
      expect(body).toMatchObject({ version: '4', status: 'firing' });
      expect(new Set(body.alerts.map((alert) => alert.labels.alertname))).toEqual(new Set([body.groupLabels.alertname]));
    }
  });

  it('says nothing twice', async () => {
    deliveries = [];
    await simulator.step();
    expect(deliveries).toEqual([]);
  });

  it('delivers a resolution with its end, again after a 503 and never again after a 400', async () => {
    const before = await shown();
    now = new Date(now.getTime() + 30 * HOUR_MS);
    answer = 503;
    await simulator.step();
    const refused = deliveries.length;
    expect(refused).toBeGreaterThan(0);
    now = new Date(now.getTime() + 60_000);
    deliveries = [];
    answer = 400;
    await simulator.step();
    const resolved = deliveries.flatMap(({ body }) => body.alerts).filter((alert) => alert.status === 'resolved');
    expect(resolved.length).toBeGreaterThan(0);
    expect(refusals).toHaveLength(deliveries.length);
    for (const { fingerprint, endsAt } of resolved) {
      expect(before.map((alert) => alert.fingerprint)).toContain(fingerprint);
      expect(Date.parse(endsAt)).toBeLessThanOrEqual(now.getTime());
    }
    deliveries = [];
    await simulator.step();
    expect(deliveries).toEqual([]);
  });

  it('lets a client end an alert: its occurrence does not fire again', async () => {
    const [alert] = await shown();
    const tenant = fleet.organizations.find((one) => one.id === alert?.labels.organization_id)?.tenantId ?? '';
    const body = JSON.stringify([{ labels: alert?.labels, endsAt: now.toISOString() }]);
    await fetch(`${simulator.url}/api/v2/alerts`, { method: 'POST', headers: { 'x-scope-orgid': tenant }, body });
    await simulator.step();
    expect((await shown()).map((one) => one.fingerprint)).not.toContain(alert?.fingerprint);
  });

  it('tells one story: the occurrences of a line do not overlap and a moment lies in the one that covers it', () => {
    const from = new Date('2026-04-01T00:00:00Z');
    for (const line of lines) {
      const found = occurrences(line, from, new Date(from.getTime() + 300 * line.kind.every * 60_000));
      const sound = found.filter((one, i) => one.endsAt > one.startsAt && one.startsAt >= (found[i - 1]?.endsAt ?? from));
      expect(found.length).toBeGreaterThan(150);
      expect(sound).toEqual(found);
      expect(found.map((one) => current(line, one.startsAt))).toEqual(found);
      expect(found.flatMap((one) => current(line, one.endsAt) ?? [])).toEqual([]);
    }
  });
});
