// Writes the generated parts of docs/ and k8s/. `--check`: writes nothing and fails when a file is not up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import { bounds } from './docs/bounds.js';
import { configuration } from './docs/configuration.js';
import { problems } from './docs/problems.js';
import { prometheusRule } from './docs/prometheus-rule.js';

const DOCUMENTS: Readonly<Record<string, (now: string) => string>> = {
  'docs/configuration.md': configuration,
  'docs/problems.md': problems,
  'docs/security.md': bounds,
  'k8s/mixin/prometheus-rule.yaml': prometheusRule,
};

const isCheck = process.argv.includes('--check');
for (const [file, generate] of Object.entries(DOCUMENTS)) {
  const now = readFileSync(file, 'utf8');
  const next = generate(now);
  if (next === now) continue;
  if (isCheck) console.error(`${file} is not up to date: run \`npm run docs\` and commit the result`);
  else writeFileSync(file, next);
  process.exitCode = isCheck ? 1 : 0;
}
