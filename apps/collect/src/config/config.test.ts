import { labelRuleOf, ruleOf, upstreamOf } from './config.js';
import { readConfig } from './read-config.js';
import { shortForm } from './short-form.js';

const FILE = `
upstreams:
  - name: mimir-eu
    kind: alertmanager
    url: https://mimir.example.com/alertmanager/
    tenants: ["eu-.*"]
    authorization: { type: Bearer, credentials_file: /run/secrets/mimir }
    headers: { X-Team: core }
    tls_config: { ca_file: /etc/ca.pem, server_name: mimir, insecure_skip_verify: false }
    timeout: 1m
    external_urls: ["https://am.eu.example.com/"]
  - name: prom
    kind: prometheus
    url: http://reader:s%40fe@prometheus:9090
    tenant_header: ''
    external_labels: { cluster: eu }
intake:
  - tenants: ["eu-.*"]
    drop_labels: [prometheus_replica, pod]
    ignore: ['alertname="Watchdog"', 'alertname="InfoInhibitor"']
    severity: { page: critical, P3: warning }
    stale_after: 1d12h
  - stale_after: 0
acknowledge_by_silence: true
`;
const files: Record<string, string> = { '/run/secrets/mimir': 's3cret\n', '/etc/ca.pem': 'a certificate' };
function readFile(path: string): string {
  const content = files[path];
  if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
  return content;
}
const read = (text: string) => readConfig(text, readFile);

test('a file says who is polled how', () => {
  const config = read(FILE);
  expect(upstreamOf(config, 'eu-1')).toMatchObject({
    ...{
      name: 'mimir-eu',
      kind: 'alertmanager',
      url: 'https://mimir.example.com/alertmanager',
      tenantHeader: 'X-Scope-OrgID',
      timeoutMs: 60_000,
    },
    headers: { authorization: 'Bearer s3cret', 'X-Team': 'core' },
    tls: { ca: 'a certificate', servername: 'mimir', rejectUnauthorized: true },
    externalUrls: ['https://am.eu.example.com'],
  });
  expect(upstreamOf(config, 'us-eu-1')).toMatchObject({
    ...{
      name: 'prom',
      kind: 'prometheus',
      url: 'http://prometheus:9090',
      tenantHeader: '',
      timeoutMs: 10_000,
      externalLabels: { cluster: 'eu' },
    },
    headers: { authorization: `Basic ${Buffer.from('reader:s@fe').toString('base64')}` },
  });
  expect(config.acknowledgeBySilence).toBe(true);
});

test('a file says what is done to alerts before they are identified', () => {
  const config = read(FILE);
  const rule = ruleOf(config, 'eu-1');
  expect(rule).toMatchObject({
    dropLabels: ['prometheus_replica', 'pod'],
    severity: { page: 'critical', P3: 'warning' },
    staleAfterMs: 129_600_000,
  });
  expect([{ alertname: 'Watchdog' }, { alertname: 'DiskFull' }].map(labelRuleOf(rule).ignores)).toEqual([true, false]);
  expect(ruleOf(config, null)).toMatchObject({ dropLabels: [], staleAfterMs: 0 });
});

test.each([
  ['upstreams:\n  - kind: prometheus\n', 'line 2: upstreams[0]: needs name, url'],
  ['upstreams:\n  - name: a\n    kind: mimir\n    url: http://a\n', 'line 3: upstreams[0].kind: must be one of alertmanager, prometheus'],
  [
    'upstreams:\n  - name: a\n    kind: prometheus\n    url: a:9090\n',
    'line 4: upstreams[0].url: must be a URL that begins with http:// or https://',
  ],
  ['upstreams:\n  - name: a\n    kind: prometheus\n    url: http://a\n    tenant: x\n', 'line 5: upstreams[0].tenant: is not known here'],
  [
    'upstreams:\n  - name: a\n    kind: prometheus\n    url: http://a\n    timeout: 10\n',
    'line 5: upstreams[0].timeout: must be a duration',
  ],
  [
    'upstreams:\n  - name: a\n    kind: prometheus\n    url: http://a\n    timeout: 5m\n',
    'line 5: upstreams[0].timeout: must be from 100ms to 60s',
  ],
  [
    'upstreams:\n  - name: a\n    kind: prometheus\n    url: http://a\n    tenants: ["("]\n',
    'line 5: upstreams[0].tenants[0]: must be a regular expression',
  ],
  [
    'upstreams:\n  - name: a\n    kind: prometheus\n    url: http://a\n    authorization: { credentials_file: /none }\n',
    'line 5: upstreams[0].authorization.credentials_file: cannot be read (ENOENT)',
  ],
  ['intake:\n  - ignore: ["Watchdog"]\n', 'line 2: intake[0].ignore[0]: must be a matcher (one of = != =~ !~ is expected at 8)'],
  ['intake: everything\n', 'line 1: intake: must be a list'],
  ['acknowledge_by_silence: "yes"\n', 'line 1: acknowledge_by_silence: must be true or false'],
  ['upstreams: [\n', 'line 2: '],
  ['a: 1\na: 2\n', 'line 2: '],
])('%j is refused', (text, message) => expect(() => read(text)).toThrow(message));

test('two upstreams of one name are refused', () => {
  const one = '  - { name: a, kind: prometheus, url: "http://a" }\n';
  expect(() => read(`upstreams:\n${one}${one}`)).toThrow('line 3: upstreams[1]: has the name of an upstream before it');
});

test('an empty file polls nobody', () => expect(read('')).toEqual({ upstreams: [], intake: [], acknowledgeBySilence: false }));

test('the short variables are one upstream of every tenant', () => {
  const config = shortForm({ alertmanagerUrl: 'http://user:p%25ss@alertmanager:9093/' });
  expect(upstreamOf(config, 'anybody')).toMatchObject({
    ...{ kind: 'alertmanager', url: 'http://alertmanager:9093', tenantHeader: 'X-Scope-OrgID' },
    headers: { authorization: `Basic ${Buffer.from('user:p%ss').toString('base64')}` },
  });
  expect(shortForm({}).upstreams).toEqual([]);
});
