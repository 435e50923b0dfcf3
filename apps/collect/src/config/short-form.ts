import { type Config, POLL_TIMEOUT_MS, TENANT_HEADER, type Upstream } from './config.js';

/** What ALERTMANAGER_URL and PROMETHEUS_URL stand for; with both, the Prometheus is polled and silences go to the Alertmanager. `user:password@` is sent as Basic. */
export function shortForm(urls: { readonly alertmanagerUrl?: string | undefined; readonly prometheusUrl?: string | undefined }): Config {
  const upstreams: Upstream[] = [];
  if (urls.prometheusUrl) upstreams.push(upstreamAt(urls.prometheusUrl, 'prometheus'));
  if (urls.alertmanagerUrl) upstreams.push(upstreamAt(urls.alertmanagerUrl));
  return { upstreams, intake: [], acknowledgeBySilence: false };
}

/** What an address alone says of an upstream: it holds the alerts of every tenant. */
export function upstreamAt(address: string, kind: Upstream['kind'] = 'alertmanager'): Upstream {
  const { url, headers } = withoutCredentials(address);
  return {
    ...{ name: kind, kind, url, headers, tenants: null, tenantHeader: TENANT_HEADER, tls: { rejectUnauthorized: true } },
    ...{ timeoutMs: POLL_TIMEOUT_MS, externalLabels: {}, externalUrls: [] },
  };
}

/** Node's client sends no credentials of a URL by itself. */
export function withoutCredentials(address: string): { readonly url: string; readonly headers: Readonly<Record<string, string>> } {
  const url = new URL(address);
  const { username, password } = url;
  url.username = '';
  url.password = '';
  const plain = url.href.replace(/\/+$/, '');
  return username === '' && password === ''
    ? { url: plain, headers: {} }
    : { url: plain, headers: { authorization: basic(decodeURIComponent(username), decodeURIComponent(password)) } };
}

export const basic = (username: string, password: string): string => `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
