import { readFileSync } from 'node:fs';

const HEAD = `# Generated from k8s/mixin/rules.yaml by \`npm run docs\`.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: alertledger
spec:
`;

/** The rules of the mixin as an object of the Prometheus operator. */
export const prometheusRule = (): string =>
  HEAD +
  readFileSync('k8s/mixin/rules.yaml', 'utf8')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .map((line) => (line ? `  ${line}` : line))
    .join('\n');
