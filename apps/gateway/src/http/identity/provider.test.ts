import { exportJWK, generateKeyPair } from 'jose';
import { createLog } from '#runtime';
import { createTestGateway, type TestGateway } from '#test/gateway';
import { startOpenId } from '#test/openid';
import { fetchJwks, KeySet } from './key-set.js';
import { Tokens } from './tokens.js';

const AUDIENCE = 'https://alerts.harbour-it.example';
const CLIENT = { client_id: 'dashboards', client_secret: 'a-secret-of-the-test' };
/** Asked for by the client as if it were a scope of the provider's own, so that one provider signs with all of them. */
const ALGORITHMS = ['RS256', 'PS384', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const;
const lines: string[] = [];
let close: () => Promise<void>;
let issuer: string;
let gateway: TestGateway;

/** Its tokens say things as Keycloak does. */
async function openId(): Promise<void> {
  const keys = await Promise.all(
    ALGORITHMS.map(async (alg) => ({
      ...(await exportJWK((await generateKeyPair(alg, { extractable: true })).privateKey)),
      alg,
      use: 'sig',
      kid: alg,
    })),
  );
  ({ issuer, close } = await startOpenId({
    clients: [{ ...CLIENT, grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }],
    jwks: { keys },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_, resource) => ({
          scope: 'read:systems report',
          audience: new URL(resource).origin,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: new URL(resource).pathname.slice(1) as 'ES256' } },
        }),
      },
    },
    extraTokenClaims: () => ({ organization: { north: { id: '7c1e' } }, realm_access: { roles: ['ADMIN', 'offline_access'] } }),
  }));
}

async function tokenOf(resource: string, scope: string): Promise<string> {
  const form = new URLSearchParams({ grant_type: 'client_credentials', resource, scope, ...CLIENT });
  const answer = await fetch(`${issuer}/token`, { method: 'POST', body: form });
  const { access_token: token } = (await answer.json()) as { access_token?: string };
  if (!token) throw new Error(`no token: ${answer.status}`);
  return token;
}

beforeAll(async () => {
  await openId();
  const { jwks_uri: uri } = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as { jwks_uri: string };
  const log = createLog('gateway', 'warn', { write: (line) => void lines.push(line) });
  const claims = { organization: ['organization_id', 'organization'], scope: ['scope'], roles: ['roles', 'realm_access.roles'] };
  const tokens = new Tokens(new KeySet(() => fetchJwks(uri), log), { issuer, audiences: ['https://other.example', AUDIENCE], claims });
  gateway = await createTestGateway({ tokens, log });
});
afterAll(async () => {
  await gateway?.close();
  await close?.();
});

it.each(ALGORITHMS)('a token of a real OpenID provider, signed with %s, is what it says', async (alg) => {
  const bearer = gateway.with({ authorization: `Bearer ${await tokenOf(`${AUDIENCE}/${alg}`, 'read:systems')}` });
  expect((await bearer.get('/api/alerts/totals')).status).toBe(200);
  expect((await bearer.get('/api/organizations')).status).toBe(200);
  expect((await bearer.get('/api/alerts/totals?organization_id=bar')).status).toBe(403);
  expect((await bearer.post('/api/alerts/notes', { fingerprint: 'x', text: 'y' })).status).toBe(403);
});

it('the caller is not told why a token is refused; the log is, without the token, and a counter', async () => {
  const token = await tokenOf('https://elsewhere.example/ES384', 'read:systems');
  const before = await refusedBy('audience');
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => gateway.with({ authorization: `Bearer ${token}` }).get('/api/alerts/totals')),
  );
  for (const { status, body } of answers)
    expect({ status, body }).toEqual({ status: 401, body: { code: 401, message: 'invalid token', data: {} } });
  expect(await refusedBy('audience')).toBe(before + 5);
  const told = lines.map((line) => JSON.parse(line)).filter(({ reason }) => reason === 'audience');
  expect(told).toHaveLength(1);
  expect(told[0]).toMatchObject({ kid: 'ES384', iss: issuer, aud: 'https://elsewhere.example', sub: 'dashboards' });
  expect(answers.map(({ headers }) => headers.get('x-request-id'))).toContain(told[0].request_id);
  expect(lines.join('')).not.toContain(token.split('.')[2]);
});

async function refusedBy(reason: string): Promise<number> {
  const { text } = await gateway.anonymous.get('/metrics');
  return Number(new RegExp(`^alertledger_tokens_refused_total\\{reason="${reason}"\\} (\\d+)$`, 'm').exec(text)?.[1]);
}
