import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readEnv } from '#runtime';
import type { Config, Upstream } from '../../apps/collect/src/config/config.js';
import { readConfig } from '../../apps/collect/src/config/read-config.js';
import { shortForm } from '../../apps/collect/src/config/short-form.js';

export const HELP = `npm run backfill -- --url <Prometheus or Mimir> --since <duration> [options]

Makes history out of the alerts that a Prometheus, or what answers like one, still has (the series ALERTS), into the database of the settings.
Credentials, tenant_header, tls_config and external_labels of the server are those of the upstream with this url in COLLECT_CONFIG_FILE, and its intake
rules are followed. It may be stopped and begun again: it goes on where it was. What overlaps an alert that is known already is left out.

  --url <url>                     before /api/v1/query: http://prometheus:9090 or http://mimir:8080/prometheus
  --since <duration>              how far back: 90d, 12h
  --tenant <tenant>               whose alerts; without it their labels say to whom they belong
  --step <duration>               how often rules are evaluated (default: the median distance of the samples)
  --external-labels <k=v,…>       what the server adds to alerts that it sends
  --dry-run                       counts, and records nothing

The last line is "N recorded, N left out, N set aside". Set aside is what belongs to no organization that is known: register it, and run this again.`;

const OPTIONS = {
  url: { type: 'string' },
  since: { type: 'string' },
  tenant: { type: 'string' },
  step: { type: 'string' },
  'external-labels': { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const;

export type Wanted = {
  readonly upstream: Upstream;
  readonly config: Config;
  readonly tenant: string | null;
  readonly sinceMs: number;
  readonly stepMs: number | undefined;
  readonly isDry: boolean;
};

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/** What the words of the command line ask for; undefined: help. Throws one sentence. */
export function wantedOf(words: readonly string[]): Wanted | undefined {
  const { values } = parseArgs({ args: [...words], options: OPTIONS });
  if (values.help) return undefined;
  if (!values.url || !/^https?:\/\/[^/]/.test(values.url)) throw new Error('--url must be a URL (example: --url http://prometheus:9090)');
  if (!values.since) throw new Error('--since is missing (example: --since 90d)');
  const { upstream, config } = serverOf(values.url);
  const externalLabels = { ...upstream.externalLabels, ...labelsIn(values['external-labels'] ?? '') };
  return {
    upstream: { ...upstream, externalLabels },
    config,
    tenant: values.tenant || null,
    sinceMs: durationIn('--since', values.since),
    stepMs: values.step === undefined ? undefined : durationIn('--step', values.step),
    isDry: values['dry-run'],
  };
}

/** The upstream of COLLECT_CONFIG_FILE with this url, whichever kind it is of; else the url alone. */
function serverOf(url: string): { upstream: Upstream; config: Config } {
  const { COLLECT_CONFIG_FILE: file } = readEnv(['COLLECT_CONFIG_FILE']);
  const config = file ? readConfig(readFileSync(file, 'utf8'), (path) => readFileSync(path, 'utf8')) : shortForm({});
  const [plain] = shortForm({ prometheusUrl: url.replace(/\/+$/, '') }).upstreams;
  if (!plain) throw new Error(`--url: ${JSON.stringify(url)} is no address of a server`);
  return { upstream: config.upstreams.find((one) => one.url === plain.url) ?? plain, config };
}

/** In milliseconds. */
export function durationIn(option: string, text: string): number {
  const parts = [...text.matchAll(/(\d+)(ms|[smhdwy])/g)];
  const ms = parts.reduce((sum, [, number, unit = '']) => sum + Number(number) * (UNITS[unit] ?? 0), 0);
  if (parts.map(([part]) => part).join('') !== text || ms <= 0)
    throw new Error(`${option}: ${JSON.stringify(text)} is no duration (example: ${option} 90d)`);
  return ms;
}

function labelsIn(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair !== '');
  return Object.fromEntries(
    pairs.map((pair) => {
      const [, name, value] = /^\s*([a-zA-Z_]\w*)=(.*)$/.exec(pair) ?? [];
      if (name === undefined || value === undefined)
        throw new Error(`--external-labels: ${JSON.stringify(pair)} is no label (example: --external-labels cluster=eu,replica=a)`);
      return [name, value.replace(/^"(.*)"$/, '$1')];
    }),
  );
}
