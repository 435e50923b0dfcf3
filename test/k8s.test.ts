import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Container } from 'kubernetes-types/core/v1.js';
import type { NetworkPolicySpec } from 'kubernetes-types/networking/v1.js';
import ts from 'typescript';
import { variables } from '#runtime';
import { containersOf, type Manifest, manifestsOf, overlays, type Workload, workloadsOf } from '#test/manifests';
import { NODE_FLAGS } from '../tools/start/programs.js';

const ROOT = path.resolve(__dirname, '..');
/** Where the type of each kind comes from. */
const TYPES: Record<string, string> = {
  'apps/v1': 'kubernetes-types/apps/v1.js',
  'autoscaling/v2': 'kubernetes-types/autoscaling/v2.js',
  'batch/v1': 'kubernetes-types/batch/v1.js',
  'networking.k8s.io/v1': 'kubernetes-types/networking/v1.js',
  'policy/v1': 'kubernetes-types/policy/v1.js',
  v1: 'kubernetes-types/core/v1.js',
};

/** The complaints of the compiler about objects written down as literals: unknown fields, missing fields, values of another type. */
function faultsOf(manifests: readonly Manifest[]): string[] {
  const lines = manifests.map(
    ({ apiVersion, kind }, i) => `import type { ${kind} as T${i} } from '${TYPES[apiVersion] ?? './custom-resources.js'}';`,
  );
  const objects = manifests.map((manifest, i) => `export const o${i}: T${i} & { apiVersion: string } = ${JSON.stringify(manifest)};`);
  const file = path.join(ROOT, 'test', 'support', 'manifests.generated.ts');
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    noEmit: true,
    types: [],
    lib: ['lib.es2023.d.ts'],
  };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === file ? ts.createSourceFile(name, [...lines, ...objects].join('\n'), ts.ScriptTarget.ES2023) : read(name, ...rest);
  const program = ts.createProgram([file], options, host);
  return ts
    .getPreEmitDiagnostics(program, program.getSourceFile(file))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('the check of the schemas', () => {
  const service: Manifest = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' }, spec: { ports: [{ port: 1 }] } };
  it.each([
    ['an unknown field', { ...service, spec: { ports: [{ port: 1, prot: 'TCP' }] } }, /'"prot"' does not exist/],
    ['a value of another type', { ...service, spec: { ports: [{ port: '1' }] } }, /not assignable to type 'number'/],
    ['a missing field', { ...service, spec: { ports: [{}] } }, /'port' is missing/],
  ])('refuses %s', (_, manifest, message) => {
    expect(faultsOf([service])).toEqual([]);
    expect(faultsOf([manifest]).join()).toMatch(message);
  });
});

/** Who connects to where a variable leads. */
const CONNECTIONS: Record<string, string[]> = {
  DATABASE_URL: ['gateway', 'collect', 'export-worker', 'migrate'],
  DATABASE_READ_URL: ['gateway', 'export-worker', 'collect'],
  REDIS_URL: ['gateway', 'export-worker'],
  COLLECT_URL: ['gateway'],
  ALERTMANAGER_URL: ['collect'],
  PROMETHEUS_URL: ['collect'],
  AUTH_JWKS_URI: ['gateway'],
  AWS_ENDPOINT_URL: ['gateway', 'export-worker'],
  OTEL_EXPORTER_OTLP_ENDPOINT: ['gateway', 'collect', 'export-worker'],
};
const portOf = (url: string): number =>
  Number(new URL(url).port) || { 'http:': 80, 'https:': 443, 'redis:': 6379 }[new URL(url).protocol] || 0;

const policiesOf = (manifests: readonly Manifest[]): { name: string; spec: NetworkPolicySpec }[] =>
  manifests.flatMap(({ kind, metadata, spec }) =>
    kind === 'NetworkPolicy' ? [{ name: metadata.name, spec: spec as NetworkPolicySpec }] : [],
  );

/** The ports that an app's pods may connect to. */
const egressOf = (manifests: readonly Manifest[], app: string): unknown[] =>
  policiesOf(manifests)
    .filter(({ spec }) => (spec.podSelector.matchLabels?.['app.kubernetes.io/name'] ?? app) === app)
    .flatMap(({ spec }) => spec.egress ?? [])
    .flatMap(({ ports = [] }) => ports.map(({ port }) => port));

const PUBLISHING = ['Ingress', 'HTTPRoute', 'Route'];
/** The paths in what publishes a service. */
const pathsIn = (spec: unknown): string[] =>
  [...JSON.stringify(spec).matchAll(/"(?:path|value)":"(\/[^"]*)"/g)].map(([, found = '']) => found);

describe.each(overlays)('the overlay %s', (overlay) => {
  const manifests = manifestsOf(overlay);
  const workloads = workloadsOf(manifests);
  const containers = containersOf(workloads);
  const names = (kind: string): string[] => manifests.filter((one) => one.kind === kind).map(({ metadata }) => metadata.name);
  const without = (check: (container: Container) => boolean): string[] => containers.filter((one) => !check(one)).map(({ of }) => of);

  it('is made of objects that Kubernetes knows', () => {
    expect(manifests.length).toBeGreaterThan(15);
    expect(faultsOf(manifests)).toEqual([]);
  });

  it('puts everything into one namespace, where Pod Security is restricted', () => {
    const namespaced = manifests.filter(({ kind }) => kind !== 'Namespace');
    expect(namespaced.filter(({ metadata }) => metadata.namespace !== 'alertledger')).toEqual([]);
    expect(manifests.find(({ kind }) => kind === 'Namespace')).toMatchObject({
      metadata: { labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
    });
  });

  it('runs pods that restricted Pod Security admits, with a root that is read-only', () => {
    const insecure = ({ pod }: Workload): boolean => {
      const { runAsNonRoot, runAsUser, seccompProfile } = pod.securityContext ?? {};
      const kinds = (pod.volumes ?? []).flatMap((volume) => Object.keys(volume).filter((key) => key !== 'name'));
      const isHost =
        Boolean(pod.hostNetwork || pod.hostPID || pod.hostIPC) ||
        !kinds.every((kind) => ['emptyDir', 'secret', 'configMap', 'persistentVolumeClaim'].includes(kind));
      const isNumbered = overlay === 'openshift' ? runAsUser === undefined : Boolean(runAsUser);
      return (
        isHost || !runAsNonRoot || !isNumbered || seccompProfile?.type !== 'RuntimeDefault' || pod.automountServiceAccountToken !== false
      );
    };
    expect(workloads.filter(insecure).map(({ name }) => name)).toEqual([]);
    expect(
      without(
        ({ securityContext: context }) =>
          context?.allowPrivilegeEscalation === false &&
          context.readOnlyRootFilesystem === true &&
          context.capabilities?.drop?.join() === 'ALL' &&
          !context.capabilities.add &&
          !context.privileged,
      ),
    ).toEqual([]);
  });

  it('gives every container requests and limits, and a version of its image', () => {
    expect(
      without(({ resources }) =>
        Boolean(resources?.requests?.cpu && resources.requests.memory && resources.limits?.cpu && resources.limits.memory),
      ),
    ).toEqual([]);
    expect(without(({ image }) => /:\d[\w.-]*$|@sha256:[0-9a-f]{64}$/.test(image ?? ''))).toEqual([]);
  });

  it('probes everything that serves, and gives our apps the time to stop', () => {
    const serving = workloads.filter(({ kind }) => kind !== 'Job');
    expect(
      containersOf(serving)
        .filter((one) => !one.startupProbe || !one.readinessProbe || !one.livenessProbe)
        .map(({ of }) => of),
    ).toEqual([]);
    const drain = Number(
      manifests.find(
        ({ kind, metadata }) => kind === 'ConfigMap' && metadata.name.startsWith('alertledger-') && !metadata.name.includes('dashboards'),
      )?.data?.DRAIN_SECONDS,
    );
    const graces = serving.filter(({ kind }) => kind === 'Deployment').map(({ pod }) => pod.terminationGracePeriodSeconds ?? 0);
    expect(drain).toBeGreaterThan(0);
    expect(Math.min(...graces)).toBeGreaterThan(drain + 8);
  });

  it('protects every app from evictions, and denies all traffic that no policy names', () => {
    expect(names('PodDisruptionBudget').sort()).toEqual(names('Deployment').sort());
    const deny = manifests.find(({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'default-deny');
    expect(deny?.spec).toEqual({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
  });

  it.each(Object.entries(CONNECTIONS))('lets each app reach what %s leads to', (name, apps) => {
    const set = manifests.flatMap(({ kind, data }) => (kind === 'ConfigMap' && data?.[name]) || []);
    const ports = [variables[name as keyof typeof variables].example, ...set].map(portOf);
    for (const app of apps) expect([app, egressOf(manifests, app)]).toEqual([app, expect.arrayContaining(ports)]);
  });

  it('lets all of its pods ask for names, and each app be reached by those that call it', () => {
    for (const app of ['gateway', 'collect', 'export-worker', 'migrate']) expect(egressOf(manifests, app)).toContain(53);
    const into = policiesOf(manifests)
      .find(({ name }) => name === 'collect')
      ?.spec.ingress?.flatMap(({ from = [] }) => from);
    expect(into).toEqual([
      { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'gateway' } } },
      { namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: expect.any(Array) }] } },
    ]);
  });

  it('opens nothing to all namespaces', () => {
    const from = policiesOf(manifests).flatMap(({ spec }) =>
      (spec.ingress ?? []).flatMap((rule) => rule.from ?? [{ namespaceSelector: {} }]),
    );
    expect(from.filter(({ namespaceSelector }) => namespaceSelector && Object.keys(namespaceSelector).length === 0)).toEqual([]);
  });

  it('mounts into each pod the keys of the secret that its variables name, and no other', () => {
    for (const { name, pod } of workloads.filter(({ pod }) => pod.volumes?.some(({ secret }) => secret?.secretName === 'alertledger'))) {
      const keys = pod.volumes?.flatMap(({ secret }) => secret?.items?.map(({ key }) => key) ?? []) ?? [];
      const named = pod.containers.flatMap(({ env = [] }) =>
        env.flatMap(({ value }) => /^\/run\/secrets\/alertledger\/(\w+)$/.exec(value ?? '')?.[1] ?? []),
      );
      expect([name, keys]).toEqual([name, named]);
      expect(named).toContain('DATABASE_URL');
    }
  });

  it('keeps the migrate job, and lets Argo CD and Flux make it anew', () => {
    const job = manifests.find(({ kind }) => kind === 'Job');
    expect(job?.metadata).toMatchObject({
      annotations: { 'argocd.argoproj.io/sync-options': 'Force=true,Replace=true', 'kustomize.toolkit.fluxcd.io/force': 'enabled' },
    });
    expect(job?.spec).not.toHaveProperty('ttlSecondsAfterFinished');
  });

  it('publishes the paths of the API and of the console, and none for operators', () => {
    const published = manifests.flatMap(({ kind, spec }) => (PUBLISHING.includes(kind) ? pathsIn(spec) : []));
    if (overlay === 'dev') return void expect(published).toEqual([]);
    expect(published.sort()).toEqual([
      '/api',
      '/api-docs',
      '/console',
      '/downloads',
      '/healthz',
      '/logs',
      '/mcp',
      '/reports',
      '/tenants',
      '/version',
    ]);
  });

  it('labels what Prometheus looks for by its release', () => {
    const watched = manifests.filter(({ apiVersion }) => apiVersion === 'monitoring.coreos.com/v1');
    expect(watched).toHaveLength(overlay === 'dev' ? 0 : 4);
    for (const { metadata } of watched) expect(metadata).toMatchObject({ labels: { release: 'kube-prometheus-stack' } });
  });

  it('holds no secret: only references', () => {
    const secret = Object.entries(variables).flatMap(([name, variable]) => ('secret' in variable ? [name] : []));
    expect(names('Secret')).toEqual([]);
    const literal = containers.flatMap(({ env = [] }) =>
      env.filter(
        ({ name, value }) =>
          value !== undefined && (secret.includes(name) || /PASSWORD|SECRET|TOKEN|KEY/.test(name)) && !name.endsWith('_FILE'),
      ),
    );
    expect(literal).toEqual([]);
    expect(JSON.stringify(manifests)).not.toMatch(/\w+:\/\/[^/\s"]*:[^/\s"@]+@/);
  });

  it('gives Node the flags that npm start gives it', () => {
    const options = containers.map(({ name, env = [] }) => [name, env.find((one) => one.name === 'NODE_OPTIONS')?.value]);
    const expected = Object.entries(NODE_FLAGS).map(([name, flags]) => [name, flags.join(' ')]);
    expect(options.filter(([, value]) => value !== undefined)).toEqual(expected);
  });

  it('sets only variables that the code reads', () => {
    const ours = containers.filter(({ image }) => image?.includes('alertledger'));
    const fromMaps = manifests
      .filter(({ kind, metadata }) => kind === 'ConfigMap' && /^alertledger-(?!dashboards)/.test(metadata.name))
      .flatMap(({ data }) => Object.keys(data ?? {}));
    const set = [...fromMaps, ...ours.flatMap(({ env = [] }) => env.map(({ name }) => name))];
    expect([...new Set(set)].filter((name) => !(name.replace(/_FILE$/, '') in variables) && !OF_OTHERS.includes(name))).toEqual([]);
  });
});

/** Read by the AWS SDK, and by Node. */
const OF_OTHERS = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'NODE_OPTIONS'];
/** What a cluster has no use for, and why. */
const NOT_SET: Record<string, string> = {
  AWS_DEFAULT_REGION: 'AWS_REGION goes first',
  BIND_ADDRESS: 'the image sets it',
  COLLECT_CONFIG_FILE: 'unset: the two URLs stand for an upstream each',
  CONSOLE_PERSONAS: 'for the demo on one machine only',
  CONSOLE_SECRET: 'goes with the personas',
  DATA_DIR: 'the image sets it',
  DEMO: 'only npm start reads it',
  EXPORT_LINK_SECRET: 'unset: a key kept in the database',
  LAKE_INTERVAL_MINUTES: 'goes with LAKE_STORAGE',
  LAKE_STORAGE: 'unset: there is no lake',
  MAIL_FROM: 'goes with SMTP_URL',
  NODE_ENV: 'the image sets it',
  REPORT_DROP: 'unset: nothing is dropped',
  REVISION: 'the image sets it',
  SMTP_URL: 'unset: no mail is sent',
};

it('the production overlay says something about every variable that the code reads', () => {
  const text = readFileSync(path.join(ROOT, 'k8s', 'rendered', 'prod.yaml'), 'utf8');
  const unsaid = Object.keys(variables).filter((name) => !new RegExp(`\\b${name}(_FILE)?\\b`).test(text));
  expect(unsaid.sort()).toEqual(Object.keys(NOT_SET).sort());
});
