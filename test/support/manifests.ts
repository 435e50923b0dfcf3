import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Container, PodSpec } from 'kubernetes-types/core/v1.js';
import { parseAllDocuments } from 'yaml';

const RENDERED = path.resolve(__dirname, '..', '..', 'k8s', 'rendered');

/** An object of Kubernetes. What it holds is checked by the test of the schemas. */
export type Manifest = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string };
  spec?: unknown;
  data?: Record<string, string>;
};

export const overlays = readdirSync(RENDERED).map((file) => file.replace('.yaml', ''));

/** What an overlay applies. */
export const manifestsOf = (overlay: string): Manifest[] =>
  parseAllDocuments(readFileSync(path.join(RENDERED, `${overlay}.yaml`), 'utf8'), { version: '1.1' }).map((document) => document.toJS());

export type Workload = { name: string; kind: string; pod: PodSpec };

/** Everything that runs pods. */
export const workloadsOf = (manifests: readonly Manifest[]): Workload[] =>
  manifests.flatMap(({ kind, metadata, spec }) => {
    const template = typeof spec === 'object' && spec !== null && 'template' in spec ? (spec.template as { spec: PodSpec }) : undefined;
    return template ? [{ kind, name: metadata.name, pod: template.spec }] : [];
  });

export const containersOf = (workloads: readonly Workload[]): (Container & { of: string })[] =>
  workloads.flatMap(({ kind, name, pod }) => pod.containers.map((container) => ({ ...container, of: `${kind} ${name}` })));

/** The paths that Kubernetes asks an app for. */
export const probePaths = (container: Container): string[] =>
  [container.startupProbe, container.readinessProbe, container.livenessProbe].flatMap((probe) => probe?.httpGet?.path ?? []);
