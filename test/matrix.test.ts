import type { Answer, Client } from '#test/client';
import { useGateway } from '#test/gateway';

/**
 * Who may call what, from the contract: scopes, or roles as `role:NAME`, any one of which is enough; `key`: every API key and nothing else; `anyone`: every caller; `reader`: the same, and nothing is changed; `open`: everybody.
 * Then what those who are let in are answered, where it is not 200, and what follows the path. A new route needs a line here.
 */
type Line = [route: string, needs: string, answered?: number[], query?: string];
const DAY = '?from=2026-05-01T00:00:00Z&until=2026-05-02T00:00:00Z';
const BODY = [400];
const LINES: Line[] = [
  ['GET /api/alerts', 'read:systems'],
  ['GET /api/alerts/activity/:fingerprint', 'read:systems', [400, 404]],
  ['GET /api/alerts/episodes', 'read:systems', [400]],
  ['GET /api/alerts/episodes/:alert_id', 'read:systems', [404]],
  ['GET /api/alerts/history', 'read:systems'],
  ['GET /api/alerts/notifications', 'read:systems'],
  ['GET /api/alerts/notifications/stats', 'read:systems', [200], '?by=receiver'],
  ['GET /api/alerts/quarantine', 'read:systems'],
  ['GET /api/alerts/stats', 'read:systems'],
  ['GET /api/alerts/labels', 'read:systems'],
  ['GET /api/alerts/labels/:name', 'read:systems'],
  ['GET /api/alerts/suggest', 'read:systems', [200], '?field=alertname'],
  ['GET /api/alerts/freshness', 'read:systems'],
  ['GET /api/alerts/stream', 'read:systems', [400], '?kind=exploded'],
  ['GET /api/alerts/totals', 'read:systems'],
  ['GET /api/alerts/trend', 'read:systems'],
  ['GET /api/alerts/totals/by-organization', 'read:systems'],
  ['POST /api/alerts/assignment', 'manage:systems', BODY],
  ['POST /api/alerts/actions', 'manage:systems', BODY],
  ['POST /api/alerts/notes', 'manage:systems', BODY],
  ['GET /api/alerts/silences', 'read:systems', [200, 400]],
  ['POST /api/alerts/silences', 'manage:systems', BODY],
  ['GET /api/alerts/silences/:id', 'read:systems', [400, 404]],
  ['PUT /api/alerts/silences/:id', 'manage:systems', BODY],
  ['DELETE /api/alerts/silences/:id', 'manage:systems', [400, 404]],
  ['POST /api/alerts/import', 'role:ADMIN', [415]],
  ['POST /api/alerts/quarantine/replay', 'role:ADMIN'],
  ['GET /reports/alerts', 'report read:analytics', [200], DAY],
  ['GET /reports/alerts/summary', 'report read:analytics', [200], DAY],
  ['GET /reports/alerts/insights', 'report read:analytics', [200], DAY],
  ['GET /reports/alerts/series', 'report read:analytics', [200], DAY],
  ['GET /reports/alerts/filters', 'report read:analytics', [200], '?field=source'],
  ['GET /reports/availability', 'report read:analytics', [200], DAY],
  ['GET /reports/tuning', 'report read:analytics', [200], DAY],
  ['GET /reports/bursts', 'report read:analytics', [200], DAY],
  ['GET /reports/interruptions', 'report read:analytics', [200], DAY],
  ['GET /reports/suppression', 'report read:analytics', [200], DAY],
  ['GET /reports/definitions', 'report read:analytics read:systems'],
  ['GET /reports/api-keys/usage', 'role:ADMIN', [200], DAY],
  ['GET /reports/usage-summary', 'read:analytics', [200], '?start_date=2026-05-01&end_date=2026-05-02'],
  ['GET /logs/system-events', 'read:analytics'],
  ['POST /logs/system-events', 'role:ADMIN write:analytics', BODY],
  ['GET /reports/schedules', 'role:report_admin'],
  ['POST /reports/schedules', 'role:report_admin', BODY],
  ['POST /reports/schedules/preview', 'role:report_admin', BODY],
  ['GET /reports/schedules/:id', 'role:report_admin', [404]],
  ['PUT /reports/schedules/:id', 'role:report_admin', [400, 404]],
  ['DELETE /reports/schedules/:id', 'role:report_admin', [404]],
  ['POST /reports/schedules/:id/run', 'role:report_admin', [404]],
  ['GET /reports/schedules/:id/runs', 'role:report_admin', [404]],
  ['POST /reports/export', 'role:report_admin', BODY],
  ['GET /reports/export', 'role:report_admin'],
  ['GET /reports/export/callback-secret', 'role:report_admin'],
  ['GET /reports/export/:id', 'read:analytics', [404]],
  ['DELETE /reports/export/:id', 'role:report_admin', [404]],
  ['GET /downloads/:name', 'open', [403]],
  ['GET /reports/unsubscribe/:schedule/:address/:token', 'open', [403]],
  ['POST /reports/unsubscribe/:schedule/:address/:token', 'open', [403]],
  ['GET /api/exports', 'role:ADMIN owner'],
  ['GET /api/backfills', 'role:ADMIN'],
  ['GET /api/me', 'anyone'],
  ['GET /api/organizations/search', 'anyone'],
  ['PUT /api/organizations', 'role:ADMIN owner', BODY],
  ['GET /api/organizations', 'role:ADMIN'],
  ['DELETE /api/organizations/:id', 'role:ADMIN owner', [404]],
  ['PUT /api/alert-sources', 'role:ADMIN', BODY],
  ['GET /api/alert-sources', 'role:ADMIN'],
  ['PUT /api/escalation-policies', 'role:ADMIN', BODY],
  ['GET /api/escalation-policies', 'role:ADMIN'],
  ['PUT /api/users', 'role:ADMIN write:analytics', BODY],
  ['GET /api/users', 'role:ADMIN write:analytics'],
  ['POST /api/usage/sessions', 'role:ADMIN write:analytics', BODY],
  ['POST /api/usage/api-calls', 'role:ADMIN write:analytics', BODY],
  ['POST /api/api-keys', 'role:ADMIN', BODY],
  ['GET /api/api-keys', 'role:ADMIN'],
  ['DELETE /api/api-keys/:id', 'role:ADMIN', [404]],
  ['POST /api/webhook-tokens', 'role:ADMIN', BODY],
  ['GET /api/webhook-tokens', 'role:ADMIN'],
  ['DELETE /api/webhook-tokens/:id', 'role:ADMIN', [404]],
  ['PUT /api/rate-limits', 'role:ADMIN', BODY],
  ['GET /api/rate-limits', 'role:ADMIN'],
  ['GET /api/v0/alerts', 'key'],
  ['GET /api/v0/alerts/:id', 'key', [404]],
  ['PUT /api/v0/alerts/:id', 'key', BODY],
  ['POST /api/v0/alerts/:id/close', 'key', BODY],
  ['GET /api/v0/alerts/:id/logs', 'key', [404]],
  ['GET /api/v0/org', 'key'],
  ['GET /api/v0/hosts', 'key'],
  ['GET /api/v0/hosts.json', 'key'],
  ['GET /api/v0/hosts/:id', 'key', [404]],
  ['GET /api/v0/monitors', 'key'],
  ['GET /api/v0/monitors/:id', 'key', [404]],
  ['GET /api/v0/monitoring/checks', 'key'],
  ['GET /api/v0/monitoring/checks/:id', 'key', [404]],
  ['GET /api/v0/services', 'key'],
  ['GET /api/v0/users', 'key'],
  ['GET /api/v0/channels', 'key'],
  ['GET /api/v0/downtimes', 'key'],
  ['GET /api/v0/settings/ip-restriction/api', 'key'],
  ['POST /api/v0/settings/ip-restriction/api', 'key', BODY],
  ['GET /api/v2/alerts', 'read:systems'],
  ['GET /api/v2/alerts/groups', 'read:systems'],
  ['GET /api/v2/receivers', 'read:systems'],
  ['GET /api/v2/status', 'read:systems'],
  ['GET /api/v2/silences', 'read:systems'],
  ['POST /api/v2/silences', 'manage:systems', BODY],
  ['GET /api/v2/silence/:id', 'read:systems', [404]],
  ['DELETE /api/v2/silence/:id', 'manage:systems', [404]],
  ['POST /mcp', 'reader', [406]],
  ['GET /mcp', 'reader', [405]],
  ['DELETE /mcp', 'reader', [405]],
  // Collect answers these, and is not there. Where callers may send as well they are judged here.
  ['POST /api/alert_history', 'open', [503]],
  ['POST /api/webhooks/alertmanager', 'open', [503]],
  ['POST /api/events', 'open', [503]],
  ['POST /api/webhooks/alertmanager/events', 'open', [401, 403, 503]],
  ['POST /api/v2/alerts', 'open', [401, 403, 503]],
  ['POST /tenants/:tenant/api/v2/alerts', 'open', [401, 403, 503]],
  ...['/startupz', '/healthz', '/readyz', '/metrics', '/version', '/api/docs', '/api/docs/openapi.json', '/api-docs/openapi.json'].map(
    (path): Line => [`GET ${path}`, 'open'],
  ),
  ...['open.js', 'swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'].map((file): Line => [`GET /api/docs/${file}`, 'open']),
];

const SCOPES = ['read:systems', 'manage:systems', 'report', 'read:analytics', 'write:analytics'];
const ROLES = ['ADMIN', 'report_admin'];
const PERMISSIONS = [...SCOPES, ...ROLES.map((role) => `role:${role}`)];
const ORGANIZATIONS = { owner: 'owner', distributor: 'north', reseller: 'shop', customer: 'cafe' };
const KEYS = { both: ['read', 'write'], read: ['read'], write: ['write'], none: [] };
const OUTCOMES = { 401: 'unknown', 403: 'refused' } as const;

const gateway = useGateway();
type Role = keyof typeof ORGANIZATIONS;
const clients = {} as Record<Role, Record<string, Client>>;

const grant = (held: readonly string[]) => ({
  scopes: held.filter((one) => !one.startsWith('role:')),
  roles: held.filter((one) => one.startsWith('role:')).map((one) => one.slice('role:'.length)),
});
const bearer = (organization: string, held: readonly string[]): Client => {
  const { scopes, roles } = grant(held);
  return gateway.as(organization, { scope: scopes.join(' '), roles });
};

/** A key in every state it can be in. */
async function keysOf(organization_id: string): Promise<Record<string, Client>> {
  const key = (more: object) => gateway.withKey({ organization_id, ...more });
  const byPermission = Object.entries(KEYS).map(async ([name, permissions]) => [`key: ${name}`, await key({ permissions })] as const);
  const bare = ['key: both, no scope or role', await key({ scopes: [], roles: [] })] as const;
  const outside = ['key: outside its network', await key({ cidrs: ['192.0.2.0/24'] })] as const;
  const [expired, revoked] = [await key({ name: 'expired' }), await key({ name: 'revoked' })];
  const ids = await gateway.database.store.query(
    `SELECT id, name FROM api_key WHERE name IN ('expired', 'revoked') AND revoked_at IS NULL`,
  );
  for (const { id, name } of ids) {
    const change = name === 'expired' ? 'expires_at' : 'revoked_at';
    await gateway.database.store.query(`UPDATE api_key SET ${change} = now() - interval '1 s' WHERE id = $1`, [id]);
  }
  return Object.fromEntries([...(await Promise.all(byPermission)), bare, outside, ['key: expired', expired], ['key: revoked', revoked]]);
}

beforeAll(async () => {
  await gateway.columns.ready();
  for (const [role, organization] of Object.entries(ORGANIZATIONS)) {
    const each = PERMISSIONS.map((one) => [`token: only ${one}`, bearer(organization, [one])]);
    const without = PERMISSIONS.map((one) => [
      `token: all but ${one}`,
      bearer(
        organization,
        PERMISSIONS.filter((other) => other !== one),
      ),
    ]);
    const tokens = [
      ...each,
      ...without,
      ['token: nothing', bearer(organization, [])],
      ['token: everything', bearer(organization, PERMISSIONS)],
    ];
    clients[role as Role] = { anonymous: gateway.anonymous, ...Object.fromEntries(tokens), ...(await keysOf(organization)) };
  }
});

/** What the contract says becomes of a caller: `unknown` 401, `refused` 403, `let in`. */
function expected(needs: string, method: string, role: Role, caller: string): string {
  if (needs === 'open') return 'let in';
  if (['anonymous', 'key: expired', 'key: revoked'].includes(caller) || (needs === 'key' && caller.startsWith('token'))) return 'unknown';
  if (['key: outside its network', 'key: none', 'key: write'].includes(caller)) return 'refused';
  if (caller === 'key: read' && method !== 'GET' && needs !== 'reader') return 'refused';
  if (['key', 'anyone', 'reader'].includes(needs)) return 'let in';
  const [ownerOnly, any] = [needs.endsWith(' owner'), needs.replace(' owner', '').split(' ')];
  return any.some((one) => holds(caller, one)) && (!ownerOnly || role === 'owner') ? 'let in' : 'refused';
}

function holds(caller: string, permission: string): boolean {
  if (['token: everything', 'key: both', 'key: read'].includes(caller)) return true;
  if (caller.startsWith('token: all but ')) return !caller.endsWith(` ${permission}`);
  return caller === `token: only ${permission}`;
}

const METHODS = { GET: 'get', POST: 'post', PUT: 'put', DELETE: 'delete' } as const;
const isMethod = (text: string): text is keyof typeof METHODS => text in METHODS;

/** Sends an empty body where one is needed: it is read only when everything before it was in order. */
function send(client: Client, route: string, query: string): Promise<Answer> {
  const [method = '', path = ''] = route.split(' ');
  if (!isMethod(method)) throw new Error(`the table has a method it cannot send: ${method}`);
  return client[METHODS[method]](path.replace(/:\w+/g, 'x') + query, method === 'GET' || method === 'DELETE' ? undefined : {});
}

const outcomeOf = (status: number, needs: string): string => (needs === 'open' ? 'let in' : (OUTCOMES[status as 401 | 403] ?? 'let in'));

test('every route has a line, and every line a route', () => {
  const { declared } = gateway.app.getHttpAdapter().getInstance();
  const routes = [...(declared ?? [])].filter((route) => !route.startsWith('HEAD '));
  expect(LINES.map(([route]) => route).sort()).toEqual(routes.sort());
});

describe.each(LINES)('%s, for %s', (route, needs, answered = [200], query = '') => {
  const [method = ''] = route.split(' ');

  it.each(Object.keys(ORGANIZATIONS) as Role[])('lets in exactly those of the %s that the contract lets in', async (role) => {
    const callers = Object.keys(clients[role]);
    const answers: Answer[] = [];
    // One after the other: an organization has two places for questions, and who waits too long for one is told to come again.
    for (const client of Object.values(clients[role])) answers.push(await send(client, route, query));
    const seen = answers.map(({ status }, i) => [callers[i], outcomeOf(status, needs)]);
    expect(seen).toEqual(callers.map((caller) => [caller, expected(needs, method, role, caller)]));
    const statuses = answers.map(({ status }) => status).filter((status) => outcomeOf(status, needs) === 'let in');
    expect([...new Set(statuses)].filter((status) => !answered.includes(status))).toEqual([]);
  });

  it('answers HEAD like GET, and an organization outside the tree like the contract says', async () => {
    if (method === 'GET') {
      const [path] = [route.slice('GET '.length).replace(/:\w+/g, 'x')];
      const head = await clients.distributor['token: everything']?.head(path + query);
      const get = await clients.distributor['token: everything']?.get(path + query);
      expect(head?.status).toBe(get?.status);
    }
    if (needs === 'open' || needs === 'key') return;
    const foreign = `${query ? `${query}&` : '?'}organization_id=bar`;
    const statuses = async (role: Role) => (await send(clients[role]['token: everything'] ?? gateway.anonymous, route, foreign)).status;
    expect([await statuses('distributor'), await statuses('reseller')]).toEqual([403, 403]);
    expect(await statuses('customer')).not.toBe(needs.endsWith(' owner') ? 200 : 403);
  });
});
