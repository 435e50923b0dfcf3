import { mintDevToken } from '#runtime';
import type { Answer } from '#test/client';
import { createDatabase } from '#test/database';
import { plantFleet } from '#test/fleet';
import { CLAIMS, createTestGateway, type TestGateway } from '#test/gateway';
import { until } from '#test/until';
import { postgresRates } from './rate-postgres.js';

const PATH = '/api/alerts/totals';
let database: Awaited<ReturnType<typeof createDatabase>>;
let gateways: TestGateway[];
let one: TestGateway;

beforeAll(async () => {
  database = await createDatabase();
  await plantFleet(database.store);
  const rates = { perMinute: 5, failedPerMinute: 4, shared: postgresRates(database.store) };
  const options = { database, rates, trustedProxies: ['127.0.0.1'] };
  one = await createTestGateway(options);
  gateways = [one, await createTestGateway({ ...options, keys: one.keys })];
});
afterAll(async () => {
  await Promise.all(gateways.map((gateway) => gateway.close()));
  await database.drop?.();
});

let made = 0;
/** A token nobody has used yet. */
const fresh = (organization: string, claims = {}) => {
  made += 1;
  return one.as(organization, { subject: `user-${made}`, ...claims });
};
const times = async (count: number, call: () => Promise<Answer>): Promise<Answer[]> => {
  const answers: Answer[] = [];
  for (let i = 0; i < count; i += 1) answers.push(await call());
  return answers;
};
const statuses = (answers: readonly Answer[]): number[] => answers.map(({ status }) => status);

test('the sixth request of a token within a minute is refused when five are allowed, and every answer says where the caller stands', async () => {
  const client = fresh('north');
  const answers = await times(6, () => client.get(PATH));
  expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 429]);
  const shown = ({ headers }: Answer) => [
    headers.get('ratelimit-policy'),
    headers.get('ratelimit')?.replace(/;t=\d+$/, ''),
    headers.get('x-ratelimit-limit'),
    headers.get('x-ratelimit-remaining'),
  ];
  answers.forEach((answer, i) => {
    const left = Math.max(0, 4 - i);
    expect(shown(answer)).toEqual(['"default";q=5;w=60', `"default";r=${left}`, '5', String(left)]);
    const seconds = Number(/;t=(\d+)$/.exec(answer.headers.get('ratelimit') ?? '')?.[1]);
    expect(seconds).toBeGreaterThan(50);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(Math.abs(Number(answer.headers.get('x-ratelimit-reset')) - Date.now() / 1000 - seconds)).toBeLessThan(5);
    expect(answer.headers.get('retry-after')).toBe(i < 5 ? null : String(seconds));
  });
});

test.each([
  [PATH, { code: 429, message: 'too many requests', data: {} }],
  ['/api/organizations', { code: 429, message: 'too many requests', data: {} }],
])('a 429 of %s is in the words of its family', async (path, body) => {
  const client = fresh('north');
  await times(5, () => client.get(path));
  expect((await client.get(path)).body).toEqual(body);
});

test('a 429 of the mackerel family is in its words, and a key has a count of its own', async () => {
  const admin = fresh('owner');
  const key = async () => {
    const input = { name: 'test', organization_id: 'cafe', permissions: ['read'], scopes: [], roles: [], cidrs: [] };
    return one.with({ 'x-api-key': (await admin.post('/api/api-keys', input)).body.data.key });
  };
  const [first, second] = [await key(), await key()];
  const answers = await times(6, () => first.get('/api/v0/org'));
  expect(statuses(answers)).toEqual([200, 200, 200, 200, 200, 429]);
  expect(answers[5]?.body).toEqual({ error: { message: 'too many requests' } });
  expect((await second.get('/api/v0/org')).status).toBe(200);
});

test('requests that are refused for their permission, scope, parameters or object count; unknown routes and refused requests do not', async () => {
  const client = fresh('north', { scope: 'read:systems', roles: [] });
  expect(statuses(await times(3, () => client.get('/api/nowhere')))).toEqual([404, 404, 404]);
  expect((await client.get('/api/organizations')).status).toBe(403);
  expect((await client.get(`${PATH}?organization_id=bar`)).status).toBe(403);
  expect((await client.get('/api/alerts/trend?period=8')).status).toBe(400);
  expect((await client.get('/api/alerts/activity/ffff?organization_id=cafe')).status).toBe(404);
  expect((await client.head(PATH)).status).toBe(200);
  expect(statuses(await times(3, () => client.get('/api/organizations')))).toEqual([429, 429, 429]);
});

test('several gateways count together', async () => {
  made += 1;
  const headers = await headersOf(`user-${made}`);
  const answers = await Promise.all([0, 1, 0, 1, 0, 1, 0, 1, 0, 1].map((i) => gateways[i]?.with(headers).get(PATH)));
  const seen = answers.map((answer) => answer?.status);
  expect([seen.filter((status) => status === 200).length, seen.filter((status) => status === 429).length]).toEqual([5, 5]);
});

test('another spelling of the same token’s signature is no other token', async () => {
  made += 1;
  const { authorization } = await headersOf(`user-${made}`);
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = digits.indexOf(authorization.slice(-1));
  // The last digit of a 64-byte signature has four bits that mean nothing.
  const spellings = [0, 1, 2, 3, 4, 5].map((bits) => authorization.slice(0, -1) + digits[(last & 0b110000) | bits]);
  const seen: number[] = [];
  for (const spelled of spellings) seen.push((await one.with({ authorization: spelled }).get(PATH)).status);
  expect(seen).toEqual([200, 200, 200, 200, 200, 429]);
});

test('beyond the limit of bad credentials those, and only those, are refused with 429', async () => {
  const from = { 'x-forwarded-for': '192.0.2.1' };
  const bad = () => one.with({ authorization: 'Bearer nonsense', ...from }).get(PATH);
  const answers = await times(6, bad);
  expect(statuses(answers)).toEqual([401, 401, 401, 401, 429, 429]);
  expect(answers[5]?.body).toEqual({ code: 429, message: 'too many requests', data: {} });
  expect(answers[5]?.headers.get('ratelimit-policy')).toBe('"bad-credentials";q=4;w=60');
  expect(Number(answers[5]?.headers.get('retry-after'))).toBeGreaterThan(50);
  expect((await one.with({ 'x-api-key': 'alk_x_y', ...from }).get('/api/v0/org')).status).toBe(429);
  expect((await fresh('north').get(PATH, undefined, from)).status).toBe(200);
  expect((await one.with(from).get(PATH)).status).toBe(401);
  expect((await one.with({ authorization: 'Bearer nonsense', 'x-forwarded-for': '192.0.2.2' }).get(PATH)).status).toBe(401);
});

test('what is open to everybody, and the webhook, have no limit', async () => {
  const answers = await times(8, () => one.anonymous.get('/healthz'));
  expect(statuses(answers)).toEqual(Array.from({ length: 8 }, () => 200));
  expect(answers[7]?.headers.get('ratelimit')).toBeNull();
  expect(statuses(await times(8, () => one.with({ authorization: 'Bearer wrong' }).post('/api/alert_history', {})))).not.toContain(429);
});

test('refused credentials and requests beyond a limit are told in the log of the platform', async () => {
  await until(async () => {
    const rows = await database.store.query(
      `SELECT o.public_id AS organization, e.message FROM system_event e JOIN organization o ON o.id = e.organization_id ORDER BY 1, 2`,
    );
    const told = rows.map(({ organization, message }: { organization: string; message: string }) => `${organization}: ${message}`);
    return told.includes('owner: a token or API key was refused') && told.includes('north: requests beyond the rate limit were refused');
  });
});

/** The headers of a token of north that nobody has used yet. */
async function headersOf(subject: string): Promise<{ authorization: string }> {
  const token = await mintDevToken(one.keys, {
    organization: 'north',
    subject,
    scope: 'read:systems',
    roles: [],
    ttl: '1h',
    claims: CLAIMS,
  });
  return { authorization: `Bearer ${token}` };
}
