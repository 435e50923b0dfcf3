import type { IncomingMessage, ServerResponse } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import type { Provider as OpenIdProvider } from 'oidc-provider';
import type { Page } from 'playwright-core';
import { createLog } from '#runtime';
import { describeWithBrowser, useConsole } from '#test/console';
import { freePort } from '#test/free-port';
import { CLAIMS } from '#test/gateway';
import { type OpenId, startOpenId } from '#test/openid';
import { until } from '#test/until';
import { Provider } from '../../apps/gateway/src/console/provider.js';
import { fetchJwks, KeySet } from '../../apps/gateway/src/http/identity/key-set.js';
import { Tokens } from '../../apps/gateway/src/http/identity/tokens.js';

jest.setTimeout(60_000);
const AUDIENCE = 'https://alerts.harbour-it.example';
const SCOPES = 'read:systems manage:systems report read:analytics';
const CLIENT = 'alertledger-console';
const KEPT = 'JSON.stringify({ ...sessionStorage, ...localStorage }) + document.cookie';
const HONEST: Bent = { path: '', changes: {} };
const log = createLog('gateway', 'silent');

/** A person at the provider: one button signs in, one signs out. */
const form = (action: string, word: string): string =>
  `<!doctype html><title>Login</title><link rel="icon" href="data:,"><form method="post" action="${action}"><button>${word}</button></form>`;

/** What a hostile provider, or someone between, changes in the parameters of the way there or back. */
type Bent = { readonly path: string; readonly changes: Readonly<Record<string, string>> };

function bend(address: string, { path, changes }: Bent): string {
  const url = new URL(address, 'http://provider.example');
  if (url.pathname !== path) return address;
  for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value);
  return url.origin === 'http://provider.example' ? url.pathname + url.search : url.href;
}

const person =
  (bent: () => Bent) =>
  (provider: OpenIdProvider) =>
  (request: IncomingMessage, response: ServerResponse): boolean => {
    const set = response.setHeader.bind(response);
    response.setHeader = (name, value) => set(name, name.toLowerCase() === 'location' ? bend(String(value), bent()) : value);
    request.url = bend(request.url ?? '/', bent());
    if (!request.url.startsWith('/interaction/')) return false;
    if (request.method === 'GET') response.setHeader('content-type', 'text/html').end(form(request.url, 'Rosa'));
    else void provider.interactionFinished(request, response, { login: { accountId: 'rosa' } });
    return true;
  };

/** `seconds`: how long an access token lives; `mayAsk`: whether pages may call the provider; `mayRenew`: whether it gives refresh tokens. */
type Manners = { seconds(): number; mayAsk(): boolean; mayRenew(): boolean; bent(): Bent };

async function startProvider(at: string, { seconds, mayAsk, mayRenew, bent }: Manners): Promise<OpenId> {
  const key = {
    ...(await exportJWK((await generateKeyPair('RS256', { extractable: true })).privateKey)),
    alg: 'RS256',
    use: 'sig',
    kid: 'one',
  };
  const rules = {
    clients: [
      {
        ...{ client_id: CLIENT, token_endpoint_auth_method: 'none' as const },
        ...{ redirect_uris: [`${at}/console/callback`], post_logout_redirect_uris: [`${at}/console/signed-out`] },
        ...{ grant_types: ['authorization_code', 'refresh_token'], response_types: ['code' as const] },
      },
    ],
    jwks: { keys: [key] },
    cookies: { keys: ['a-secret-of-the-test'] },
    pkce: { required: () => true },
    clientBasedCORS: (_: unknown, origin: string) => mayAsk() && origin === at,
    issueRefreshToken: async () => mayRenew(),
    ttl: { AccessToken: seconds, Interaction: 600, Session: 3600, Grant: 3600, IdToken: 600, RefreshToken: 3600 },
    interactions: { url: (_: unknown, interaction: { uid: string }) => `/interaction/${interaction.uid}` },
    findAccount: (_: unknown, accountId: string) => ({ accountId, claims: async () => ({ sub: accountId }) }),
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        logoutSource: async (context: { body: unknown }, hidden: string) => {
          context.body = `<!doctype html><title>Logout</title>${hidden}<button type="submit" form="op.logoutForm" name="logout" value="yes">Leave</button>`;
        },
      },
      resourceIndicators: {
        enabled: true,
        useGrantedResource: async () => true,
        getResourceServerInfo: () => ({
          scope: SCOPES,
          audience: AUDIENCE,
          accessTokenFormat: 'jwt' as const,
          jwt: { sign: { alg: 'RS256' as const } },
        }),
      },
    },
    extraTokenClaims: () => ({ organization_id: 'shop', roles: ['report_admin'] }),
    loadExistingGrant: async ({ oidc }: { oidc: { provider: OpenIdProvider; session?: { accountId?: string } } }) => {
      const grant = new oidc.provider.Grant({ clientId: CLIENT, accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid profile offline_access');
      grant.addResourceScope(AUDIENCE, SCOPES);
      await grant.save();
      return grant;
    },
  };
  return startOpenId(rules as Parameters<typeof startOpenId>[0], person(bent));
}

describeWithBrowser('signing in with an OpenID provider', () => {
  let openId: OpenId;
  let seconds = 600;
  let mayAsk = true;
  let mayRenew = true;
  let bent = HONEST;
  const site = useConsole(async () => {
    const port = await freePort();
    const publicUrl = `http://127.0.0.1:${port}`;
    openId = await startProvider(publicUrl, { seconds: () => seconds, mayAsk: () => mayAsk, mayRenew: () => mayRenew, bent: () => bent });
    const { issuer } = openId;
    const settings = { issuer, clientId: CLIENT, scope: `openid profile ${SCOPES}`, resource: AUDIENCE, parameters: undefined, publicUrl };
    const tokens = new Tokens(new KeySet(() => fetchJwks(`${issuer}/jwks`), log), { issuer, audiences: [AUDIENCE], claims: CLAIMS });
    const auth = { issuer, audience: [AUDIENCE], claims: CLAIMS };
    return { port, tokens, page: { auth, provider: await new Provider(settings, log).open() } };
  });
  afterAll(() => openId?.close());
  beforeEach(() => {
    mayAsk = mayRenew = true;
    bent = HONEST;
    seconds = 600;
  });

  async function enter(at: string, path = '/console/') {
    const visit = await site.visit();
    await visit.page.goto(`${at}${path}`);
    await visit.page.getByRole('button', { name: 'Rosa' }).click();
    await visit.page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    return visit;
  }

  it('leads there and back to the very view, and keeps no token anywhere; loaded again, the provider answers at once', async () => {
    const { page, faults, close } = await enter(site.gateway.url, '/console/history?severity=critical');
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect(page.url()).toBe(`${site.gateway.url}/console/history?severity=critical`);
    expect(await page.evaluate<string>(KEPT)).not.toMatch(/eyJ|verifier/);
    await page.reload();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect([page.url(), faults]).toEqual([`${site.gateway.url}/console/history?severity=critical`, []]);
    await close();
  });

  it('renews a token ahead of its end, once for all, and goes on', async () => {
    seconds = 66;
    const renewals: unknown[] = [];
    const count = (context: { oidc: { params?: { grant_type?: unknown } } }) => renewals.push(context.oidc.params?.grant_type);
    openId.provider.on('grant.success', count);
    const { page, faults, close } = await enter(site.gateway.url);
    seconds = 600;
    await until(() => renewals.includes('refresh_token'));
    await page.getByRole('link', { name: 'History' }).first().click();
    await page.getByRole('heading', { name: 'History' }).waitFor();
    openId.provider.off('grant.success', count);
    expect([renewals, faults]).toEqual([['authorization_code', 'refresh_token'], []]);
    await close();
  });

  it('says two minutes ahead that a session without renewal ends, and goes on where it was by way of the provider', async () => {
    [seconds, mayRenew] = [110, false];
    const { page, faults, close } = await enter(site.gateway.url, '/console/history?severity=critical');
    await page.getByText(/The session ends in 1:\d\d/).waitFor();
    seconds = 600;
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText(/The session ends in/).waitFor({ state: 'detached' });
    await page.getByRole('heading', { name: 'History' }).waitFor();
    expect([page.url(), faults]).toEqual([`${site.gateway.url}/console/history?severity=critical`, []]);
    await close();
  });

  it('ends the session there as well, and does not go back by itself', async () => {
    const { page, close } = await enter(site.gateway.url);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByText('You are signed out').waitFor();
    expect(new URL(page.url()).origin).toBe(site.gateway.url);
    await page.goto(`${site.gateway.url}/console/`);
    await page.getByRole('button', { name: 'Sign in with the identity provider' }).click();
    await page.getByRole('button', { name: 'Rosa' }).waitFor();
    await close();
  });

  it.each([
    ['another state', '/console/callback', { state: 'another' }],
    ['another issuer', '/console/callback', { iss: 'https://login.elsewhere.example' }],
    ['an error', '/console/callback', { error: 'access_denied' }],
    ['a code that nobody gave', '/console/callback', { code: 'none' }],
    ['the nonce of another sign-in', '/auth', { nonce: 'another' }],
  ])('what comes back with %s is refused in words, and the page stays where it is', async (_name, path, changes) => {
    bent = { path, changes };
    const { page, close } = await site.visit();
    await refused(page);
    await close();
  });

  it('a provider that does not let the page ask for its tokens is refused in words', async () => {
    mayAsk = false;
    const { page, close } = await site.visit();
    await refused(page);
    await close();
  });

  async function refused(page: Page): Promise<void> {
    await page.goto(`${site.gateway.url}/console/`);
    await page.getByRole('button', { name: 'Rosa' }).click();
    await page.getByText(/sign-in was refused/).waitFor();
    expect(page.url()).toBe(`${site.gateway.url}/console/`);
    expect(await page.evaluate<string>(KEPT)).not.toContain('verifier');
  }
});
