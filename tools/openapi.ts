// Writes openapi.json and the client's types from what the built gateway serves. `--check`: writes nothing, fails when one is not up to date.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { migrate } from '#persistence';
import { startPostgres } from './postgres.mjs';
import { freePort } from './start/ports.js';
import { answers } from './start/programs.js';

const GATEWAY = fileURLToPath(new URL('../apps/gateway/src/main.js', import.meta.url));
const HEADING = '// Generated from openapi.json by `npm run openapi`.\n\n';

/** The document as a gateway on a new database serves it. */
async function served(dir: string): Promise<string> {
  const database = await startPostgres({ dir: path.join(dir, 'postgres') });
  await migrate(database.url);
  const port = await freePort();
  const { PATH } = process.env;
  const env = { PATH, DATABASE_URL: database.url, GATEWAY_PORT: String(port), DATA_DIR: dir, LOG_LEVEL: 'error' };
  const gateway = fork(GATEWAY, { env });
  const gone = once(gateway, 'exit');
  try {
    await answers(gateway, `http://127.0.0.1:${port}/readyz`);
    const response = await fetch(`http://127.0.0.1:${port}/api/docs/openapi.json`);
    return `${JSON.stringify(await response.json(), undefined, 2)}\n`;
  } finally {
    gateway.kill();
    await gone;
    await database.stop();
  }
}

function keepUp(file: string, next: string): void {
  if (readFileSync(file, 'utf8') === next) return;
  if (process.argv.includes('--check')) {
    console.error(`${file} is not up to date: run \`npm run openapi\` and commit the result`);
    process.exitCode = 1;
  } else writeFileSync(file, next);
}

async function main(): Promise<void> {
  const dir = mkdtempSync(path.join(os.tmpdir(), 'alertledger-openapi-'));
  try {
    const document = await served(dir);
    keepUp('openapi.json', document);
    keepUp('packages/client/schema.d.ts', HEADING + astToString(await openapiTS(document)));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

await main();
