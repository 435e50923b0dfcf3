// The HTTP face of the simulated Alertmanager: API v2 behind `X-Scope-OrgID`, as Mimir serves it, with and without the prefix /alertmanager.
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { SILENT_TENANT } from '../demo/fleet.js';
import { matches } from './matchers.js';
import { parseFilters, parsePostedAlerts, parseSilence, wants } from './requests.js';
import { silenceView } from './silences.js';
import type { Alert, Tenant } from './tenant.js';

type Answer = { readonly status: number; readonly body?: unknown };
type Call = { readonly tenant: Tenant; readonly query: URLSearchParams; readonly body: unknown; readonly id: string; readonly now: Date };
type Tenants = ReadonlyMap<string, Tenant>;

const MAX_BODY = 4 << 20;
const ok = (body?: unknown): Answer => ({ status: 200, body });
const refused = (status: number, body: string): Answer => ({ status, body });

const ROUTES: Readonly<Record<string, (call: Call) => Answer>> = {
  'GET alerts': listAlerts,
  'POST alerts': postAlerts,
  'GET silences': ({ tenant, query, now }) => {
    const filters = parseFilters(query.getAll('filter'));
    if (!filters) return refused(400, 'bad matcher format');
    const found = tenant.silences
      .list()
      .filter(({ matchers }) => filters.every((wanted) => matchers.some((one) => one.name === wanted.name && one.value === wanted.value)));
    return ok(found.map((silence) => silenceView(silence, now)));
  },
  'POST silences': ({ tenant, body, now }) => {
    const wanted = parseSilence(body);
    if (!wanted) return refused(422, 'silence invalid');
    if (wanted.endsAt <= now) return refused(400, 'end time can not be in the past');
    const silenceID = tenant.silences.set(wanted, now);
    return silenceID ? ok({ silenceID }) : refused(404, 'silence not found');
  },
  'GET silence': ({ tenant, id, now }) => {
    const silence = tenant.silences.get(id);
    return silence ? ok(silenceView(silence, now)) : { status: 404 };
  },
  'DELETE silence': ({ tenant, id, now }) => ({ status: tenant.silences.expire(id, now) ? 200 : 404 }),
};

export function createAlertmanager(tenants: Tenants, clock: () => Date): Server {
  return createServer((asked, answer) => {
    respond(asked, tenants, clock).then(
      ({ status, body }) => {
        const text = body === undefined ? '' : JSON.stringify(body);
        answer.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
      },
      () => answer.destroy(),
    );
  });
}

async function respond(asked: IncomingMessage, tenants: Tenants, clock: () => Date): Promise<Answer> {
  const url = new URL(asked.url ?? '/', 'http://simulator');
  const path = url.pathname.replace(/^\/alertmanager(?=\/)/, '');
  if (path === '/-/ready' || path === '/-/healthy') return ok('OK');
  const [, resource = '', id = ''] = /^\/api\/v2\/(\w+)(?:\/([\w-]+))?\/?$/.exec(path) ?? [];
  const route = ROUTES[`${asked.method} ${resource}`];
  if (!route || (resource === 'silence') !== (id !== '')) return refused(404, 'not found');
  const scope = String(asked.headers['x-scope-orgid'] ?? '');
  if (scope === '') return refused(401, 'no org id');
  if (scope === SILENT_TENANT) return refused(503, 'the ring is unhealthy');
  const tenant = tenants.get(scope);
  if (!tenant) return refused(404, 'the Alertmanager is not configured');
  const text = await bodyOf(asked);
  if (text === undefined) return refused(413, 'the body is too large');
  return route({ tenant, query: url.searchParams, body: parseJson(text), id, now: clock() });
}

async function bodyOf(asked: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of asked) {
    size += chunk.length;
    if (size > MAX_BODY) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listAlerts({ tenant, query, now }: Call): Answer {
  const filters = parseFilters(query.getAll('filter'));
  if (!filters) return refused(400, 'bad matcher format');
  const shown = tenant
    .firing(now)
    .filter((alert) => matches(alert.labels, filters))
    .map((alert) => ({ alert, status: tenant.statusOf(alert, now) }))
    .filter(({ status }) => wants(query, 'active') || status.state !== 'active')
    .filter(({ status }) => wants(query, 'unprocessed') || status.state !== 'unprocessed')
    .filter(({ status }) => wants(query, 'silenced') || status.silencedBy.length === 0)
    .filter(({ status }) => wants(query, 'inhibited') || status.inhibitedBy.length === 0)
    .map(({ alert, status }) => ({ ...alert, status, receivers: [{ name: 'alertledger' }] }));
  return ok(shown.sort(byFingerprint));
}

const byFingerprint = (a: Alert, b: Alert): number => (a.fingerprint < b.fingerprint ? -1 : 1);

function postAlerts({ tenant, body, now }: Call): Answer {
  const alerts = parsePostedAlerts(body);
  if (!alerts) return refused(400, 'alerts invalid');
  for (const alert of alerts) tenant.post(alert, now);
  return ok();
}
