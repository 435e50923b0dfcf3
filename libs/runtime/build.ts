import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Gauge } from 'prom-client';
import { registry } from './metrics.js';

/** What runs. `revision` is the commit it was built from, where the image was told. */
export type Build = { readonly version: string; readonly revision: string | null; readonly node: string };

const state: { build: Build } = {
  build: { version: versionOf(path.dirname(fileURLToPath(import.meta.url))), revision: null, node: process.version },
};

const info = new Gauge({
  name: 'alertledger_build_info',
  help: 'Always 1; what runs, in its labels',
  labelNames: ['version', 'revision', 'node'],
  registers: [registry],
  collect: () => {
    const { version, revision, node } = state.build;
    info.reset();
    info.set({ version, revision: revision ?? '', node }, 1);
  },
});

/** Before the app is made. */
export function noteRevision(revision: string | undefined): void {
  state.build = { ...state.build, revision: revision ?? null };
}

export const currentBuild = (): Build => state.build;

/** That of the nearest package.json: of the sources, or of what was compiled from them. */
function versionOf(folder: string): string {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return versionOf(path.dirname(folder));
  const { version }: { version: string } = JSON.parse(readFileSync(file, 'utf8'));
  return version;
}
