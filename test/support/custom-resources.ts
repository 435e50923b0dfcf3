// The parts of custom resources that our manifests use, as their operators document them. A field that is not here is refused by test/k8s.test.ts.
import type { ObjectMeta } from 'kubernetes-types/meta/v1.js';

type Resource<V extends string, K extends string, S> = { apiVersion: V; kind: K; metadata: ObjectMeta; spec: S };
type Labels = { matchLabels: Record<string, string> };

type Rule = { expr: string; labels?: Record<string, string> } & (
  | { record: string }
  | { alert: string; for?: string; annotations?: Record<string, string> }
);
export type PrometheusRule = Resource<
  'monitoring.coreos.com/v1',
  'PrometheusRule',
  { groups: { name: string; interval?: string; rules: Rule[] }[] }
>;

type Relabeling = { sourceLabels?: string[]; targetLabel?: string; regex?: string; replacement?: string; action?: string };
type Endpoint = { port: string; path?: string; interval?: string; scrapeTimeout?: string; relabelings?: Relabeling[] };
export type ServiceMonitor = Resource<'monitoring.coreos.com/v1', 'ServiceMonitor', { selector: Labels; endpoints: Endpoint[] }>;

type PostgresTrigger = {
  type: 'postgresql';
  metadata: { query: string; targetQueryValue: string; activationTargetQueryValue?: string };
  authenticationRef: { name: string };
};
type ScalingRules = { stabilizationWindowSeconds: number; policies: { type: 'Pods' | 'Percent'; value: number; periodSeconds: number }[] };
export type ScaledObject = Resource<
  'keda.sh/v1alpha1',
  'ScaledObject',
  {
    scaleTargetRef: { name: string };
    minReplicaCount?: number;
    maxReplicaCount?: number;
    pollingInterval?: number;
    cooldownPeriod?: number;
    advanced?: { horizontalPodAutoscalerConfig: { behavior: { scaleDown: ScalingRules } } };
    triggers: PostgresTrigger[];
  }
>;
export type TriggerAuthentication = Resource<
  'keda.sh/v1alpha1',
  'TriggerAuthentication',
  { secretTargetRef: { parameter: string; name: string; key: string }[] }
>;

export type HTTPRoute = Resource<
  'gateway.networking.k8s.io/v1',
  'HTTPRoute',
  {
    parentRefs: { name: string; namespace?: string; sectionName?: string }[];
    hostnames?: string[];
    rules: {
      matches: { path: { type: 'PathPrefix' | 'Exact'; value: string } }[];
      timeouts?: { request?: string; backendRequest?: string };
      backendRefs: { name: string; port: number }[];
    }[];
  }
>;

export type Route = Resource<
  'route.openshift.io/v1',
  'Route',
  {
    host?: string;
    path?: string;
    to: { kind: 'Service'; name: string; weight?: number };
    port?: { targetPort: string | number };
    tls?: { termination: 'edge' | 'passthrough' | 'reencrypt'; insecureEdgeTerminationPolicy?: 'None' | 'Allow' | 'Redirect' };
  }
>;

export type ExternalSecret = Resource<
  'external-secrets.io/v1',
  'ExternalSecret',
  {
    refreshInterval?: string;
    secretStoreRef: { kind: 'SecretStore' | 'ClusterSecretStore'; name: string };
    target: { name: string; creationPolicy?: 'Owner' | 'Merge' };
    dataFrom: { extract: { key: string } }[];
  }
>;
