import * as oauth from 'oauth4webapi';
import type { Config } from './config';
import { session, signIn } from './session';
import { browser, tab } from './storage';

/** What lies in the tab from the way out to the way back, once. */
type Pending = { readonly verifier: string; readonly state: string; readonly nonce: string; readonly back: string };
type Tokens = { access: string; refresh?: string | undefined; id?: string | undefined };

let tokens: Tokens | undefined;

const serverOf = ({ issuer, endpoints }: Config): oauth.AuthorizationServer => ({ ...endpoints, issuer });
const clientOf = ({ client_id }: Config): oauth.Client => ({ client_id: client_id ?? '' });
/** Plain http is for a provider on this machine only. */
const options = ({ issuer }: Config) => ({ [oauth.allowInsecureRequests]: /^http:\/\/(localhost|127\.|\[::1\])/.test(issuer) });

/** Comes back from the provider, or goes there at once: its own session answers without a question. Not after somebody signed out. */
export async function resume(config: Config): Promise<void> {
  const path = location.pathname.replace(/^\/console/, '');
  if (path === '/callback') return finish(config);
  if (path === '/signed-out' || browser.get('signed-out')) return session.set({ state: 'out', why: 'signed-out' });
  await authorize(config);
}

/** To the provider, by code and PKCE. The page ends here. */
export async function authorize(config: Config): Promise<void> {
  const pending: Pending = {
    verifier: oauth.generateRandomCodeVerifier(),
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    back: /\/(callback|signed-out)$/.test(location.pathname) ? '/console/' : location.pathname + location.search,
  };
  tab.set('pending', JSON.stringify(pending));
  const url = new URL(String(config.endpoints?.authorization_endpoint));
  const asked = {
    client_id: config.client_id ?? '',
    response_type: 'code',
    redirect_uri: config.redirect_uri ?? '',
    scope: config.scope ?? 'openid',
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
    code_challenge_method: 'S256',
    ...(config.resource && { resource: config.resource }),
    ...Object.fromEntries(new URLSearchParams(config.parameters ?? '')),
  };
  for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
  location.assign(url);
  await new Promise(() => {}); // until the browser has left
}

async function finish(config: Config): Promise<void> {
  const kept = tab.get('pending');
  const here = new URL(location.href);
  tab.set('pending', null);
  history.replaceState(null, '', '/console/');
  const came = kept === null ? undefined : await comeBack(config, here, JSON.parse(kept)).catch(() => undefined);
  if (!came) session.set({ state: 'out', why: 'provider-refused' });
}

/** True when the gateway takes what the provider gave. Throws when what came back is not the answer to what was asked. */
async function comeBack(config: Config, here: URL, pending: Pending): Promise<true | undefined> {
  const given = await exchange(config, here, pending);
  tokens = given;
  history.replaceState(null, '', pending.back);
  const renewal = { ...(given.refresh && { fetch: () => refresh(config) }), leave: () => void authorize(config) };
  return (await signIn('oidc', given.access, renewal)) || undefined;
}

async function exchange(config: Config, here: URL, { verifier, state, nonce }: Pending): Promise<Tokens> {
  const [server, client] = [serverOf(config), clientOf(config)];
  const parameters = oauth.validateAuthResponse(server, client, here, state);
  const more = config.resource ? { additionalParameters: { resource: config.resource } } : {};
  const response = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    config.redirect_uri ?? '',
    verifier,
    { ...options(config), ...more },
  );
  return held(await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: nonce, requireIdToken: true }));
}

const held = ({ access_token, refresh_token, id_token }: oauth.TokenEndpointResponse): Tokens => ({
  access: access_token,
  refresh: refresh_token ?? tokens?.refresh,
  id: id_token ?? tokens?.id,
});

async function refresh(config: Config): Promise<string | undefined> {
  if (!tokens?.refresh) return undefined;
  const [server, client] = [serverOf(config), clientOf(config)];
  const more = config.resource ? { additionalParameters: { resource: config.resource } } : {};
  const response = await oauth.refreshTokenGrantRequest(server, client, oauth.None(), tokens.refresh, { ...options(config), ...more });
  tokens = held(await oauth.processRefreshTokenResponse(server, client, response));
  return tokens.access;
}

/** Ends the refresh token and the provider's session. The page ends here where there is such an endpoint. */
export async function leave(config: Config): Promise<void> {
  const [server, client] = [serverOf(config), clientOf(config)];
  const { refresh: last, id } = tokens ?? {};
  tokens = undefined;
  if (last && server.revocation_endpoint)
    await oauth.revocationRequest(server, client, oauth.None(), last, options(config)).catch(() => undefined);
  if (!server.end_session_endpoint) return;
  const url = new URL(server.end_session_endpoint);
  if (id) url.searchParams.set('id_token_hint', id);
  url.searchParams.set('client_id', client.client_id);
  url.searchParams.set('post_logout_redirect_uri', config.post_logout_redirect_uri ?? '');
  location.assign(url);
}
