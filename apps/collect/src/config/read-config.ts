import { RE2JS } from 're2js';
import { type Matcher, parseMatcher } from '#matchers';
import {
  type Config,
  type IntakeRule,
  POLL_TIMEOUT_MS,
  STALE_AFTER_MS,
  TENANT_HEADER,
  type TenantTest,
  type Tls,
  type Upstream,
} from './config.js';
import { Field } from './field.js';
import { basic, withoutCredentials } from './short-form.js';

/** Reads the text of a file that a setting names. Throws the system's error. */
export type ReadFile = (path: string) => string;

/** The configuration that the text of a COLLECT_CONFIG_FILE says. Throws a ConfigFault with the line and the field. */
export function readConfig(text: string, readFile: ReadFile): Config {
  const { upstreams, intake, acknowledge_by_silence } = Field.ofFile(text).fields(['upstreams', 'intake', 'acknowledge_by_silence']);
  const all = upstreams?.items().map((field) => ({ field, upstream: upstreamOf(field, readFile) })) ?? [];
  for (const [i, { field, upstream }] of all.entries())
    if (all.slice(0, i).some((other) => other.upstream.name === upstream.name)) throw field.fault('has the name of an upstream before it');
  return {
    upstreams: all.map(({ upstream }) => upstream),
    intake: intake?.items().map(ruleOf) ?? [],
    acknowledgeBySilence: acknowledge_by_silence?.flag() ?? false,
  };
}

const UPSTREAM = [
  'name',
  'kind',
  'url',
  'tenants',
  'tenant_header',
  'authorization',
  'basic_auth',
  'headers',
  'tls_config',
  'timeout',
  'external_labels',
  'external_urls',
] as const;
const REQUIRED = ['name', 'kind', 'url'] as const;

function upstreamOf(field: Field, readFile: ReadFile): Upstream {
  const found = field.fields(UPSTREAM);
  const { name, kind, url } = found;
  if (!name || !kind || !url) throw field.fault(`needs ${REQUIRED.filter((one) => !found[one]).join(', ')}`);
  const address = urlOf(url);
  const timeoutMs = found.timeout?.duration() ?? POLL_TIMEOUT_MS;
  if (timeoutMs < 100 || timeoutMs > 60_000) throw (found.timeout ?? field).fault('must be from 100ms to 60s');
  if (found.authorization && found.basic_auth) throw found.basic_auth.fault('stands beside authorization; give one');
  const isPrometheus = kind.oneOf(['alertmanager', 'prometheus']) === 'prometheus';
  if (found.external_labels && !isPrometheus) throw found.external_labels.fault('is for a prometheus only');
  return {
    name: name.text(),
    kind: isPrometheus ? 'prometheus' : 'alertmanager',
    url: address.url,
    tenants: found.tenants ? tenantsOf(found.tenants) : null,
    tenantHeader: found.tenant_header?.text('may be empty') ?? TENANT_HEADER,
    headers: {
      ...address.headers,
      ...textsOf(found.headers),
      ...authorizationOf(found.authorization, readFile),
      ...basicOf(found.basic_auth, readFile),
    },
    tls: tlsOf(found.tls_config, readFile),
    timeoutMs,
    externalLabels: textsOf(found.external_labels),
    externalUrls: found.external_urls?.items().map((one) => urlOf(one).url) ?? [],
  };
}

function urlOf(field: Field): ReturnType<typeof withoutCredentials> {
  return field.read(
    (text) => {
      if (!/^https?:\/\/[^/]/.test(text)) throw new Error();
      return withoutCredentials(text);
    },
    () => 'must be a URL that begins with http:// or https://',
  );
}

const textsOf = (field: Field | undefined): Record<string, string> =>
  Object.fromEntries((field?.entries() ?? []).map(([name, value]) => [name, value.text('may be empty')]));

/** Anchored regular expressions, any of which names the tenant. */
function tenantsOf(field: Field): TenantTest {
  const patterns = field.items().map((one) => one.read(RE2JS.compile, (error) => `must be a regular expression (${error.message})`));
  return (tenant) => patterns.some((pattern) => pattern.matches(tenant));
}

function authorizationOf(field: Field | undefined, readFile: ReadFile): Record<string, string> {
  if (!field) return {};
  const { type, credentials, credentials_file } = field.fields(['type', 'credentials', 'credentials_file']);
  const secret = secretOf(field, credentials, credentials_file, readFile);
  return { authorization: `${type?.text() ?? 'Bearer'} ${secret}` };
}

function basicOf(field: Field | undefined, readFile: ReadFile): Record<string, string> {
  if (!field) return {};
  const { username, password, password_file } = field.fields(['username', 'password', 'password_file']);
  if (!username) throw field.fault('needs username');
  return { authorization: basic(username.text(), secretOf(field, password, password_file, readFile)) };
}

function secretOf(field: Field, plain: Field | undefined, file: Field | undefined, readFile: ReadFile): string {
  if (plain && file) throw file.fault('stands beside its value; give one');
  const given = plain ?? file;
  if (!given) throw field.fault('needs a secret, or better the file that holds it');
  const secret = (file ? contentOf(file, readFile) : given.text()).trim();
  if (secret === '' || /[\r\n]/.test(secret)) throw given.fault('must be one line');
  return secret;
}

const contentOf = (field: Field, readFile: ReadFile): string =>
  field.read(readFile, (error) => `cannot be read (${(error as { code?: string }).code ?? 'error'})`);

function tlsOf(field: Field | undefined, readFile: ReadFile): Tls {
  const found = field?.fields(['ca_file', 'cert_file', 'key_file', 'server_name', 'insecure_skip_verify']) ?? {};
  return {
    ca: found.ca_file && contentOf(found.ca_file, readFile),
    cert: found.cert_file && contentOf(found.cert_file, readFile),
    key: found.key_file && contentOf(found.key_file, readFile),
    servername: found.server_name?.text(),
    rejectUnauthorized: !(found.insecure_skip_verify?.flag() ?? false),
  };
}

function ruleOf(field: Field): IntakeRule {
  const { tenants, drop_labels, ignore, severity, stale_after } = field.fields([
    'tenants',
    'drop_labels',
    'ignore',
    'severity',
    'stale_after',
  ]);
  return {
    tenants: tenants ? tenantsOf(tenants) : () => true,
    dropLabels: drop_labels?.items().map((one) => one.text()) ?? [],
    ignore: ignore?.items().map((one): Matcher => one.read(parseMatcher, (error) => `must be a matcher (${error.message})`)) ?? [],
    severity: textsOf(severity),
    staleAfterMs: stale_after?.duration() ?? STALE_AFTER_MS,
  };
}
